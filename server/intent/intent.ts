/**
 * Compares what an agent says it is doing with what it does. Catches mistakes and naive injections, not adversaries;
 * policies can only tighten by it.
 */
import { type Impact, impactOf } from '../effects/catalogue';
import type { Effect } from '../effects/effect';
import type { Request } from '../request';
import { readClaims } from './claims';
import type { Scope } from './lexicon';

export type IntentMatch = 'consistent' | 'understated' | 'contradictory' | 'absent';

/** `absent` when nothing was said that the lexicon understands. */
export function intentMatch(request: Request, effects: readonly Effect[]): IntentMatch {
  if (!request.intent) return 'absent';
  const { claimed, denied } = readClaims(request.intent.text);
  if (claimed.size === 0 && denied.size === 0) return 'absent';
  const done = new Set(effects.flatMap(weightOf));
  for (const impact of done) if (denied.has(impact)) return 'contradictory';
  for (const impact of done) if (impact !== 'modify' && !claimed.has(impact)) return 'understated';
  const onlyLooks = claimed.size > 0 && [...claimed].every((impact) => impact === 'observe');
  return onlyLooks && done.has('modify') ? 'understated' : 'consistent';
}

const SCOPES: readonly Scope[] = ['deploy', 'migrate', 'edit', 'test', 'read'];

/** The widest thing the agent says it is at. */
export function intentScope(request: Request): Scope {
  const { scopes } = readClaims(request.intent?.text ?? '');
  return SCOPES.find((scope) => scopes.has(scope)) ?? 'none';
}

/** The impact that an honest account would have mentioned. What merely carries other effects is not weighed. */
function weightOf(effect: Effect): Impact[] {
  const impact = impactOf(effect.kind);
  if (impact === 'observe' || impact === 'execute') return [];
  // Reading a secret is a reading, whatever comes of it.
  if (effect.kind === 'secret.read') return [];
  if (effect.kind === 'fs.write' && effect.zone === 'temp') return [];
  return [impact];
}
