/** git: sub-commands, aliases, and settings that run something. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Answer, type Call, type Command, opaque, type ProgramSpec, together } from '../../program';
import type { Run, Word } from '../../spec';
import { always, reads, targetOf, when, writes } from '../../stating';
import { hostOf } from '../../urls';
import { config, effectsOfSettings, givenAlias, runsOfSettings, setting } from './config';
import { push } from './push';
import { gitState, isExistingPath } from './state';

const rewrite = (how: 'reset' | 'rebase' | 'amend' | 'filter' | 'delete-ref' | 'expire'): EffectDraft => ({
  kind: 'vcs.rewriteHistory',
  how,
  remote: false,
  ...(how === 'filter' || how === 'expire' ? {} : { undo: 'recoverable' }),
});

/** Discards changes of the named paths; all of them when none is named. */
function discards(what: 'worktree' | 'untracked' | 'index', paths: readonly Word[]): EffectDraft {
  const all =
    paths.length === 0 || paths.some((word) => word.value === '.' || word.value === ':/' || word.value === '*');
  return { kind: 'vcs.discard', what, all };
}

const diffOptions =
  '--output=FILE -O=F -S=T -G=T -n,--max-count=N -L=R --format,--pretty=F --since,--after=D --until,--before=D --author=A --grep=G --ext-diff --stat[=W] --color[=W] -U,--unified=N -C[=N] -M[=N] -p -q --cached --staged';

const shows: Command = {
  options: diffOptions,
  does: (call) => [...writes(call, call.words('--output'), 'overwrite'), ...reads(call, historicFiles(call))],
};

/** `HEAD:path` of `git show` and `cat-file`: the content of a file, though not from the working tree. */
function historicFiles(call: Call): readonly Word[] {
  if (!/^(show|cat-file)$/.test(call.path.at(-1) ?? '')) return [];
  return call.operands.flatMap((word) => {
    const path = typeof word.value === 'string' ? /^[^:]*:(?!\/\/)([^:]+)$/.exec(word.value)?.[1] : undefined;
    return path ? [{ ...word, value: path }] : [];
  });
}

const commit: Command = {
  options:
    '-m,--message=M -F,--file=F -C,--reuse-message=C -c,--reedit-message=C --author=A --date=D -t,--template=F --fixup=C --squash=C --amend -a,--all -n,--no-verify --verify -v -q -s,--signoff -S,--gpg-sign[=K] --no-gpg-sign --allow-empty --allow-empty-message --no-edit -e,--edit -p,--patch --dry-run -u[=M] --trailer=T --cleanup=M --pathspec-from-file=F -i -o --reset-author --short --porcelain --long --no-status',
  inertWith: ['--dry-run'],
  does: (call) => [
    { kind: 'vcs.commit', skipHooks: call.has('-n'), all: call.has('-a') },
    ...when(call.has('--amend'), rewrite('amend')),
  ],
};

const checkout: Command = {
  options:
    '-b=BRANCH -B=BRANCH --orphan=BRANCH -f,--force -d,--detach -q -t --track[=M] -U,--unified=N --inter-hunk-context=N -l -m,--merge -p,--patch --ours --theirs --conflict=S --pathspec-from-file=F --progress --recurse-submodules --overlay --guess --ignore-skip-worktree-bits',
  does(call) {
    const forced = when(call.has('-f'), discards('worktree', []));
    if (call.has('-B') === true) return [...forced, rewrite('reset')];
    if (call.has('-b', '--orphan') === true) return forced;
    // A branch to be tracked or detached cannot be combined with paths: git refuses.
    if (call.has('-t', '--track', '-d') === true) return forced;
    const paths = checkedOutPaths(call);
    if (call.has('--pathspec-from-file') === true) return [discards('worktree', [])];
    return paths.length > 0 ? [discards('worktree', paths)] : forced;
  },
};

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

