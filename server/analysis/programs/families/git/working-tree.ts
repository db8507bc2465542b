/** Commands that overwrite or throw away what is in the working tree. */

import type { EffectDraft } from '../../../../effects/effect';
import { UNKNOWN } from '../../../../effects/value';
import { guardPlaceOf } from '../../../files/guard-places';
import type { Call, Command } from '../../program';
import type { Checkout, Word } from '../../spec';
import { always, targetOf, when } from '../../stating';
import { setting } from './config';
import { discards, rewrite } from './rewrite';
import { isExistingPath, workingDirectory } from './state';

export const checkout: Command = {
  operandsNeeded: 1,
  options:
    '-b=BRANCH -B=BRANCH --orphan=BRANCH -f,--force -d,--detach -q -t --track[=M] -U,--unified=N --inter-hunk-context=N -l -m,--merge -p,--patch --ours --theirs --conflict=S --pathspec-from-file=F --progress --recurse-submodules --overlay --guess --ignore-skip-worktree-bits',
  does(call) {
    const forced = when(call.has('-f'), discards('worktree', []));
    const created = call.value('-b') ?? call.value('--orphan');
    if (created !== undefined) return { effects: forced, checkout: { branch: created } };
    const reset = call.value('-B');
    if (reset !== undefined) return { effects: [...forced, rewrite('reset')], checkout: { branch: reset } };
    // A branch to be tracked or detached cannot be combined with paths: git refuses.
    if (call.has('-t', '--track', '-d') === true) return { effects: forced, checkout: checkoutOf(call) };
    const paths = checkedOutPaths(call);
    if (call.has('--pathspec-from-file', '-p') === true) return [discards('worktree', [])];
    return paths.length > 0 ? restored(call, paths) : { effects: forced, checkout: checkoutOf(call) };
  },
};

/** The branch that the operand names: `-` is the one before, and of one to be tracked the remote's name is left out. */
function checkoutOf(call: Call): Checkout {
  const name = call.operand(0) ?? UNKNOWN;
  if (name === '-' || call.has('-d') !== false) return { branch: UNKNOWN };
  if (typeof name !== 'string' || call.has('-t') === false) return { branch: name };
  return { branch: name.slice(name.indexOf('/') + 1) };
}

/** Files get another version: what was not committed is lost, and an older policy is another policy. */
function restored(call: Call, paths: readonly Word[]): EffectDraft[] {
  return [{ ...discards('worktree', paths), ...dirtyOf(call, paths) } as EffectDraft, ...guardsAmong(call, paths)];
}

/** The guard's own files among those that are named. */
export function guardsAmong(call: Call, paths: readonly Word[]): EffectDraft[] {
  const { home } = call.invocation.surroundings.providers.env;
  return paths.flatMap((word): EffectDraft[] => {
    const { path } = targetOf(call, word);
    const place = typeof path === 'string' ? guardPlaceOf(path, home) : undefined;
    return place ? [{ kind: 'guard.tamper', ...place, span: word.span }] : [];
  });
}

/** Is there anything to lose in just these paths? What cannot be told of one of them is left to the whole tree. */
function dirtyOf(call: Call, paths: readonly Word[]): { readonly dirty?: 'yes' | 'no' } {
  if (paths.length === 0) return {};
  const states = paths.map((word) => wouldLose(call, word));
  if (states.includes('yes')) return { dirty: 'yes' };
  return states.every((state) => state === 'no') ? { dirty: 'no' } : {};
}

/** Git overwrites what it does not track, too. */
function wouldLose(call: Call, word: Word): 'yes' | 'no' | undefined {
  const { providers, fileTarget } = call.invocation.surroundings;
  const directory = workingDirectory(call);
  const path = word.many || directory === null ? UNKNOWN : fileTarget(word.value, directory).path;
  if (typeof path !== 'string') return undefined;
  const state = providers.git.tracked(path);
  if (state === 'none') return providers.files.kind(path) === 'absent' ? 'no' : undefined;
  return state === undefined ? undefined : state === 'clean' ? 'no' : 'yes';
}

