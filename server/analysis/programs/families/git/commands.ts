/** The sub-commands of git. */

import type { EffectDraft } from '../../../../effects/effect';
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Call, Command } from '../../program';
import type { Run } from '../../spec';
import { always, deletes, reads, when, writes } from '../../stating';
import { appliesPatches, stripOf } from '../files/patching';
import { config } from './config';
import { clone, fetches, fetchOptions, forcesLocal, pull, remote, templates, uploadPackRuns } from './fetching';
import {
  branch,
  commit,
  diffOptions,
  expiry,
  filterBranch,
  merge,
  picks,
  prunesNow,
  rebase,
  searchedFiles,
  shows,
  tag,
} from './history';
import { push } from './push';
import { bisect, submodule, worktree } from './repositories';
import { aborted, controlOptions, discards, rewrite, sequenceControls } from './rewrite';
import { checkout, clean, guardsAmong, removes, reset, restore, stash, switchBranch } from './working-tree';

/** Where a policy is reviewed, what a fetch has brought there comes in force: writing it by hand claims that. */
function claimsFetched(call: Call): readonly EffectDraft[] {
  const ref = call.operand(0);
  const remote = typeof ref === 'string' ? ref.startsWith('refs/remotes/') : ref === null ? null : false;
  return when(remote, { kind: 'guard.tamper', what: 'policy' });
}

function addsAll(call: Call): boolean | null {
  return call.operands.some((word) => word.value === '.' || word.value === ':/') || call.has('-A', '-u');
}

