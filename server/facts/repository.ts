/** What the repository knows: is a remote one of ours, is a ref protected? */
import { attributeOf, type Effect } from '../effects/effect';
import { isPattern, type Text } from '../effects/value';
import { matchHost } from '../policy/match';
import { matchText } from '../policy/match-text';
import type { GitState } from '../providers';

/** Is a push going to a remote that the repository is configured with, or to a host the policy knows? */
export function isKnownRemote(
  effect: Effect,
  state: GitState | undefined,
  knownHosts: readonly string[],
): boolean | null {
  const remote = attributeOf(effect, 'remote');
  const configured = configuredRemote(remote, state);
  if (configured) return true;
  const host = attributeOf(effect, 'host') as Text | undefined;
  if (typeof host === 'string' && isKnownHost(addressOf(host, remote), knownHosts)) return true;
  return typeof remote === 'string' || typeof host === 'string' ? false : null;
}

function configuredRemote(remote: unknown, state: GitState | undefined): boolean {
  if (state === undefined) return false;
  if (remote === undefined) return state.remotes.has(state.upstream?.remote ?? 'origin');
  return typeof remote === 'string' && (state.remotes.has(remote) || [...state.remotes.values()].includes(remote));
}

/** `github.com/acme/shop` of `git@github.com:acme/shop.git`, so that a policy can name the organisation. */
function addressOf(host: string, remote: unknown): string {
  if (typeof remote !== 'string') return host;
  const path = /(?:^[\w.-]+@[^:/]+:|^\w+:\/\/[^/]+\/)(.+?)(?:\.git)?\/?$/.exec(remote)?.[1];
  return path === undefined ? host : `${host}/${path}`;
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '::1', '0.0.0.0', 'host.docker.internal'];

/** Is a host (with or without a path after it) one of those the policy knows, or this machine? */
export function isKnownHost(address: string, knownHosts: readonly string[]): boolean {
  const host = address.split('/')[0] ?? address;
  if (loopback.includes(host.toLowerCase())) return true;
  return knownHosts.some((glob) => matchHost(glob, glob.includes('/') ? address : host) === 'yes');
}

/**
 * The branch that a ref names. Left out means where the current branch would go; `HEAD` is the current branch; an
 * unknown stays unknown.
 */
export function branchOf(ref: unknown, state: GitState | undefined): string | null {
  if (ref === undefined) return state?.upstream?.ref ?? state?.branch ?? null;
  if (ref === null || isPattern(ref) || typeof ref !== 'string') return null;
  const name = ref.replace(/^refs\/heads\//, '');
  return name === 'HEAD' || name === '@' ? (state?.branch ?? null) : name;
}

export function isProtected(branch: string | null, globs: readonly string[]): boolean | null {
  if (branch === null) return globs.length === 0 ? false : null;
  return globs.some((glob) => matchText(glob, branch, '/') === 'yes');
}
