/** Attributes of effects that the analysis leaves open and the circumstances answer. */
import { attributeOf, type Effect } from '../effects/effect';
import type { PolicyFacts } from '../policy/compiled';
import type { Providers } from '../providers';
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
      return isKnownRemote(effect, at.providers.git.state(at.cwd), at.policy.knownHosts);
    case 'net.upload known':
      return knownHost(effect, at);
    case 'vcs.push protectedRef':
    case 'vcs.rewriteHistory protectedRef':
      return protectedRef(effect, at);
    case 'vcs.discard dirty':
      return yesOrNo(at.providers.git.dirty(at.cwd));
    case 'fs.delete tracked':
      return trackedState(effect, at);
    case 'process.signal scope':
      return signalScope(effect);
    default:
      return undefined;
  }
}

function knownHost(effect: Effect, at: Circumstances): boolean | null {
  const host = attributeOf(effect, 'host');
  return typeof host === 'string' ? isKnownHost(host, at.policy.knownHosts) : null;
}

function protectedRef(effect: Effect, at: Circumstances): boolean | null {
  const branch = branchOf(attributeOf(effect, 'ref'), at.providers.git.state(at.cwd));
  return isProtected(branch, at.policy.protectedBranches);
}

function trackedState(effect: Effect, at: Circumstances): unknown {
  const path = attributeOf(effect, 'path');
  return typeof path === 'string' ? at.providers.git.tracked(path) : null;
}

/** Whose the process is cannot be told, but a number names one, and 1 is said to be `init` by the analysis. */
function signalScope(effect: Effect): 'other' | null {
  const target = attributeOf(effect, 'target');
  return typeof target === 'string' && /^\d+$/.test(target) ? 'other' : null;
}

function yesOrNo(value: boolean | undefined): 'yes' | 'no' | null {
  return value === undefined ? null : value ? 'yes' : 'no';
}
