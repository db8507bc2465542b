/** Resources changed and deleted. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Command } from '../../program';
import { reads, when } from '../../stating';
import { changing, isDryRun, resourcesOf, selection, statefulKinds, whereOf } from './cluster';

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

export const deletion: Command = {
  options: `${selection} ${changing}`,
  does(call) {
    if (isDryRun(call)) return [];
    const common = { ...whereOf(call), all: call.has('--all'), force: call.has('--force', '--now') } as const;
    const resources = resourcesOf(call.operands);
    const byFile = call
      .words('-f', '-k')
      .map((word): EffectDraft => ({ kind: 'k8s.delete', ...common, object: null, name: null, span: word.span }));
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
