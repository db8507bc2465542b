/**
 * The branch on which a repository's policy is reviewed, and what has arrived on it from its remote. Whoever works in
 * the repository can write refs and settings; so it counts only when git says that a fetch moved the ref, and when the
 * remote is set up as it was.
 */
import type { EnvironmentProvider } from '../../providers';
import type { GitSetting } from './config';
import { findGitDirectory, type GitDirectory } from './directory';
import { commitOf, lastMove, targetOf } from './refs';
import { gitSettings } from './settings';

export interface Upstream {
  readonly remote: string;
  /** `refs/remotes/origin/main`. */
  readonly ref: string;
  /** Every setting that says where the ref comes from. */
  readonly settings: string;
}

/** The remote's default branch when `isProtected` says so, else the first of `names` that it has. */
export function upstreamOf(
  folder: string,
  env: EnvironmentProvider,
  isProtected: (branch: string) => boolean,
  names: readonly string[],
): Upstream | undefined {
  const directory = findGitDirectory(folder);
  if (directory === undefined) return undefined;
  const settings = gitSettings(directory, env);
  const remote = remoteOf(settings);
  if (remote === undefined) return undefined;
  const refs = `refs/remotes/${remote}/`;
  const standard = targetOf(`${refs}HEAD`, directory)?.slice(refs.length);
  const candidates = [...(standard && isProtected(standard) ? [standard] : []), ...names];
  const branch = candidates.find((name) => commitOf(refs + name, directory) !== undefined);
  return branch === undefined ? undefined : { remote, ref: refs + branch, settings: sourceOf(remote, settings) };
}

/** The commit that the last fetch brought; nothing when something else moved the ref, or the remote is another. */
export function arrivedOn(upstream: Upstream, folder: string, env: EnvironmentProvider): string | undefined {
  const directory = findGitDirectory(folder);
  if (directory === undefined) return undefined;
  if (sourceOf(upstream.remote, gitSettings(directory, env)) !== upstream.settings) return undefined;
  return fetchedCommit(upstream, directory);
}

function fetchedCommit({ remote, ref }: Upstream, directory: GitDirectory): string | undefined {
  const commit = commitOf(ref, directory);
  const move = lastMove(ref, directory);
  return commit !== undefined && move?.to === commit && isPlainFetch(move.by, remote) ? commit : undefined;
}

/** Options that do not say from where or to where. */
const plainOption =
  /^(-[afklnpqtv46]+|--(all|prune|prune-tags|tags|no-tags|quiet|verbose|progress|no-progress|force|atomic|rebase|no-rebase|ff|ff-only|no-ff|autostash|no-autostash|unshallow|no-auto-gc|no-auto-maintenance|no-show-forced-updates|(recurse-submodules|rebase|depth|jobs)(=[\w-]+)?|no-recurse-submodules))$/;

/** `fetch origin: fast-forward` and `pull: fast-forward`: the words of the command stand in the log. */
export function isPlainFetch(by: string, remote: string): boolean {
  const words = /^(?:fetch|pull)((?: [^ :]+)*): /.exec(by)?.[1]?.trim();
  if (words === undefined) return false;
  const given = words === '' ? [] : words.split(' ');
  const options = given.filter((word) => word.startsWith('-'));
  const [from] = given.filter((word) => !word.startsWith('-'));
  return options.every((option) => plainOption.test(option)) && (from === undefined || from === remote);
}

function remoteOf(settings: readonly GitSetting[]): string | undefined {
  const remotes = new Set(settings.flatMap(({ name }) => /^remote\.(.+)\.url$/.exec(name)?.[1] ?? []));
  return remotes.has('origin') ? 'origin' : remotes.size === 1 ? [...remotes][0] : undefined;
}

/** Settings of the remote, rewritten addresses, and other remotes that would write to the same refs. */
function sourceOf(remote: string, settings: readonly GitSetting[]): string {
  const telling = settings.filter(({ name, value }) => {
    if (name.startsWith('url.')) return true;
    const of = /^remote\.(.+)\.([^.]+)$/.exec(name);
    if (of === null) return false;
    if (of[1] === remote) return of[2] !== 'pushurl';
    return of[2] === 'fetch' && !value.split(':')[1]?.startsWith(`refs/remotes/${of[1]}/`);
  });
  return JSON.stringify(telling.map(({ name, value }) => [name, value]));
}
