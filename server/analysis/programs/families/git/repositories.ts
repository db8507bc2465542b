/** Worktrees, submodules, and what runs a command in each. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import { always, targetOf, when, writes } from '../../stating';
import { fetches } from './fetching';
import { rewrite } from './rewrite';

export const worktree: Command = {
  commands: {
    'list lock unlock prune repair move': [],
    add: {
      options: '-b=B -B=B -f,--force -d --detach --checkout --lock --reason=R --orphan -q',
      does: (call) => [
        ...writes(call, call.operands.slice(0, 1), 'create'),
        ...(call.words('-B').length > 0 ? [rewrite('reset')] : []),
      ],
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
    'status summary init sync absorbgitdirs': [],
    'set-branch set-url': always({ kind: 'config.write', target: 'git', executes: false }),
    update: always({ kind: 'net.fetch' }, { kind: 'fs.write', zone: 'workspace', mode: 'create' }),
    add: {
      options: '-b=BRANCH -f,--force --name=N --reference=R --depth=N --ref-format=F',
      does: (call) => [...fetches(call), { kind: 'fs.write', zone: 'workspace', mode: 'create' }],
    },
    deinit: {
      options: '-f,--force --all',
      does: (call) =>
        when(call.has('-f'), ...deinitialised(call), { kind: 'vcs.discard', what: 'worktree', all: call.has('--all') }),
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

/** The folders of the submodules that are named, or of all of them. */
function deinitialised(call: Call): readonly EffectDraft[] {
  const named = call.operands.filter((word) => word.value !== '.');
  const folders = named.map((word) => targetOf(call, word));
  const all = { zone: 'workspace', class: 'other', extent: 'bounded' } as const;
  return (folders.length > 0 ? folders : [all]).map((folder) => ({
    kind: 'fs.delete',
    ...folder,
    recursive: true,
    root: 'none',
  }));
}

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
