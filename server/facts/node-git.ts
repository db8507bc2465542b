/** Git as it stands on this machine. The state is read from files; only `dirty` and `tracked` start a process. */
import { join } from 'node:path';
import type { EnvironmentProvider, GitProvider, GitState } from '../providers';
import type { GitSetting } from './git-config';
import { findGitDirectory, type GitDirectory, readSmall } from './git-directory';
import { gitSettings } from './git-settings';
import { GitStatus } from './git-status';

export function nodeGit(env: EnvironmentProvider): GitProvider {
  const states = new Map<string, GitState | undefined>();
  const status = new GitStatus();
  return {
    state(cwd) {
      if (!states.has(cwd)) states.set(cwd, readState(cwd, env));
      return states.get(cwd);
    },
    dirty: (cwd) => status.dirty(cwd),
    tracked: (path) => status.tracked(path),
  };
}

function readState(cwd: string, env: EnvironmentProvider): GitState | undefined {
  const directory = findGitDirectory(cwd);
  if (directory === undefined) return undefined;
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
