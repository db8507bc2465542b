/** Requests to a forge by its interface. */
import type { EffectDraft } from '../../../../effects/effect';
import { rest } from '../../arguments';
import { type Answer, type Call, opaque } from '../../program';
import type { Word } from '../../spec';
import { when } from '../../stating';
import { change, discloses, type FObject, hostOfForge, type Op, serviceOf } from './change';
import { refChange } from './refs';

/** Paths of the forge's interface, and what lies behind them. */
const apiObjects: readonly (readonly [RegExp, FObject])[] = [
  [/branches\/[^/]+\/protection|rulesets|protected_branches/, 'branch-protection'],
  [/(actions|dependabot|codespaces)\/secrets/, 'secret'],
  [/actions\/variables|\/variables/, 'variable'],
  [/actions\/workflows/, 'workflow'],
  [/actions\/(runs|artifacts|caches|jobs)|pipelines|jobs|dispatches|statuses|check-runs/, 'run'],
  [/releases/, 'release'],
  [/pulls|merge_requests/, 'pr'],
  [/issues|labels|milestones|comments/, 'issue'],
  [/keys|gpg_keys/, 'key'],
  [/hooks/, 'hook'],
  [/collaborators|members|memberships|teams|invitations/, 'member'],
  [/visibility/, 'visibility'],
  [/^\/?(repos\/[^/]+\/[^/]+|projects\/[^/]+)(\/(topics|forks))?\/?$/, 'repo'],
];

export function apiCall(call: Call): Answer {
  const path = call.operand(0);
  const fields = call.words('-f', '--input');
  if (path === 'graphql') return graphqlCall(call, fields);
  const method = methodOf(call, fields);
  if (method === 'GET' || method === 'HEAD') return [];
  if (method === null || typeof path !== 'string') return [opaque(call.invocation)];
  return [...request(call, method, path, fields), ...postedFields(call, fields)];
}

function methodOf(call: Call, fields: readonly Word[]): string | null {
  const given = call.words('-X').at(-1)?.value;
  if (given !== undefined) return typeof given === 'string' ? given.toUpperCase() : null;
  if (fields.length > 0) return 'POST';
  return call.open ? null : 'GET';
}

/** What a request changes. */
function request(call: Call, method: string, path: string, fields: readonly Word[]): EffectDraft[] {
  const ref = refChange(call, method, path, fields);
  if (ref) return [ref];
  const object = apiObjects.find(([pattern]) => pattern.test(path))?.[1] ?? null;
  const op = operationOf(method, path);
  const provider = serviceOf(call);
  return [
    // What lies behind other paths is not known.
    ...when(object === null, opaque(call.invocation)),
    change(call, object, op),
    ...when(object === 'branch-protection' && op !== 'create', { kind: 'access.change', provider, op: 'policy' }),
    ...when(object === 'member', { kind: 'access.change', provider, op: op === 'delete' ? 'revoke' : 'member' }),
    ...when(object === 'secret', { kind: 'secret.write', store: 'forge', op: op === 'delete' ? 'delete' : 'update' }),
    ...when(opensRepository(fields), { kind: 'access.change', provider, op: 'publicize' }),
    ...says(object, op, path),
  ];
}

function operationOf(method: string, path: string): Op {
  if (method === 'DELETE') return 'delete';
  if (/\/merge$/.test(path)) return 'merge';
  if (/\/transfer$/.test(path)) return 'transfer';
  return method === 'POST' && !/\/(labels|assignees|lock|reactions|requested_reviewers)$/.test(path)
    ? 'create'
    : 'update';
}

/** Issues, pull requests, comments and reviews are read by others. */
function says(object: FObject | null, op: Op, path: string): EffectDraft[] {
  const speaks = op === 'create' || (op !== 'delete' && /\/(comments|notes|reviews)(\/|$)/.test(path));
  return when(speaks && (object === 'issue' || object === 'pr') && !/labels|milestones/.test(path), {
    kind: 'comm.send',
    channel: object as 'issue' | 'pr',
  });
}

function opensRepository(fields: readonly Word[]): boolean {
  return fields.some((word) => /private=false|visibility=public/.test(String(word.value)));
}

/** `-f body=@file` and `--input file` send a file. */
function postedFields(call: Call, fields: readonly Word[]): EffectDraft[] {
  const files = fields.flatMap((word) => {
    const at = /^[\w[\]]+=@/.exec(String(word.value))?.[0].length;
    return at === undefined ? [] : [rest(word, at)];
  });
  return discloses(call, fields, [...files, ...call.words('--input')]);
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
  const text = query.value;
  if (!/mutation\b/.test(text)) return [];
  const object = graphqlObjects.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  const op: Op = /delete/i.test(text)
    ? 'delete'
    : /merge/i.test(text)
      ? 'merge'
      : /create|add/i.test(text)
        ? 'create'
        : 'update';
  const commented = /addComment|createIssue|createPullRequest|addPullRequestReview/i.test(text);
  return [
    change(call, object, op),
    ...when(commented, { kind: 'comm.send', channel: object === 'pr' ? 'pr' : 'issue', host: hostOfForge(call) }),
    ...discloses(call, fields, []),
  ];
}
