/** Requests to a forge by its interface. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Answer, type Call, opaque } from '../../program';
import type { Word } from '../../spec';
import { when } from '../../stating';
import { change, type FObject, type Op, serviceOf } from './change';

/** Paths of the forge's interface, and what lies behind them. */
const apiObjects: readonly (readonly [RegExp, FObject])[] = [
  [/branches\/[^/]+\/protection|rulesets|protected_branches/, 'branch-protection'],
  [/(actions|dependabot|codespaces)\/secrets/, 'secret'],
  [/actions\/variables|\/variables/, 'variable'],
  [/actions\/workflows/, 'workflow'],
  [/actions\/runs|pipelines|jobs/, 'run'],
  [/releases/, 'release'],
  [/pulls|merge_requests/, 'pr'],
  [/issues/, 'issue'],
  [/keys|gpg_keys/, 'key'],
  [/hooks/, 'hook'],
  [/collaborators|members|memberships|teams|invitations/, 'member'],
  [/visibility/, 'visibility'],
  [/^\/?(repos\/[^/]+\/[^/]+|projects\/[^/]+)(\/git\/refs\/.*)?\/?$/, 'repo'],
];

export function apiCall(call: Call): Answer {
  const path = call.operand(0);
  const given = call.words('-X').at(-1)?.value;
  const fields = call.words('-f', '--input');
  const method =
    typeof given === 'string'
      ? given.toUpperCase()
      : given === null
        ? null
        : fields.length > 0
          ? 'POST'
          : call.open
            ? null
            : 'GET';
  if (path === 'graphql') return graphqlCall(call, fields);
  if (method === 'GET' || method === 'HEAD') return [];
  if (method === null) return [opaque(call.invocation)];
  const object = typeof path === 'string' ? (apiObjects.find(([pattern]) => pattern.test(path))?.[1] ?? null) : null;
  const op: Op =
    method === 'DELETE'
      ? 'delete'
      : typeof path === 'string' && /\/merge$/.test(path)
        ? 'merge'
        : typeof path === 'string' && /\/transfer$/.test(path)
          ? 'transfer'
          : method === 'POST'
            ? 'create'
            : 'update';
  return [
    change(call, object, op),
    ...when(object === 'branch-protection' && op !== 'create', {
      kind: 'access.change',
      provider: serviceOf(call),
      op: 'policy',
    }),
    ...when(
      fields.some((word) => /private=false|visibility=public/.test(String(word.value))),
      { kind: 'access.change', provider: serviceOf(call), op: 'publicize' },
    ),
  ];
}

/** Names of mutations, and what they are about. */
const graphqlObjects: readonly (readonly [RegExp, FObject])[] = [
  [/branchProtection|ruleset/i, 'branch-protection'],
  [/(delete|update)(Ref|Repository)\b|archiveRepository|transferRepository/i, 'repo'],
  [/issue/i, 'issue'],
  [/pullrequest/i, 'pr'],
];

function graphqlCall(call: Call, fields: readonly Word[]): Answer {
  const query = fields.find((word) => /^query=/.test(String(word.value)));
  if (!query || typeof query.value !== 'string')
    return [{ ...change(call, null, null), certainty: 'possible' } as EffectDraft];
  const mutation = /mutation\b/.test(query.value);
  const op: Op = /delete/i.test(query.value)
    ? 'delete'
    : /merge/i.test(query.value)
      ? 'merge'
      : /create|add/i.test(query.value)
        ? 'create'
        : 'update';
  const object = graphqlObjects.find(([pattern]) => pattern.test(String(query.value)))?.[1] ?? null;
  return when(mutation, change(call, object, op));
}
