/** Commands that add to history, rewrite it, or let go of it. */

import type { EffectDraft } from '../../../../effects/effect';
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Call, Command } from '../../program';
import type { Word } from '../../spec';
import { reads, when, writes } from '../../stating';
import { setting } from './config';
import { aborted, controlOptions, rewrite, sequenceControls } from './rewrite';
import { isExistingPath } from './state';

export const diffOptions =
  '--output=FILE -O=F -S=T -G=T -n,--max-count=N -L=R --format,--pretty=F --since,--after=D --until,--before=D --author=A --grep=G --ext-diff --stat[=W] --color[=W] -U,--unified=N -C[=N] -M[=N] -p,--patch,-u -q,--quiet --cached --staged --no-index --name-only --name-status --numstat --shortstat --summary -s,--no-patch';

export const shows: Command = {
  options: diffOptions,
  does: (call) => [
    ...writes(call, call.words('--output'), 'overwrite'),
    ...reads(call, [...historicFiles(call), ...comparedFiles(call), ...shownFiles(call)]),
  ],
};

const summaries = ['--stat', '--name-only', '--name-status', '--numstat', '--shortstat', '--summary', '--quiet', '-s'];

/** Files whose content is printed, as far as it is in the history: of `blame`, `diff`, `show`, and `log -p`. */
function shownFiles(call: Call): readonly Word[] {
  const command = call.path.at(-1) ?? '';
  if (/^(blame|annotate)$/.test(command)) return call.operands.slice(-1);
  const patches = /^(diff|show|diff-tree|diff-index|diff-files)$/.test(command) || call.has('-p', '-L') === true;
  if (!/^(diff|show|log|whatchanged|diff-\w+)$/.test(command) || !patches) return [];
  if (call.has(...summaries) === true || call.has('--no-index') === true) return [];
  return pathsAmong(call, call.operands);
}

/** What is told apart from revisions by `--`, or by being there. */
function pathsAmong(call: Call, words: readonly Word[]): readonly Word[] {
  const after = call.last.afterDashes;
  if (after) return after;
  return words.filter((word) => typeof word.value === 'string' && isExistingPath(call, word.value));
}

/** Files that `git grep` is kept to. */
export function searchedFiles(call: Call): readonly Word[] {
  const files = call.has('-e', '-f') === true ? call.operands : call.operands.slice(1);
  return pathsAmong(call, files);
}

/** `diff --no-index` compares files outside any repository. */
function comparedFiles(call: Call): readonly Word[] {
  return call.path.at(-1) === 'diff' && call.has('--no-index') === true ? call.operands : [];
}

/** `HEAD:path` of `git show` and `cat-file`: the content of a file, though not from the working tree. */
function historicFiles(call: Call): readonly Word[] {
  if (!/^(show|cat-file)$/.test(call.path.at(-1) ?? '')) return [];
  return call.operands.flatMap((word) => {
    const path = typeof word.value === 'string' ? /^[^:]*:(?!\/\/)([^:]+)$/.exec(word.value)?.[1] : undefined;
    return path ? [{ ...word, value: path }] : [];
  });
}

/** Besides `-n`: hooks looked for where there are none, and what managers of hooks are told by variables. */
function skipsHooks(call: Call): boolean | null {
  const elsewhere = setting(call, 'core.hookspath', /./);
  const told = ['HUSKY', 'LEFTHOOK'].some((name) => /^(0|false)$/.test(String(call.invocation.variable(name))));
  return elsewhere || told || call.has('-n');
}

export const commit: Command = {
  options:
    '-m,--message=M -F,--file=F -C,--reuse-message=C -c,--reedit-message=C --author=A --date=D -t,--template=F --fixup=C --squash=C --amend -a,--all -n,--no-verify --verify -v -q -s,--signoff -S,--gpg-sign[=K] --no-gpg-sign --allow-empty --allow-empty-message --no-edit -e,--edit -p,--patch --dry-run -u[=M] --trailer=T --cleanup=M --pathspec-from-file=F -i -o --reset-author --short --porcelain --long --no-status',
  inertWith: ['--dry-run'],
  does: (call) => [
    { kind: 'vcs.commit', skipHooks: skipsHooks(call), all: call.has('-a') },
    ...when(call.has('--amend'), rewrite('amend')),
  ],
};