/** Other references than HEAD are set so, too; what is checked out then is not known. */
function branchOfRef(ref: Text | undefined): Text {
  return typeof ref === 'string' ? ref.replace(/^refs\/heads\//, '') : UNKNOWN;
}

/** What is added is handed on with the next commit and push. */
function sharedSecrets(call: Call): readonly EffectDraft[] {
  const { cwd, surroundings } = call.invocation;
  const folders = call.operands.length > 0 ? call.operands.map((word) => word.value) : ['.'];
  const isCopied = folders.some((folder) => surroundings.holdsSecretsWithin(folder, cwd));
  return [
    ...reads(call, call.operands).flatMap((effect): EffectDraft[] =>
      effect.kind === 'secret.read' ? [{ ...effect, audience: 'remote' }] : [],
    ),
    ...when(isCopied, { kind: 'secret.read', audience: 'remote' }),
  ];
}

export const commands: Readonly<Record<string, Command>> = {
  'status log diff show blame annotate rev-parse rev-list ls-files ls-tree cat-file describe shortlog merge-base name-rev for-each-ref show-ref show-branch var version help count-objects check-ignore check-attr check-mailmap check-ref-format whatchanged cherry range-diff diff-tree diff-files diff-index diff-pairs verify-commit verify-tag verify-pack hash-object mktree mktag write-tree commit-tree stripspace interpret-trailers column fmt-merge-msg merge-tree merge-file merge-index patch-id get-tar-commit-id unpack-file fsck request-pull rerere cherry-index notes mailinfo mailsplit multi-pack-index commit-graph pack-refs pack-objects index-pack repack sparse-checkout last-modified backfill fast-export bugreport diagnose':
    shows,
  init: {
    options:
      '--template=D --separate-git-dir=D --object-format=F --ref-format=F -b,--initial-branch=B --shared[=P] --bare -q',
    does: templates,
  },
  maintenance: {
    commands: {
      'run is-needed': [],
      'register unregister': always({ kind: 'config.write', target: 'git', executes: false }),
      start: always({ kind: 'persist.install', mechanism: 'systemd', op: 'add' }),
      stop: always({ kind: 'persist.install', mechanism: 'systemd', op: 'remove' }),
    },
  },
  hook: { commands: { list: [], run: always({ kind: 'code.exec', origin: 'project-config', resolved: false }) } },
  'fast-import': always(rewrite('reset')),
  grep: {
    options:
      '-O,--open-files-in-pager[=CMD] -e=P -f=F -A=N -B=N -C=N -m=N --threads=N --max-depth=N -q,--quiet -c,--count -l,--files-with-matches,--name-only -L --untracked --no-index --cached -n -i -w -E -F -P -h -H -o -v',
    does: (call) => ({
      effects: reads(call, searchedFiles(call), { shown: call.has('-q', '-c', '-l', '-L') !== true }),
      runs: call.words('-O').map((word): Run => ({ type: 'shell', text: word.value, label: 'git grep -O' })),
    }),
  },
  'ls-remote fetch': {
    options: fetchOptions,
    does: (call) => ({ effects: [...fetches(call), ...forcesLocal(call)], runs: uploadPackRuns(call) }),
  },
  'add stage': {
    options: '-A,--all -n,--dry-run -u -p -i -e -f -N -v',
    inertWith: ['-n'],
    does: (call) => [{ kind: 'vcs.commit', skipHooks: false, all: addsAll(call) }, ...sharedSecrets(call)],
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
  am: {
    options: `${controlOptions} -n,--no-verify -3,--3way -s,--signoff -k -i -p=N -C=N --directory=D --exclude=P --include=P --reject -q`,
    inertWith: sequenceControls,
    does: (call) => aborted(call) ?? [{ kind: 'vcs.commit', skipHooks: call.has('-n') }],
  },
  apply: {
    options:
      '--check --stat --numstat --summary --cached --index -R -p=N -C=N --directory=D --exclude=P --include=P -3 --reject -v',
    inertWith: ['--check', '--stat', '--numstat', '--summary', '--cached'],
    does: (call) => appliesPatches(call, call.operands, stripOf(call)),
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
    does: (call) => [
      ...deletes(call, call.operands.slice(0, -1), { recursive: false, undo: 'trivial' }),
      ...writes(call, call.operands.slice(-1), 'overwrite'),
    ],
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
    does: (call) => (call.has('-d') === true ? [rewrite('delete-ref')] : [rewrite('reset'), ...claimsFetched(call)]),
  },
  'symbolic-ref': {
    options: '-d,--delete -q --short -m=R',
    does: (call) =>
      call.operands.length > 1 || call.maybe('-d')
        ? { effects: [rewrite('reset')], checkout: { branch: branchOfRef(call.operand(1)) } }
        : [],
  },
  replace: { options: '-d,--delete -l,--list -f', inertWith: ['-l'], does: always(rewrite('reset')) },
  'read-tree checkout-index': {
    options: '-u --reset[=M] -m -f,--force -a,--all --prefix=P --index-output=F',
    does: (call) => when(call.has('--reset', '-f'), discards('worktree', [])),
  },
  'update-index': {
    options: '--assume-unchanged --no-assume-unchanged --skip-worktree --no-skip-worktree --add --remove --refresh -q',
    // Changes of such a file no longer show, or count.
    does: (call) => (call.maybe('--assume-unchanged', '--skip-worktree') ? guardsAmong(call, call.operands) : []),
  },
  archive: {
    options: '-o,--output=FILE --format=F --prefix=P --remote=R --exec=CMD -0 -9 -v -l',
    does: (call) => ({
      effects: writes(call, call.words('-o'), 'overwrite'),
      runs: call
        .words('--exec')
        .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git archive --exec' })),
      output: { text: null, sources: ['archive'] },
    }),
  },
  bundle: {
    commands: {
      create: (call) => ({
        effects: writes(call, call.operands.slice(0, 1), 'overwrite'),
        ...(call.operand(0) === '-' && { output: { text: null, sources: ['archive'] } }),
      }),
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
      capability: [],
      approve: always({ kind: 'secret.write', store: 'git-cred', op: 'update' }),
      reject: always({ kind: 'secret.write', store: 'git-cred', op: 'delete' }),
    },
  },
  'credential-store credential-cache credential-manager credential-osxkeychain credential-libsecret': (call) =>
    call.operands.some((word) => word.value === 'get')
      ? [{ kind: 'secret.read', store: 'git-cred' }]
      : [{ kind: 'secret.write', store: 'git-cred', op: 'update' }],
  'send-email imap-send': always({ kind: 'comm.send', channel: 'email' }),
  daemon: {
    options: '--listen=H --port=N --base-path=P --export-all --enable=S --inetd --detach --pid-file=F --reuseaddr',
    does: (call) => {
      const local = /^(localhost|127\.|::1)/.test(String(call.value('--listen')));
      return [
        { kind: 'net.listen', expose: local ? 'loopback' : 'lan', port: Number(call.value('--port') ?? 9418) || null },
      ];
    },
  },
  instaweb: {
    options: '-l,--local -d,--httpd=H -m=P -p,--port=N -b,--browser=B --start --stop --restart',
    inertWith: ['--stop'],
    does: (call) => [{ kind: 'net.listen', expose: call.has('-l') === true ? 'loopback' : 'lan' }],
  },
  'http-backend': always({ kind: 'net.listen' }),
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
      'ls-files status env track version logs fsck checkout pointer ext dedup': [],
      'pull fetch lock unlock locks': always({ kind: 'net.fetch' }),
      'install update uninstall untrack': always({ kind: 'config.write', target: 'git', executes: true }),
      migrate: { commands: { info: [], 'import export': always(rewrite('filter')) } },
      // Like gc: what the server does not have yet is kept.
      prune: [],
      push,
    },
  },
  'gui citool gitk': (call) => [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
  subtree: {
    options: '-P,--prefix=P -m,--message=M -b,--branch=B --onto=C --annotate=A --squash --rejoin --ignore-joins -q -d',
    commands: {
      push,
      'add pull': (call) => [{ kind: 'vcs.commit', skipHooks: false }, ...fetches(call)],
      'merge split': always({ kind: 'vcs.commit', skipHooks: false }),
    },
  },
};