/** The paths of `checkout -- P`, `checkout REF P`, and of `checkout P` where P is a file rather than a branch. */
function checkedOutPaths(call: Call): readonly Word[] {
  if (call.last.afterDashes) return call.last.afterDashes;
  const [first, ...others] = call.operands;
  if (!first) return [];
  if (others.length > 0) return others;
  const name = first.value;
  if (typeof name !== 'string') return [];
  const looksLikePath = name === '.' || name.startsWith('./') || name.startsWith(':') || name.includes('*');
  return looksLikePath || isExistingPath(call, name) ? [first] : [];
}

export const restore: Command = {
  options:
    '-s,--source=TREE -S,--staged -W,--worktree -p,--patch -q -U,--unified=N --inter-hunk-context=N --ours --theirs -m --conflict=S --pathspec-from-file=F --overlay',
  does(call) {
    const indexOnly = call.has('-S') === true && !call.maybe('-W');
    // Without a path git refuses.
    const named = call.operands.length > 0 || call.maybe('--pathspec-from-file', '-p');
    const nowhere = call.last.negated('-W') && call.has('-S') !== true;
    return indexOnly || !named || nowhere ? [] : restored(call, call.operands);
  },
};

export const switchBranch: Command = {
  operandsNeeded: 1,
  options:
    '-c,--create=BRANCH -C,--force-create=BRANCH -d,--detach -f,--force --discard-changes -m,--merge --orphan=BRANCH -t,--track[=M] -q --guess --recurse-submodules',
  does: (call) => ({
    effects: [
      ...when(call.has('-f', '--discard-changes'), discards('worktree', [])),
      ...when(call.has('-C'), rewrite('reset')),
    ],
    checkout: switchedTo(call),
  }),
};

function switchedTo(call: Call): Checkout {
  const created = call.value('-c') ?? call.value('-C') ?? call.value('--orphan');
  return created === undefined ? checkoutOf(call) : { branch: created };
}

export const reset: Command = {
  options:
    '--hard --soft --mixed --merge --keep -p,--patch -q,--quiet -N --recurse-submodules --pathspec-from-file=F --refresh',
  does(call) {
    const history = movesBranch(call) ? [rewrite('reset')] : [];
    return [...when(call.has('--hard', '--merge'), discards('worktree', [])), ...history];
  },
};

function movesBranch(call: Call): boolean {
  const ref = call.operands[0]?.value;
  if (ref === undefined || call.last.afterDashes?.length === call.operands.length) return call.last.open;
  if (ref === 'HEAD' || ref === '@' || (call.operands.length > 1 && !call.maybe('--hard'))) return false;
  return typeof ref !== 'string' || call.maybe('--hard', '--soft', '--merge', '--keep') || !isExistingPath(call, ref);
}

export const clean: Command = {
  options: '-f,--force -d -x -X -n,--dry-run -i,--interactive -q,--quiet -e,--exclude=P',
  inertWith: ['-n'],
  // Without -f git refuses, unless clean.requireForce is off.
  does(call) {
    const forced = setting(call, 'clean.requireforce', /^(false|no|off|0)$/i) || call.has('-f', '-i');
    const ignored = call.has('-x', '-X');
    const spared = call.words('-e').some((word) => String(word.value).includes('.guardrails'));
    return [
      ...when(forced, discards('untracked', call.operands)),
      // The audit log is ignored by git, so it goes with the other ignored files.
      ...when(forced && !spared && call.operands.length === 0 && ignored, {
        kind: 'audit.tamper',
        what: 'guard-log',
        certainty: 'possible',
      }),
    ];
  },
};

export const stash: Command = {
  options: '-m,--message=M -u -a -k -p -q -S --index',
  commands: {
    'push save show list apply pop branch create store export import': [],
    drop: always({ kind: 'vcs.discard', what: 'stash', all: false, undo: 'effortful' }),
    clear: always({ kind: 'vcs.discard', what: 'stash', all: true, undo: 'effortful' }),
  },
};

export const removes: Command = {
  options: '-r -f,--force -n,--dry-run --cached -q,--quiet --ignore-unmatch --sparse --pathspec-from-file=F',
  inertWith: ['-n', '--cached'],
  does: (call) =>
    call.operands.map(
      (word): EffectDraft => ({
        kind: 'fs.delete',
        ...targetOf(call, word),
        recursive: call.has('-r'),
        root: 'none',
        // git itself refuses to remove what differs from HEAD, unless forced.
        ...(call.has('-f') === false && { tracked: 'clean', undo: 'recoverable' }),
        span: word.span,
      }),
    ),
};
