/** Resources changed and deleted. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import type { Word } from '../../spec';
import { reads, when } from '../../stating';
import { changing, isDryRun, resourcesOf, selection, statefulKinds, whereOf } from './cluster';
import { objectsIn } from './manifest';

export function changes(op: Exclude<EffectDraftOf<'k8s.change'>['op'], undefined | null>): Command {
  return {
    options: `${selection} ${changing}`,
    does(call) {
      if (isDryRun(call)) return [];
      const [first] = resourcesOf(call.operands);
      return [
        ...reads(
          call,
          call.words('-f').filter((word) => word.value !== '-' && !/^https?:/.test(String(word.value))),
          { shown: false },
        ),
        { kind: 'k8s.change', op, ...whereOf(call), object: first?.object ?? null },
      ];
    },
  };
}

/** `set image deploy/web app=…`: what is set stands before the object. */
export const sets: Command = {
  options: `${selection} ${changing} -e,--env=E --from=R --serviceaccount=S --limits=L --requests=R --keys=K --prefix=P --list`,
  does: (call) => {
    if (isDryRun(call) || call.has('--list') === true) return [];
    const [first] = resourcesOf(call.operands.slice(1));
    return [{ kind: 'k8s.change', op: 'patch', ...whereOf(call), object: first?.object ?? null }];
  },
};

type Common = Pick<EffectDraftOf<'k8s.delete'>, 'all' | 'force' | 'namespace' | 'context' | 'pinned' | 'evidence'>;

/** What a manifest describes goes, object by object. */
function describedBy(call: Call, word: Word, common: Common): EffectDraft[] {
  const objects = objectsIn(call, [word]) ?? [{ object: null, name: null }];
  return objects.map(
    ({ namespace, ...what }): EffectDraft => ({
      kind: 'k8s.delete',
      ...common,
      ...what,
      ...(namespace !== undefined && { namespace }),
      ...(typeof what.object === 'string' && { stateful: statefulKinds.test(what.object) }),
      span: word.span,
    }),
  );
}

function kustomized(call: Call, common: Common): EffectDraft[] {
  return call
    .words('-k')
    .map((word): EffectDraft => ({ kind: 'k8s.delete', ...common, object: null, name: null, span: word.span }));
}

/** Files of objects that are put in place. */
export const applies: Command = {
  options: `${selection} ${changing} --force-conflicts --prune-allowlist=K`,
  does(call) {
    if (isDryRun(call) || call.operands[0]?.value === 'view-last-applied') return [];
    const where = whereOf(call);
    const given = call.words('-f');
    const files = given.filter((word) => word.value !== '-' && !isAddress(word));
    const replaces = call.path.at(-1) === 'replace' ? call.has('--force') : false;
    const objects = objectsIn(call, given) ?? [{ object: null, name: null }];
    return [
      ...reads(call, files, { shown: false }),
      ...objects.map(
        ({ object, namespace }): EffectDraft => ({
          kind: 'k8s.change',
          op: 'apply',
          ...where,
          ...(namespace !== undefined && { namespace }),
          object,
        }),
      ),
      ...when(call.has('--prune'), { kind: 'k8s.delete', ...where, object: null, all: false }),
      ...(replaces === false
        ? []
        : objects.flatMap(({ object, name }) =>
            when(replaces, {
              kind: 'k8s.delete',
              ...where,
              object,
              name,
              all: false,
              ...(typeof object === 'string' && { stateful: statefulKinds.test(object) }),
            }),
          )),
    ];
  },
};

const isAddress = ({ value }: Word) => /^https?:/.test(String(value));

/** Kinds that say who may do what. */
const bindings = /^(cluster)?role(binding)?$/;

