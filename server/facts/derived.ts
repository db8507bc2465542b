/** Attributes of effects that the analysis leaves open and the circumstances answer. */
import { attributeOf, type Effect } from '../effects/effect';
import { isPattern } from '../effects/value';
import type { PolicyFacts } from '../policy/compiled';
import type { GitState, Providers } from '../providers';
import { trackedNames } from './expanded-names';
import { branchOf, isKnownHost, isKnownRemote, isProtected } from './repository';

export interface Circumstances {
  readonly policy: PolicyFacts;
  readonly providers: Providers;
  readonly cwd: string;
  /** All effects of the request, as the analysis states them. */
  readonly effects: readonly Effect[];
}

/** `undefined` when facts have nothing to say on that attribute. */
export function deriveAttribute(effect: Effect, name: string, at: Circumstances): unknown {
  switch (`${effect.kind} ${name}`) {
    case 'vcs.push known':
      return isKnownRemote(effect, repository(effect, at), at.policy.knownHosts);
    case 'net.upload known':
      return knownHost(effect, at);
    case 'vcs.push protectedRef':
    case 'vcs.rewriteHistory protectedRef':
      return protectedRef(effect, at);
    case 'vcs.push ref':
    case 'vcs.rewriteHistory ref':
      return pushedRef(effect, at);
    case 'vcs.discard dirty':
      return dirtyState(effect, at);
    case 'fs.delete tracked':
      return trackedState(effect, at);
    case 'process.signal scope':
      return signalScope(effect);
    default:
      return undefined;
  }
}

/** Where a command of git works: not always where the request is. */
function directoryOf(effect: Effect, { cwd }: Circumstances): string | undefined {
  const { directory } = effect.at;
  return directory === undefined ? cwd : (directory ?? undefined);
}

function repository(effect: Effect, at: Circumstances): GitState | undefined {
  const directory = directoryOf(effect, at);
  return directory === undefined ? undefined : at.providers.git.state(directory);
}

function dirtyState(effect: Effect, at: Circumstances): 'yes' | 'no' | null {
  const directory = directoryOf(effect, at);
  return directory === undefined ? null : yesOrNo(at.providers.git.dirty(directory));
}

function knownHost(effect: Effect, at: Circumstances): boolean | null {
  const host = attributeOf(effect, 'host');
  return typeof host === 'string' ? isKnownHost(host, at.policy.knownHosts) : null;
}

function protectedRef(effect: Effect, at: Circumstances): boolean | null {
  const branch = branchOf(attributeOf(effect, 'ref'), repository(effect, at));
  return isProtected(branch, at.policy.protectedBranches);
}

/** Where a push goes that names no ref. One that is stated as unknown stays so. */
function pushedRef(effect: Effect, at: Circumstances): string | null {
  const isOpen = attributeOf(effect, 'ref') === undefined && attributeOf(effect, 'remote') !== false;
  return isOpen ? branchOf(undefined, repository(effect, at)) : null;
}

function trackedState(effect: Effect, at: Circumstances): unknown {
  const path = attributeOf(effect, 'path');
  if (typeof path === 'string') return at.providers.git.tracked(path);
  const isExpanded = isPattern(path) && path.glob && effect.extent === 'bounded';
  return isExpanded ? trackedNames(path, at.providers) : null;
}

/** Whose the process is cannot be told, but a number names one, and 1 is said to be `init` by the analysis. */
function signalScope(effect: Effect): 'other' | null {
  const target = attributeOf(effect, 'target');
  return typeof target === 'string' && /^\d+$/.test(target) ? 'other' : null;
}

function yesOrNo(value: boolean | undefined): 'yes' | 'no' | null {
  return value === undefined ? null : value ? 'yes' : 'no';
}
