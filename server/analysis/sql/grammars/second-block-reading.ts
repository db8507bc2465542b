/**
 * Stage 1 for blocks of PL/pgSQL that stage 0 did not understand: PostgreSQL's own parser cuts them into the pieces
 * that run, and those are read one by one.
 *
 * It may only refine: whatever stage 0 saw, or the words of the block gave away, must be among what the pieces do.
 */
import type { EffectDraft } from '../../../effects/effect';
import type { GrammarProvider } from '../../../providers';
import { HOLE } from '../token';
import { type BlockPart, blockParts } from './plpgsql-tree';

/** The pieces of a block's body, or `undefined` when the grammar has no say. */
export function partsOfBlock(body: string, grammars: GrammarProvider): readonly BlockPart[] | undefined {
  if (body.includes(HOLE)) return undefined;
  return blockParts(grammars.parse('plpgsql', `DO ${quoted(body)}`));
}

/** Between dollars, with a tag that the text does not hold. */
function quoted(body: string): string {
  let tag = '$body$';
  while (body.includes(tag)) tag = `${tag.slice(0, -1)}_$`;
  return `${tag}${body}${tag}`;
}

/** Is everything that was seen before among the effects? What was seen names no table where none could be read. */
export function confirms(effects: readonly EffectDraft[], seen: readonly EffectDraft[]): boolean {
  return seen
    .filter(isSign)
    .every((sign) => effects.some((effect) => effect.kind === sign.kind && mayBeSame(effect, sign)));
}

/** Reads are lost where a statement was not understood, and what was unknown may be known now. */
function isSign(effect: EffectDraft): boolean {
  if (effect.kind === 'db.exec') return effect.what !== 'dynamic';
  return effect.kind !== 'db.read' && effect.kind !== 'code.opaque';
}

function mayBeSame(effect: EffectDraft, sign: EffectDraft): boolean {
  const named = nameOf(sign);
  const name = nameOf(effect);
  return typeof named !== 'string' || typeof name !== 'string' || named === name;
}

function nameOf(effect: EffectDraft): unknown {
  if ('table' in effect) return effect.table;
  return 'name' in effect ? effect.name : undefined;
}
