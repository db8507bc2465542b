/** What earlier commands of a submission change of a repository: its remotes, and the branch that is checked out. */
import type { EffectDraft, EffectDraftOf } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { GitState } from '../../providers';
import type { Checkout, Outcome } from '../programs/spec';
import { hostOf } from '../programs/urls';
import type { Shell } from './shell';
import { either } from './text';

/** Remembers what the commands after it find changed. */
export function noteRepository({ remotes, checkout }: Outcome, shell: Shell): void {
  for (const [name, url] of remotes ?? []) shell.session.remotes.set(name, url);
  if (checkout && !shell.frame.elsewhere) noteCheckout(checkout, shell);
}

/** A checkout that may not be reached leaves the branch as one of the two. */
function noteCheckout({ branch, directory }: Checkout, shell: Shell): void {
  const { key, state, branches } = branchesAt(directory, shell);
  const before = branches.get(key) ?? state?.branch ?? UNKNOWN;
  branches.set(key, shell.frame.certainty === 'possible' ? either(before, branch) : branch);
}

/** A push as it is by now: to a remote that was set just now, and of the branch that was checked out just now. */
export function asRepositoryIsNow(effect: EffectDraft, shell: Shell): EffectDraft {
  if (effect.kind === 'vcs.push') return { ...sentTo(effect, shell), ...currentRef(effect, shell) };
  return effect.kind === 'vcs.rewriteHistory' && effect.remote !== false
    ? { ...effect, ...currentRef(effect, shell) }
    : effect;
}

function sentTo(push: EffectDraftOf<'vcs.push'>, { session, scope }: Shell): EffectDraftOf<'vcs.push'> {
  if (session.remotes.size === 0) return push;
  const upstream = typeof scope.cwd === 'string' ? session.providers.git.state(scope.cwd)?.upstream?.remote : undefined;
  const name = push.remote === undefined ? (upstream ?? 'origin') : push.remote;
  const url = typeof name === 'string' ? session.remotes.get(name) : UNKNOWN;
  if (url === undefined) return push;
  const host = hostOf(url);
  return { ...push, remote: url, ...(host !== undefined && { host }) };
}

/** `HEAD` is the branch that is checked out; without a ref, git's settings decide, which facts know of the one from before. */
function currentRef(
  { ref, directory }: EffectDraftOf<'vcs.push' | 'vcs.rewriteHistory'>,
  shell: Shell,
): { readonly ref?: Text } {
  if (ref !== undefined && ref !== 'HEAD') return {};
  const { key, state, branches } = branchesAt(directory, shell);
  const switched = branches.get(key);
  if (switched !== undefined) return { ref: switched };
  return ref === undefined ? {} : { ref: state?.branch ?? UNKNOWN };
}

interface Branches {
  readonly key: string | null;
  readonly state: GitState | undefined;
  readonly branches: Map<string | null, Text>;
}

/** A folder is known by the repository that it is in; those that are not known count as one. */
function branchesAt(directory: string | null | undefined, { scope, session }: Shell): Branches {
  const at = directory === undefined ? scope.cwd : directory;
  const state = typeof at === 'string' ? session.providers.git.state(at) : undefined;
  return { key: state?.root ?? (typeof at === 'string' ? at : null), state, branches: session.branches };
}
