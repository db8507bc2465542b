/** Version control other than git, and rewriters of git's history. */
import type { EffectDraft } from '../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../program';
import type { Word } from '../spec';
import { deletes, when } from '../stating';
import { hostOf } from '../urls';

const inert: Command = {};
const commits: Command = [{ kind: 'vcs.commit', skipHooks: false }];

function fetches(call: Call): EffectDraft[] {
  const host = call.operands.map((word) => hostOf(word.value)).find((found) => found !== undefined);
  return [{ kind: 'net.fetch', ...(host !== undefined && { host }) }];
}
const rewrites: Command = [{ kind: 'vcs.rewriteHistory', how: 'rebase', remote: false, undo: 'recoverable' }];

function pushes(call: Call): EffectDraft[] {
  const destination = call.operand(0);
  const forced = call.has('-f', '--force', '--deleted');
  return [
    { kind: 'vcs.push', ...(destination !== undefined && { remote: destination }) },
    ...when(forced, { kind: 'vcs.rewriteHistory', how: 'force-push', remote: true }),
  ];
}

const discards: Command = (call) => [{ kind: 'vcs.discard', what: 'worktree', all: call.operands.length === 0 }];

export const versionControl: readonly ProgramSpec[] = [
  {
    names: 'hg jj sl svn fossil darcs bzr',
    options:
      '-R,--repository=R --cwd=D -m,--message=M -r,--rev,--revision=R -C,--clean -f,--force --deleted -u,--user=U --config=KV -q -v -A -a,--all -b,--bookmark=B',
    commands: {
      'status st log diff show cat annotate blame branches tags heads identify id summary parents paths files manifest info ls list help version root resolve verify bookmarks bookmark op operation config interdiff evolog file workspace proplist propget':
        inert,
      'commit ci new describe desc add addremove import amend squash merge copy cp mv rename move tag graft branch mkdir propset':
        commits,
      'pull fetch clone checkout co update up incoming outgoing switch goto': (call) =>
        call.has('-C') === true
          ? [{ kind: 'vcs.discard', what: 'worktree', all: true }]
          : [...fetches(call), ...when(call.has('-C'), { kind: 'vcs.discard', what: 'worktree', all: true })],
      push: pushes,
      git: { commands: { push: pushes, 'fetch clone import export init remote': fetches } },
      'revert restore undo abandon backout': discards,
      'purge clean cleanup': [{ kind: 'vcs.discard', what: 'untracked', all: true }],
      'rebase histedit strip prune split edit': rewrites,
      'init lock unlock archive bisect shelve unshelve next prev fold absorb metaedit': inert,
      // The history keeps what is removed.
      'delete rm remove del forget': (call) => deletes(call, call.operands, { recursive: true, undo: 'recoverable' }),
    },
    examples: {
      yields: {
        'hg commit -m x': 'vcs.commit',
        'hg update -C default': 'vcs.discard{all=true}',
        'hg push -f': 'vcs.push + vcs.rewriteHistory{how=force-push}',
        'svn revert -R .': 'vcs.discard',
        'svn rm src': 'fs.delete{path=/repo/src,recursive=true,undo=recoverable}',
        'hg clone https://hg.example.org/a': 'net.fetch{host=hg.example.org}',
      },
      inert: ['hg status', 'svn log', 'jj st'],
    },
  },
  {
    names: 'bfg git-filter-repo',
    options: '--analyze --dry-run',
    inertWith: ['--analyze', '--dry-run'],
    does: [{ kind: 'vcs.rewriteHistory', how: 'filter', remote: false }],
    examples: {
      yields: {
        'bfg --delete-files id_rsa': 'vcs.rewriteHistory{how=filter}',
        'git-filter-repo --path src --invert-paths': 'vcs.rewriteHistory{how=filter,remote=false}',
      },
      inert: ['bfg --help', 'git-filter-repo --analyze'],
    },
  },
  {
    names: 'git-lfs',
    does: (call) => {
      const named = ['git', 'lfs'].map(
        (value): Word => ({ value, raw: value, span: call.invocation.span, many: false }),
      );
      return { runs: [{ type: 'argv', words: [...named, ...call.invocation.args], label: 'git-lfs' }] };
    },
    examples: {
      yields: { 'git-lfs install': 'config.write{target=git,executes=true}', 'git-lfs pull': 'net.fetch' },
      inert: ['git-lfs ls-files', 'git-lfs prune'],
    },
  },
];
