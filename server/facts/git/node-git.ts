/** Git as it stands on this machine, read from files; a process is started only for what they do not tell. */
import { dirname, join } from 'node:path';
import { isWithin } from '../../analysis/files/paths';
import type { EnvironmentProvider, GitProvider, GitState } from '../../providers';
import type { Variables } from '../node-environment';
import { answeredOnce, remember } from '../remember';
import { AskGit } from './ask-git';
import type { GitSetting } from './config';
import { findGitDirectory, type GitDirectory } from './directory';
import { openTree } from './open-tree';
import { gitSettings } from './settings';
import { readSmall } from './small-files';
import type { WorkingTree } from './working-tree';

/** For one decision: what was once looked up stays. `variables` are what git's own process gets. */
export function nodeGit(env: EnvironmentProvider, variables: Variables = process.env): GitProvider {
  const git = new AskGit(variables);
  const directoryOf = answeredOnce(findGitDirectory);
  const trees = new Map<string, WorkingTree | undefined>();
  const treeOf = (directory: GitDirectory) => remember(trees, directory.root, () => openTree(directory, env, git));
  return {
    state: answeredOnce((cwd) => {
      const directory = directoryOf(cwd);
      return directory && readState(directory, env);
    }),
    dirty: answeredOnce((cwd) => {
      const directory = directoryOf(cwd);
      return directory && (treeOf(directory)?.dirty() ?? git.dirty(cwd));
    }),
    tracked: answeredOnce((path) => {
      const directory = directoryOf(dirname(path));
      if (directory === undefined || path === directory.gitDir) return 'none';
      // Git does not answer within its own folder.
      if (isWithin(path, directory.gitDir)) return undefined;
      return treeOf(directory)?.tracked(path) ?? git.tracked(path, directory.root);
    }),
  };
}

function readState(directory: GitDirectory, env: EnvironmentProvider): GitState {
  const settings = gitSettings(directory, env);
  const branch = currentBranch(directory);
  const upstream = branch === undefined ? undefined : upstreamOf(branch, settings);
  return {
    root: directory.root,
    remotes: remotesOf(settings),
    aliases: aliasesOf(settings),
    ...(branch !== undefined && { branch }),
    ...(upstream !== undefined && { upstream }),
  };
}

/** With the reftable format HEAD names a placeholder: then the branch is not known. */
function currentBranch({ gitDir }: GitDirectory): string | undefined {
  const branch = /^ref:\s*refs\/heads\/(.+?)\s*$/.exec(readSmall(join(gitDir, 'HEAD')) ?? '')?.[1];
  return branch === '.invalid' ? undefined : branch;
}

/** The last value of a setting, which is the one git uses. */
function settingOf(settings: readonly GitSetting[], name: string): string | undefined {
  return settings.findLast((setting) => setting.name === name)?.value;
}

/** Where `git push` would send the branch. Short name: `main`, not `refs/heads/main`. */
function upstreamOf(branch: string, settings: readonly GitSetting[]): GitState['upstream'] {
  const tracked = settingOf(settings, `branch.${branch}.remote`);
  const remote =
    settingOf(settings, `branch.${branch}.pushremote`) ?? settingOf(settings, 'remote.pushdefault') ?? tracked;
  if (remote === undefined) return undefined;
  const merge = remote === tracked ? settingOf(settings, `branch.${branch}.merge`) : undefined;
  return { remote, ref: merge?.replace(/^refs\/heads\//, '') ?? branch };
}

function aliasesOf(settings: readonly GitSetting[]): Map<string, string> {
  return new Map(namesUnder(settings, /^alias\.(.+)$/).map(([name, value]) => [name, value]));
}

/** A push address counts before a fetch address: it is where data goes. */
function remotesOf(settings: readonly GitSetting[]): Map<string, string> {
  const addresses = [
    ...namesUnder(settings, /^remote\.(.+)\.url$/),
    ...namesUnder(settings, /^remote\.(.+)\.pushurl$/),
  ];
  return new Map(addresses.map(([name, url]) => [name, rewrite(url, settings)]));
}

function namesUnder(settings: readonly GitSetting[], pattern: RegExp): [string, string][] {
  return settings.flatMap(({ name, value }) => {
    const match = pattern.exec(name);
    return match?.[1] === undefined ? [] : [[match[1], value] as [string, string]];
  });
}

/** `url.BASE.insteadOf` and `pushInsteadOf`: the longest prefix wins, and the push form before the other. */
function rewrite(url: string, settings: readonly GitSetting[]): string {
  for (const pattern of [/^url\.(.+)\.pushinsteadof$/, /^url\.(.+)\.insteadof$/]) {
    const matching = namesUnder(settings, pattern).filter(([, prefix]) => url.startsWith(prefix));
    const longest = matching.sort((a, b) => b[1].length - a[1].length)[0];
    if (longest !== undefined) return longest[0] + url.slice(longest[1].length);
  }
  return url;
}
