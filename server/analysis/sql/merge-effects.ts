/** Equal effects, and the summary of very many. */
import type { EffectDraft } from '../../effects/effect';

/** Equal but for where they stand and how sure they are. */
export function includesEffect(effects: readonly EffectDraft[], effect: EffectDraft): boolean {
  const key = keyOf(effect);
  return effects.some((other) => keyOf(other) === key);
}

/** Effects that differ only in place and number of rows become one, with the rows added up. */
export function mergeEffects(effects: readonly EffectDraft[]): EffectDraft[] {
  const merged = new Map<string, EffectDraft>();
  for (const effect of effects) {
    const key = keyOf(effect);
    const known = merged.get(key);
    merged.set(key, known ? together(known, effect) : effect);
  }
  return [...merged.values()];
}

function together(first: EffectDraft, second: EffectDraft): EffectDraft {
  if (!('rows' in first)) return first;
  const a = first.rows;
  const b = 'rows' in second ? second.rows : undefined;
  const rows = typeof a === 'number' && typeof b === 'number' ? a + b : null;
  return { ...first, rows, extent: first.extent === 'unbounded' ? 'unbounded' : 'bounded' } as EffectDraft;
}

function keyOf(effect: EffectDraft): string {
  return JSON.stringify({
    ...effect,
    span: undefined,
    rows: undefined,
    extent: undefined,
    certainty: undefined,
    evidence: undefined,
  });
}
