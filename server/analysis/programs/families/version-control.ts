/** Version control other than git, and rewriters of git's history. */
import type { EffectDraft } from '../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../program';
import type { Word } from '../spec';
import { when } from '../stating';

const inert: Command = {};
const commits: Command = [{ kind: 'vcs.commit', skipHooks: false }];
const fetches: Command = [{ kind: 'net.fetch' }];
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
          : [{ kind: 'net.fetch' }, ...when(call.has('-C'), { kind: 'vcs.discard', what: 'worktree', all: true })],
      push: pushes,
      git: { commands: { push: pushes, 'fetch clone import export init remote': fetches } },
      'revert restore undo abandon backout': discards,
      'purge clean cleanup': [{ kind: 'vcs.discard', what: 'untracked', all: true }],
      'rebase histedit strip prune split edit': rewrites,
      'init lock unlock archive bisect shelve unshelve next prev fold absorb metaedit': inert,
      'delete rm remove del forget': (call) =>
        call.operands.map(
          (word): EffectDraft => ({ kind: 'fs.delete', zone: 'workspace', path: word.value, root: 'none' }),
        ),
    },
    examples: {
      yields: {
        'hg commit -m x': 'vcs.commit',
        'hg update -C default': 'vcs.discard{all=true}',
        'hg push -f': 'vcs.push + vcs.rewriteHistory{how=force-push}',
        'svn revert -R .': 'vcs.discard',
      },
      inert: ['hg status', 'svn log', 'jj st'],
    },
  },
  {
    names: 'bfg git-filter-repo',
    does: [{ kind: 'vcs.rewriteHistory', how: 'filter', remote: false }],
    examples: { yields: { 'bfg --delete-files x': 'vcs.rewriteHistory{how=filter}' } },
  },
  {
    names: 'git-lfs',
    does: (call) => {
      const named = ['git', 'lfs'].map(
        (value): Word => ({ value, raw: value, span: call.invocation.span, many: false }),
      );
      return { runs: [{ type: 'argv', words: [...named, ...call.invocation.args], label: 'git-lfs' }] };
    },
    examples: { inert: ['git-lfs ls-files'] },
  },
];
