/** How secrets are shown, changed, and passed on to a command. */
import type { EffectDraftOf } from '../../../../effects/effect';
import type { Command } from '../../program';
import type { Run } from '../../spec';

type Store = Exclude<EffectDraftOf<'secret.read'>['store'], undefined>;

type Change = Exclude<EffectDraftOf<'secret.write'>['op'], undefined>;

export function discloses(store: Store): Command {
  return (call) => ({
    effects: [{ kind: 'secret.read', store, name: call.operand(0) ?? null, audience: call.audience }],
    output: { text: null, sources: ['secret'] },
  });
}

export function changes(store: string, op: Change): Command {
  return (call) => [{ kind: 'secret.write', store, name: call.operand(0) ?? null, op }];
}

/** `doppler run -- CMD`: the secrets go to the command's environment. */
export function runsWith(store: Store, label: string, skip = 0): Command {
  return {
    stopAtOperand: true,
    does(call) {
      const words = call.operands.slice(skip).filter((word, at) => !(at === 0 && word.value === '--'));
      const dashes = words.findIndex((word) => word.value === '--');
      const command = dashes >= 0 ? words.slice(dashes + 1) : words;
      const shell = call
        .words('--command')
        .map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label }));
      return {
        effects: [{ kind: 'secret.read', store, audience: 'process' }],
        runs: [...shell, ...(command.length > 0 ? [{ type: 'argv', words: command, label } as const] : [])],
      };
    },
  };
}
