/** Worktrees, submodules, and what runs a command in each. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Command } from '../../program';
import { always, targetOf, when, writes } from '../../stating';

export const worktree: Command = {
  commands: {
    'list lock unlock prune repair move': [],
    add: {
      options: '-b=B -B=B -f,--force -d --detach --checkout --lock --reason=R --orphan -q',
      does: (call) => writes(call, call.operands.slice(0, 1), 'create'),
    },
    remove: {
      options: '-f,--force',
      does: (call) =>
        call.has('-f') === false
          ? []
          : [
              ...call.operands.map(
                (word): EffectDraft => ({ kind: 'fs.delete', ...targetOf(call, word), recursive: true, root: 'none' }),
              ),
              { kind: 'vcs.discard', what: 'worktree', all: true },
            ],
    },
  },
};

export const submodule: Command = {
  options: '-q,--quiet',
  commands: {
    'status summary init sync absorbgitdirs set-branch set-url': [],
    'add update': always({ kind: 'net.fetch' }, { kind: 'fs.write', zone: 'workspace', mode: 'create' }),
    deinit: {
      options: '-f,--force --all',
      does: (call) =>
        when(
          call.has('-f'),
          { kind: 'fs.delete', zone: 'workspace', recursive: true, root: 'none' },
          { kind: 'vcs.discard', what: 'worktree', all: call.has('--all') },
        ),
    },
    foreach: {
      options: '--recursive',
      stopAtOperand: true,
      does: (call) => ({
        runs: [
          call.operands.length === 1
            ? {
                type: 'shell',
                text: call.operands[0]!.value,
                span: call.operands[0]!.span,
                label: 'git submodule foreach',
                unbounded: true,
              }
            : { type: 'argv', words: call.operands, label: 'git submodule foreach', unbounded: true },
        ],
      }),
    },
  },
};

export const bisect: Command = {
  commands: {
    'start good bad new old skip reset log replay view visualize terms help': [],
    run: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'git bisect run' }] }),
    },
  },
  otherwise: () => [],
};