const restore: Command = {
  options:
    '-s,--source=TREE -S,--staged -W,--worktree -p,--patch -q -U,--unified=N --inter-hunk-context=N --ours --theirs -m --conflict=S --pathspec-from-file=F --overlay',
  does(call) {
    const indexOnly = call.has('-S') === true && !call.maybe('-W');
    // Without a path git refuses.
    const named = call.operands.length > 0 || call.maybe('--pathspec-from-file', '-p');
    const nowhere = call.last.negated('-W') && call.has('-S') !== true;
    return indexOnly || !named || nowhere ? [] : [discards('worktree', call.operands)];
  },
};

const switchBranch: Command = {
  options:
    '-c,--create=BRANCH -C,--force-create=BRANCH -d,--detach -f,--force --discard-changes -m,--merge --orphan=BRANCH -t,--track[=M] -q --guess --recurse-submodules',
  does: (call) => [
    ...when(call.has('-f', '--discard-changes'), discards('worktree', [])),
    ...when(call.has('-C'), rewrite('reset')),
  ],
};

const reset: Command = {
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

const clean: Command = {
  options: '-f,--force -d -x -X -n,--dry-run -i,--interactive -q,--quiet -e,--exclude=P',
  inertWith: ['-n'],
  // Without -f git refuses, unless clean.requireForce is off.
  does(call) {
    const forced = call.has('-f', '-i') || setting(call, 'clean.requireforce', /^(false|no|off|0)$/i);
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

const stash: Command = {
  options: '-m,--message=M -u -a -k -p -q -S --index',
  commands: {
    'push save show list apply pop branch create store export import': [],
    drop: always({ kind: 'vcs.discard', what: 'stash', all: false, undo: 'effortful' }),
    clear: always({ kind: 'vcs.discard', what: 'stash', all: true, undo: 'effortful' }),
  },
};

const branch: Command = {
  options:
    '-D -d,--delete -f,--force -M -m,--move -c,--copy -C -r,--remotes -a,--all -l,--list -v -u,--set-upstream-to=U --unset-upstream --contains[=C] --merged[=C] --no-merged[=C] --sort=K --format=F --points-at=O --show-current --edit-description -t,--track[=M] -q --column[=O] --color[=W] --abbrev[=N]',
  does(call) {
    const deleted: EffectDraft = { kind: 'vcs.discard', what: 'branch', all: false };
    const forced = call.has('-D') === true || (call.has('-d') === true && call.maybe('-f'));
    if (forced) return [deleted];
    if (call.has('-d') === true) return [{ ...deleted, undo: 'recoverable' }];
    if (call.has('-f', '-M', '-C') === true) return [rewrite('reset')];
    return when(call.has('-D'), deleted);
  },
};

const tag: Command = {
  options:
    '-d,--delete -f,--force -a,--annotate -s,--sign -m,--message=M -F,--file=F -l,--list -n[=N] -v,--verify -u,--local-user=K --sort=K --contains[=C] --merged[=C] --no-merged[=C] --points-at=O --format=F -e -i --column[=O] --color[=W]',
  does: (call) => when(call.has('-d', '-f'), { kind: 'vcs.discard', what: 'tag', all: false }),
};

const sequenceControls = ['--quit', '--skip', '--continue', '--edit-todo', '--show-current-patch'];
const controlOptions = `--abort ${sequenceControls.join(' ')}`;

/** Aborting throws away what was resolved so far. */
function aborted(call: Call): readonly EffectDraft[] | undefined {
  return call.has('--abort') === true
    ? [{ kind: 'vcs.discard', what: 'worktree', all: true, undo: 'effortful' }]
    : undefined;
}

const rebase: Command = {
  options: `${controlOptions} -x,--exec=CMD -i,--interactive --onto=REF -s,--strategy=S -X=O -r,--rebase-merges[=M] --root -q -v -f --autosquash --autostash --keep-base --update-refs -S[=K] --committer-date-is-author-date -C=N --whitespace=W -m --no-verify --verify --fork-point --stat`,
  inertWith: sequenceControls,
  does: (call) => ({
    effects: aborted(call) ?? [rewrite('rebase')],
    runs: call
      .words('-x')
      .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git rebase --exec' })),
  }),
};

const picks: Command = {
  options: `${controlOptions} -n,--no-commit -m,--mainline=N -x -e -s -S[=K] --ff --strategy=S -X=O --allow-empty --keep-redundant-commits`,
  inertWith: sequenceControls,
  does: (call) =>
    aborted(call) ?? [
      call.path.at(-1) === 'cherry-pick' ? rewrite('rebase') : { kind: 'vcs.commit', skipHooks: false },
    ],
};

const merge: Command = {
  options: `${controlOptions} -m=M -F=F --no-ff --ff --ff-only --squash --no-commit --commit -s,--strategy=S -X=O --no-verify --verify --allow-unrelated-histories -q -v -S[=K] --no-edit --edit --autostash --into-name=B`,
  inertWith: sequenceControls,
  does: (call) => aborted(call) ?? [{ kind: 'vcs.commit', skipHooks: call.has('--no-verify') }],
};

function fetches(call: Call): EffectDraft[] {
  const state = gitState(call);
  const remote = call.operand(0) ?? state?.upstream?.remote ?? 'origin';
  const url = typeof remote === 'string' ? (state?.remotes.get(remote) ?? remote) : remote;
  if (typeof url === 'string' && /^ext::/.test(url)) return [{ kind: 'code.exec', origin: 'network', resolved: false }];
  const host = hostOf(url);
  // A path: another repository on this machine.
  if (host === undefined && /^(\.|\/|~|file:)/.test(String(url))) return [];
  return [{ kind: 'net.fetch', ...(host !== undefined && { host }) }];
}

const fetchOptions =
  '--all --prune,-p --tags,-t -f,--force --depth=N --deepen=N --shallow-since=D --unshallow -j,--jobs=N -q -v --upload-pack=CMD -o=O --refmap=R --recurse-submodules[=M] -4 -6 --dry-run --filter=F -a --append --atomic --prune-tags -u --update-head-ok --negotiation-tip=C --porcelain --set-upstream --server-option=O';

const uploadPackRuns = (call: Call): readonly Run[] =>
  call
    .words('--upload-pack')
    .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git --upload-pack' }));

const pull: Command = {
  options: `${fetchOptions} -r,--rebase[=M] --ff-only --ff --no-commit --squash --autostash -s=S -X=O --allow-unrelated-histories --no-edit --edit --stat --no-verify`,
  does: (call) => ({
    effects: [
      ...fetches(call),
      { kind: 'fs.write', zone: 'workspace', mode: 'overwrite', extent: 'bounded', undo: 'recoverable' },
      ...when(call.has('-r'), rewrite('rebase')),
    ],
    runs: uploadPackRuns(call),
  }),
};

const clone: Command = {
  options:
    '-b,--branch=B --depth=N -o,--origin=O -u,--upload-pack=CMD --reference=R --separate-git-dir=D -j,--jobs=N --filter=F -c,--config=KV --template=D --recurse-submodules[=P] --recursive --shallow-submodules --single-branch --bare --mirror -q -v -n,--no-checkout -l -s --dissociate --sparse --shallow-since=D --shallow-exclude=R --progress --server-option=O --revision=R --no-tags --tags',
  operandsNeeded: 1,
  does: (call) => ({
    effects: [...fetches(call), ...writes(call, cloneDirectory(call), 'create')],
    runs: uploadPackRuns(call),
  }),
};

function cloneDirectory(call: Call): readonly Word[] {
  const [url, directory] = call.operands;
  if (directory || !url) return directory ? [directory] : [];
  const name =
    typeof url.value === 'string'
      ? url.value
          .replace(/\/+$|(\.git)?\/*$/g, '')
          .split(/[/:]/)
          .at(-1)
      : undefined;
  return [{ ...url, value: name ?? null, many: false }];
}

const remote: Command = {
  options: '-v,--verbose',
  commands: {
    'show get-url update': [],
    'add set-url rename rm remove set-head set-branches prune': always({
      kind: 'config.write',
      target: 'git',
      executes: false,
    }),
  },
};

const expiry: readonly EffectDraft[] = [{ kind: 'recovery.destroy', what: 'reflog' }, rewrite('expire')];

const worktree: Command = {
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

const submodule: Command = {
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

const filterOptions =
  '--tree-filter,--index-filter,--msg-filter,--env-filter,--commit-filter,--parent-filter,--tag-name-filter,--setup=CMD --subdirectory-filter=D -d=D -f,--force --prune-empty --original=N --state-branch=B';

const filterBranch: Command = {
  options: filterOptions,
  does: (call) => ({
    effects: [rewrite('filter')],
    runs: call
      .words('--tree-filter')
      .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git filter-branch' })),
  }),
};

const removes: Command = {
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

const bisect: Command = {
  commands: {
    'start good bad new old skip reset log replay view visualize terms help': [],
    run: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'git bisect run' }] }),
    },
  },
  otherwise: () => [],
};

const commands: Readonly<Record<string, Command>> = {
  'status log diff show blame annotate rev-parse rev-list ls-files ls-tree cat-file describe shortlog grep merge-base name-rev for-each-ref show-ref show-branch var version help count-objects check-ignore check-attr check-mailmap check-ref-format whatchanged cherry range-diff diff-tree diff-files diff-index diff-pairs verify-commit verify-tag verify-pack hash-object mktree mktag write-tree commit-tree stripspace interpret-trailers column fmt-merge-msg merge-tree merge-file merge-index patch-id get-tar-commit-id unpack-file fsck request-pull rerere cherry-index notes mailinfo mailsplit multi-pack-index commit-graph pack-refs pack-objects index-pack repack maintenance sparse-checkout init last-modified backfill':
    shows,
  'ls-remote fetch': {
    options: fetchOptions,
    does: (call) => ({ effects: fetches(call), runs: uploadPackRuns(call) }),
  },
  'add stage': {
    options: '-A,--all -n,--dry-run -u -p -i -e -f -N -v',
    inertWith: ['-n'],
    does: (call) => [{ kind: 'vcs.commit', skipHooks: false, all: call.has('-A') }],
  },
  commit,
  checkout,
  restore,
  switch: switchBranch,
  reset,
  clean,
  stash,
  branch,
  tag,
  push,
  rebase,
  'cherry-pick revert': picks,
  merge,
  am: { options: controlOptions, inertWith: sequenceControls, does: always({ kind: 'vcs.commit', skipHooks: false }) },
  apply: {
    options:
      '--check --stat --numstat --summary --cached --index -R -p=N -C=N --directory=D --exclude=P --include=P -3 --reject -v',
    inertWith: ['--check', '--stat', '--numstat', '--summary', '--cached'],
    does: (call) => [
      ...reads(call, call.operands, { shown: false }),
      { kind: 'fs.write', zone: 'workspace', mode: 'overwrite', extent: 'bounded' },
    ],
  },
  pull,
  clone,
  remote,
  worktree,
  submodule,
  config,
  bisect,
  rm: removes,
  mv: {
    options: '-f -n,--dry-run -k -v',
    inertWith: ['-n'],
    does: (call) => writes(call, call.operands.slice(-1), 'overwrite'),
  },
  reflog: {
    commands: {
      'show list exists': [],
      'expire delete drop': {
        options: '-n,--dry-run --expire=T --expire-unreachable=T --all',
        inertWith: ['-n'],
        does: always(...expiry),
      },
    },
    otherwise: () => [],
  },
  gc: {
    options: '--prune[=DATE] --aggressive --auto -q --force --keep-largest-pack',
    does: (call) => when(prunesNow(call), ...expiry),
  },
  prune: { options: '-n,--dry-run -v --expire=T --progress', inertWith: ['-n'], does: always(...expiry) },
  'filter-branch': filterBranch,
  'filter-repo': {
    options: '--analyze --dry-run',
    inertWith: ['--analyze', '--dry-run'],
    does: always(rewrite('filter')),
  },
  'update-ref': {
    options: '-d --stdin -m=R --no-deref --create-reflog -z',
    does: (call) => (call.has('-d') === true ? [rewrite('delete-ref')] : [rewrite('reset')]),
  },
  'symbolic-ref': {
    options: '-d,--delete -q --short -m=R',
    does: (call) => (call.operands.length > 1 || call.maybe('-d') ? [rewrite('reset')] : []),
  },
  replace: { options: '-d,--delete -l,--list -f', inertWith: ['-l'], does: always(rewrite('reset')) },
  'read-tree checkout-index': {
    options: '-u --reset[=M] -m -f,--force -a,--all --prefix=P --index-output=F',
    does: (call) => when(call.has('--reset', '-f'), discards('worktree', [])),
  },
  'update-index': [],
  archive: {
    options: '-o,--output=FILE --format=F --prefix=P --remote=R --exec=CMD -0 -9 -v -l',
    does: (call) => ({
      effects: writes(call, call.words('-o'), 'overwrite'),
      output: { text: null, sources: ['archive'] },
    }),
  },
  bundle: {
    commands: {
      create: (call) => writes(call, call.operands.slice(0, 1), 'overwrite'),
      'verify list-heads unbundle': [],
    },
  },
  'format-patch': {
    options: `${diffOptions} -o,--output-directory=D --stdout -1 --cover-letter -v=N`,
    does: (call) => writes(call, call.words('-o', '--output'), 'create'),
  },
  credential: {
    commands: {
      fill: always({ kind: 'secret.read', store: 'git-cred' }),
      'approve reject capability': always({ kind: 'secret.write', store: 'git-cred', op: 'update' }),
    },
  },
  'credential-store credential-cache credential-manager credential-osxkeychain credential-libsecret': (call) =>
    call.operands.some((word) => word.value === 'get')
      ? [{ kind: 'secret.read', store: 'git-cred' }]
      : [{ kind: 'secret.write', store: 'git-cred', op: 'update' }],
  'send-email imap-send': always({ kind: 'comm.send', channel: 'email' }),
  'daemon instaweb http-backend': always({ kind: 'net.listen' }),
  'difftool mergetool': {
    options: '-x,--extcmd=CMD -t,--tool=T -y -d',
    does: (call) => ({
      runs: call
        .words('-x')
        .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git difftool' })),
    }),
  },
  lfs: {
    commands: {
      'ls-files status env track version logs fsck': [],
      'pull fetch': always({ kind: 'net.fetch' }),
      'install update uninstall untrack migrate': always({ kind: 'config.write', target: 'git', executes: true }),
      prune: always({
        kind: 'fs.delete',
        zone: 'workspace-trusted',
        recursive: true,
        root: 'none',
        undo: 'recoverable',
      }),
      push,
    },
  },
  'gui citool gitk': (call) => [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
  subtree: {
    commands: { push, 'add pull merge split': always({ kind: 'vcs.commit', skipHooks: false }, { kind: 'net.fetch' }) },
  },
};

function prunesNow(call: Call): boolean | null {
  const date = call.value('--prune');
  if (date === undefined || typeof date !== 'string') return call.last.open ? null : false;
  return /^(now|all|0)$|^0\.?(seconds|minutes|hours|days)/.test(date);
}

/** An alias of the repository or the user; otherwise a git-NAME program that nobody described. */
function aliasOf(call: Call, name: string): Answer {
  const definition = givenAlias(call, name) ?? gitState(call)?.aliases.get(name);
  if (definition === undefined) return [opaque(call.invocation)];
  const args = call.operands.slice(1);
  const label = `git ${name}`;
  if (definition.startsWith('!')) return { runs: [{ type: 'shell', text: definition.slice(1), args, label }] };
  const span = call.operands[0]!.span;
  const words = ['git', ...definition.trim().split(/\s+/)].map(
    (value): Word => ({ value, raw: value, span, many: false }),
  );
  return { runs: [{ type: 'argv', words: [...words, ...args], label }] };
}

export const git: ProgramSpec = {
  names: 'git',
  options:
    '-C=PATH -c=KEYVALUE --config-env=KEY --git-dir=DIR --work-tree=DIR --namespace=N --exec-path[=P] -p,--paginate -P,--no-pager --bare --no-replace-objects --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --no-optional-locks --no-lazy-fetch --html-path --man-path --info-path --attr-source=T',
  ownOptions: true,
  commands: withSettings(commands),
  otherwise: aliasOf,
  examples: {
    yields: {
      'git push origin main': 'vcs.push{remote=origin,ref=main,mirror=false}',
      'git push --force origin main': 'vcs.push + vcs.rewriteHistory{how=force-push,remote=true,ref=main}',
      'git push -fu origin HEAD:main': 'vcs.push{ref=main} + vcs.rewriteHistory{how=force-push}',
      'git push origin +main': 'vcs.push + vcs.rewriteHistory{how=force-push}',
      'git push --force-with-lease': 'vcs.push + vcs.rewriteHistory{how=force-with-lease}',
      'git push origin :old': 'vcs.push{ref=old} + vcs.rewriteHistory{how=delete-ref}',
      'git push origin --delete old': 'vcs.push + vcs.rewriteHistory{how=delete-ref,ref=old}',
      'git -C sub reset --hard HEAD~1':
        'vcs.discard{what=worktree,all=true} + vcs.rewriteHistory{how=reset,remote=false}',
      'git reset --hard': 'vcs.discard{what=worktree}',
      'git checkout -- src': 'vcs.discard{what=worktree,all=false}',
      'git checkout .': 'vcs.discard{all=true}',
      'git clean -fdx': 'vcs.discard{what=untracked,all=true} + audit.tamper{certainty=possible}',
      'git clean -fd': 'vcs.discard{what=untracked,all=true}',
      'git stash clear': 'vcs.discard{what=stash,all=true}',
      'git branch -D old': 'vcs.discard{what=branch}',
      'git commit -nm msg': 'vcs.commit{skipHooks=true}',
      'git commit -m "drop table users; rm -rf /"': 'vcs.commit{skipHooks=false,all=false}',
      'git commit --amend --no-edit': 'vcs.commit + vcs.rewriteHistory{how=amend}',
      'git rebase -i main': 'vcs.rewriteHistory{how=rebase,remote=false}',
      'git config core.pager less': 'config.write{target=git,executes=true}',
      'git config --global user.name Dana': 'config.write{executes=false}',
      'git clone https://github.com/acme/shop': 'net.fetch{host=github.com} + fs.write{mode=create}',
      'git rebase --abort': 'vcs.discard{what=worktree,undo=effortful}',
      'git show HEAD:.env': 'fs.read{class=secret} + secret.read',
      'git -c clean.requireForce=false clean': 'vcs.discard{what=untracked}',
      'git reflog expire --expire=now --all': 'recovery.destroy{what=reflog} + vcs.rewriteHistory{how=expire}',
      'git gc --prune=now': 'recovery.destroy + vcs.rewriteHistory{how=expire}',
      'git frobnicate': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'git status',
      'git log --grep "rm -rf /" --oneline',
      'git diff HEAD~3 -- src',
      'git branch --list',
      'git clean -nfd',
      'git push --dry-run --force',
      'git config --get user.name',
      'git restore --staged a.ts',
      'git checkout -b feature',
      'git reset HEAD a.ts',
      'git stash',
      'git --version',
      'git',
    ],
  },
};

/** Whatever is asked, git first heeds the settings given with `-c`. */
function withSettings(all: Readonly<Record<string, Command>>): Readonly<Record<string, Command>> {
  return Object.fromEntries(Object.entries(all).map(([names, command]) => [names, heeding(command)]));
}

function heeding(command: Command): Command {
  const spec = typeof command === 'function' || 'length' in command ? { does: command } : command;
  if (spec.commands || !spec.does) return spec;
  const { does } = spec;
  const answer = typeof does === 'function' ? does : () => does;
  return {
    ...spec,
    does: (call) => together(answer(call), { effects: effectsOfSettings(call), runs: runsOfSettings(call) }),
  };
}
