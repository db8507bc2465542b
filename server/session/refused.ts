/** What was refused, so that it is known again in other words. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical';
import { catalogue } from '../effects/catalogue';
import { attributeOf, type Effect } from '../effects/effect';
import { isKnown, type Tri } from '../effects/value';
import type { Request } from '../request';
import type { RefusedEffect } from './past';

/** How an effect that is refused is remembered: nothing of it can be read, but the same one can be told. */
export function refusedEffect(effect: Effect, request: Request, at: number): RefusedEffect {
  return { kind: effect.kind, attributes: knownAttributes(effect), words: wordsOf(request), at };
}

/** Digest of what is asked, word for word. */
export function wordsOf({ actions }: Pick<Request, 'actions'>): string {
  return digest(canonicalJson(actions));
}

/** Is it what was refused? Possibly, when one says less of it than the other. */
export function isSame(effect: Effect, refused: RefusedEffect): Tri {
  if (effect.kind !== refused.kind) return 'no';
  const attributes = knownAttributes(effect);
  const names = new Set([...Object.keys(attributes), ...Object.keys(refused.attributes)]);
  let result: Tri = names.size > 0 ? 'yes' : 'maybe';
  for (const name of names) {
    const [one, other] = [attributes[name], refused.attributes[name]];
    if (one === undefined || other === undefined) result = 'maybe';
    else if (one !== other) return 'no';
  }
  return result;
}

function knownAttributes(effect: Effect): Readonly<Record<string, string>> {
  const known = Object.keys(catalogue[effect.kind].attributes).flatMap((name) => {
    const value = attributeOf(effect, name);
    return value !== undefined && isKnown(value) ? [[name, digest(JSON.stringify(value))] as const] : [];
  });
  return Object.fromEntries(known);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
