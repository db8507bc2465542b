/** The effects that are selected around a place, and the attributes that conditions on them may name. */
import { type AttributeType, type EffectKind, effectKinds, type Impact, impacts } from '../../effects/catalogue';
import type { PathStep } from '../../policy/problem';
import { attributeNames, attributeType, type Selection, selectedKinds } from '../../policy/vocabulary';
import type { PolicyContext } from './policy-context';
import { dataAt } from './policy-text';

type Holder = Readonly<Record<string, unknown>>;

/** The kinds that a `when` at this place speaks about; for a waiver, those of the rule it lifts. */
export function kindsAt({ text, rules }: PolicyContext, path: readonly PathStep[]): readonly EffectKind[] {
  const holder = dataAt(text.data(), path) as Holder | undefined;
  if (path[0] === 'waivers') return rules.find(({ compiled }) => compiled.id === holder?.rule)?.compiled.kinds ?? [];
  return selectedKinds(selectionOf(holder));
}

/** Names that one more condition may have there. */
export function attributesAt(context: PolicyContext, path: readonly PathStep[]): readonly string[] {
  const kinds = kindsAt(context, path);
  const holder = dataAt(context.text.data(), path) as Holder | undefined;
  const names = [...new Set(kinds.flatMap(attributeNames))];
  if (path[0] === 'waivers') return names.filter((name) => kinds.every((kind) => hasAttribute(kind, name)));
  const selection = selectionOf(holder);
  return names.filter((name) => {
    const meant = selectedKinds({ ...selection, when: { ...selection.when, [name]: true } });
    return meant.length > 0 && meant.every((kind) => hasAttribute(kind, name));
  });
}

/** What an attribute can be for any of the kinds that have it. */
export function attributeTypes(kinds: readonly EffectKind[], name: string): readonly AttributeType[] {
  return kinds.map((kind) => attributeType(kind, name)).filter((type) => type !== undefined);
}

function hasAttribute(kind: EffectKind, name: string): boolean {
  return attributeType(kind, name) !== undefined;
}

/** Of data that may be half written: only what is understood counts, a condition being typed does not. */
function selectionOf(holder: Holder | undefined): Selection {
  const known = new Set(effectKinds.flatMap(attributeNames));
  const when = Object.entries((holder?.when ?? {}) as Holder).filter(([name]) => known.has(name));
  const impact = wordsOf(holder?.impact)?.filter((word): word is Impact => impacts.some((one) => one === word));
  return { effects: wordsOf(holder?.effects), impact, when: Object.fromEntries(when) };
}

function wordsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return [value].flat().filter((word): word is string => typeof word === 'string');
}
