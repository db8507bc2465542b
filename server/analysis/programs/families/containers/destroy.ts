/** Containers, images and volumes removed. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import { when } from '../../stating';
import { daemonOf } from './run';

type Destroyed = Exclude<EffectDraftOf<'container.destroy'>['object'], undefined>;

export function destroys(object: Destroyed): Command {
  return {
    options: '-f,--force -v,--volumes -a,--all -l -i -t,--time=N --filter=F --no-prune --depend --rmi=T',
    does: (call) => [
      ...call.operands.map(
        (word): EffectDraft => ({
          kind: 'container.destroy',
          object,
          name: word.value,
          all: call.has('-a'),
          force: call.has('-f'),
          extent: word.many ? 'unbounded' : 'single',
          ...distant(call),
          span: word.span,
        }),
      ),
      ...(call.operands.length === 0
        ? when(call.has('-a'), { kind: 'container.destroy', object, all: true, force: call.has('-f') })
        : []),
      ...when(object === 'container' && call.has('-v') === true, {
        kind: 'container.destroy',
        object: 'volume',
        all: false,
      }),
    ],
  };
}

/** What runs in a swarm is in use, on whatever machines. */
export function destroysInSwarm(call: Call): EffectDraft[] {
  return call.operands.map((word) => ({
    kind: 'infra.destroy',
    provider: 'swarm',
    service: call.path[0] ?? null,
    resource: word.value,
    stateful: false,
    span: word.span,
  }));
}

/** Evidence of another machine's daemon; nothing for this one. */
function distant(call: Call): Pick<EffectDraft, 'evidence'> {
  const evidence = daemonOf(call);
  return evidence.host === undefined ? {} : { evidence };
}

export function prunes(object: Destroyed): Command {
  return {
    options: '-f,--force -a,--all --filter=F --volumes --keep-storage=S --external',
    does: (call) => [
      {
        kind: 'container.destroy',
        object,
        all: object === 'container' || object === 'network' ? true : call.has('-a'),
        force: call.has('-f'),
        ...(object !== 'volume' && { undo: 'recoverable' }),
        ...distant(call),
      } as EffectDraft,
      ...when(call.has('--volumes'), { kind: 'container.destroy', object: 'volume', all: true, force: call.has('-f') }),
    ],
  };
}