export const branch: Command = {
  options:
    '-D -d,--delete -f,--force -M -m,--move -c,--copy -C -r,--remotes -a,--all -l,--list -v -u,--set-upstream-to=U --unset-upstream --contains[=C] --merged[=C] --no-merged[=C] --sort=K --format=F --points-at=O --show-current --edit-description -t,--track[=M] -q --column[=O] --color[=W] --abbrev[=N]',
  does(call) {
    const deleted: EffectDraft = { kind: 'vcs.discard', what: 'branch', all: false };
    const forced = call.has('-D') === true || (call.has('-d') === true && call.maybe('-f'));
    if (forced) return [deleted];
    if (call.has('-d') === true) return [{ ...deleted, undo: 'recoverable' }];
    const named = call.has('-m', '-M') === true ? { checkout: { branch: renamedTo(call) } } : {};
    if (call.has('-f', '-M', '-C') === true) return { effects: [rewrite('reset')], ...named };
    return { effects: when(call.has('-D'), deleted), ...named };
  },
};

/** The branch that is checked out gets the name; of two, it may be another one that does. */
function renamedTo(call: Call): Text {
  return call.operands.length === 1 ? (call.operand(0) ?? UNKNOWN) : UNKNOWN;
}

export const tag: Command = {
  options:
    '-d,--delete -f,--force -a,--annotate -s,--sign -m,--message=M -F,--file=F -l,--list -n[=N] -v,--verify -u,--local-user=K --sort=K --contains[=C] --merged[=C] --no-merged[=C] --points-at=O --format=F -e -i --column[=O] --color[=W]',
  does: (call) => when(call.has('-d', '-f'), { kind: 'vcs.discard', what: 'tag', all: false }),
};

export const rebase: Command = {
  options: `${controlOptions} -x,--exec=CMD -i,--interactive --onto=REF -s,--strategy=S -X=O -r,--rebase-merges[=M] --root -q -v -f --autosquash --autostash --keep-base --update-refs -S[=K] --committer-date-is-author-date -C=N --whitespace=W -m --no-verify --verify --fork-point --stat`,
  inertWith: sequenceControls,
  does: (call) => ({
    effects: aborted(call) ?? [rewrite('rebase')],
    runs: call
      .words('-x')
      .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git rebase --exec' })),
  }),
};

export const picks: Command = {
  options: `${controlOptions} -n,--no-commit -m,--mainline=N -x -e -s -S[=K] --ff --strategy=S -X=O --allow-empty --keep-redundant-commits`,
  inertWith: sequenceControls,
  does: (call) =>
    aborted(call) ?? [
      call.path.at(-1) === 'cherry-pick' ? rewrite('rebase') : { kind: 'vcs.commit', skipHooks: false },
    ],
};

export const merge: Command = {
  options: `${controlOptions} -m=M -F=F --no-ff --ff --ff-only --squash --no-commit --commit -s,--strategy=S -X=O --no-verify --verify --allow-unrelated-histories -q -v -S[=K] --no-edit --edit --autostash --into-name=B`,
  inertWith: sequenceControls,
  does: (call) => aborted(call) ?? [{ kind: 'vcs.commit', skipHooks: call.has('--no-verify') }],
};

export const expiry: readonly EffectDraft[] = [{ kind: 'recovery.destroy', what: 'reflog' }, rewrite('expire')];

const filterOptions =
  '--tree-filter,--index-filter,--msg-filter,--env-filter,--commit-filter,--parent-filter,--tag-name-filter,--setup=CMD --subdirectory-filter=D -d=D -f,--force --prune-empty --original=N --state-branch=B';

export const filterBranch: Command = {
  options: filterOptions,
  does: (call) => ({
    effects: [rewrite('filter')],
    runs: call
      .words('--tree-filter')
      .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git filter-branch' })),
  }),
};

export function prunesNow(call: Call): boolean | null {
  const date = call.value('--prune');
  if (date === undefined || typeof date !== 'string') return call.last.open ? null : false;
  return /^(now|all|0)$|^0\.?(seconds|minutes|hours|days)/.test(date);
}
