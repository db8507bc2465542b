/** Effects that several commands of git have. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call } from '../../program';
import type { Word } from '../../spec';

export const rewrite = (how: 'reset' | 'rebase' | 'amend' | 'filter' | 'delete-ref' | 'expire'): EffectDraft => ({
  kind: 'vcs.rewriteHistory',
  how,
  remote: false,
  ...(how === 'filter' || how === 'expire' ? {} : { undo: 'recoverable' }),
});

/** Discards changes of the named paths; all of them when none is named. */
export function discards(what: 'worktree' | 'untracked' | 'index', paths: readonly Word[]): EffectDraft {
  const all =
    paths.length === 0 || paths.some((word) => word.value === '.' || word.value === ':/' || word.value === '*');
  return { kind: 'vcs.discard', what, all, ...(what === 'untracked' && { undo: 'irreversible' }) };
}

export const sequenceControls = ['--quit', '--skip', '--continue', '--edit-todo', '--show-current-patch'];

export const controlOptions = `--abort ${sequenceControls.join(' ')}`;

/** Aborting throws away what was resolved so far. */
export function aborted(call: Call): readonly EffectDraft[] | undefined {
  return call.has('--abort') === true
    ? [{ kind: 'vcs.discard', what: 'worktree', all: true, undo: 'effortful' }]
    : undefined;
}