/** Roles and secrets are more than objects. */
export const creates: Command = {
  options: `${selection} ${changing} --clusterrole=R --role=R --user=U --group=G --serviceaccount=S --verb=V --resource=R --schedule=S --from=R --duration=D --docker-server=S --docker-username=U --docker-password=P --docker-email=E --cert=F --key=F`,
  does(call) {
    if (isDryRun(call)) return [];
    const object = call.operand(0);
    const where = whereOf(call);
    const sources = fileValues(call.words('--from-file', '--from-env-file'));
    if (object === 'token')
      return {
        effects: [
          {
            kind: 'secret.write',
            store: 'k8s',
            op: 'mint',
            name: call.operand(1) ?? null,
            evidence: where.evidence ?? {},
          },
          { kind: 'secret.read', store: 'k8s', audience: call.audience },
        ],
        output: { text: null, sources: ['secret'] },
      };
    const files = call.words('-f');
    const objects = files.length > 0 ? objectsIn(call, files) : undefined;
    const created = objects ?? [{ object: object ?? null }];
    return [
      ...reads(call, [...sources, ...files.filter((word) => word.value !== '-' && !isAddress(word))], { shown: false }),
      ...created.map((each): EffectDraft => ({ kind: 'k8s.change', op: 'create', ...where, object: each.object })),
      ...when(typeof object === 'string' && bindings.test(object), {
        kind: 'access.change',
        provider: 'kubernetes',
        op: 'grant',
        principal: call.value('--user') ?? call.value('--serviceaccount') ?? call.value('--group') ?? null,
        evidence: where.evidence ?? {},
      }),
      ...when(object === 'secret', { kind: 'secret.write', store: 'k8s', op: 'create', name: call.operand(2) ?? null }),
    ];
  },
};

/** `--from-file=key=path` names a key before the file. */
function fileValues(words: readonly Word[]): Word[] {
  return words.map((word) =>
    typeof word.value === 'string' ? { ...word, value: word.value.replace(/^[^=/]+=/, '') } : word,
  );
}

export const deletion: Command = {
  options: `${selection} ${changing}`,
  does(call) {
    if (isDryRun(call)) return [];
    const common = { ...whereOf(call), all: call.has('--all'), force: call.has('--force', '--now') } as const;
    const resources = resourcesOf(call.operands);
    if (call.words('--raw').length > 0) return [{ kind: 'k8s.delete', ...common, object: null, name: null }];
    const byFile = [
      ...call.words('-f').flatMap((word) => describedBy(call, word, common)),
      ...kustomized(call, common),
    ];
    const named = resources.map(
      ({ object, name }): EffectDraft => ({
        kind: 'k8s.delete',
        ...common,
        object,
        ...(name !== undefined && { name }),
        stateful: typeof object === 'string' ? statefulKinds.test(object) || object === 'all' : null,
        ...(name === undefined && { extent: 'unbounded' as const }),
      }),
    );
    return [...byFile, ...named];
  },
};

export const scale: Command = {
  options: `${selection} ${changing}`,
  does: (call) => {
    if (isDryRun(call)) return [];
    const [first] = resourcesOf(call.operands);
    const stops = call.words('--replicas').at(-1)?.value === '0';
    return [
      { kind: 'k8s.change', op: 'scale', ...whereOf(call), object: first?.object ?? null },
      ...when(stops, { kind: 'service.control', op: 'stop', unit: call.operand(0) ?? null }),
    ];
  },
};

const drainOptions = `${selection} ${changing} --ignore-daemonsets --delete-emptydir-data --delete-local-data --disable-eviction --pod-selector=S`;

export const drains = (op: 'drain' | 'cordon' | 'taint'): Command => ({
  options: drainOptions,
  does: (call) => (isDryRun(call) ? [] : [{ kind: 'k8s.change', op, ...whereOf(call), object: 'node' }]),
});

export const rollout: Command = {
  options: `${selection} ${changing}`,
  commands: {
    'status history': [],
    'restart undo pause resume': (call) => [
      { kind: 'k8s.change', op: 'rollout', ...whereOf(call), object: resourcesOf(call.operands)[0]?.object ?? null },
    ],
  },
};
