/** The named things of a policy file: what stands in its sections, and where. */
import { isMap, isSeq, type Pair } from 'yaml';
import type { Span } from '../../effects/effect';
import { packSections } from '../../policy/packs';
import { keyText, type PolicyText, scalarText, spanOf } from './policy-text';

export interface Entry {
  /** Id of a rule, name of a list or a scenario, the rule that a waiver lifts. */
  readonly name: string;
  /** Its place in the section. */
  readonly index: number;
  readonly span: Span;
  readonly nameSpan: Span;
  /** The node of the whole, for those who want more of it. */
  readonly node: unknown;
}

export interface Section {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly entries: readonly Entry[];
}

/** Keys that name an entry of a sequence. */
const nameKeys = ['id', 'rule', 'pack', 'name'];

export function sectionsOf(text: PolicyText): readonly Section[] {
  const { contents } = text.yaml();
  const pairs = isMap(contents) ? contents.items : [];
  return pairs.flatMap((pair): readonly Section[] => {
    const nameSpan = spanOf(pair.key);
    if (nameSpan === undefined) return [];
    return [{ name: keyText(pair), nameSpan, span: spanFrom(nameSpan, pair.value), entries: entriesOf(pair.value) }];
  });
}

/** Rules, and what else decides as they do. */
export function ruleEntries(text: PolicyText): readonly Entry[] {
  return packSections.flatMap((section) => entriesIn(text, section));
}

/** The entries of one section. */
export function entriesIn(text: PolicyText, section: string): readonly Entry[] {
  return sectionsOf(text).find(({ name }) => name === section)?.entries ?? [];
}

function entriesOf(node: unknown): readonly Entry[] {
  if (isMap(node)) return node.items.flatMap((pair, index) => keyedEntry(pair, index));
  return isSeq(node) ? node.items.flatMap((item, index) => namedEntry(item, index)) : [];
}

function keyedEntry(pair: Pair, index: number): readonly Entry[] {
  const nameSpan = spanOf(pair.key);
  if (nameSpan === undefined) return [];
  return [{ name: keyText(pair), index, nameSpan, span: spanFrom(nameSpan, pair.value), node: pair.value }];
}

function namedEntry(item: unknown, index: number): readonly Entry[] {
  const span = spanOf(item);
  if (!isMap(item) || span === undefined) return [];
  const pair = item.items.find((one) => nameKeys.includes(keyText(one)));
  const [name, nameSpan] = [scalarText(pair?.value), spanOf(pair?.value)];
  return name === undefined || nameSpan === undefined ? [] : [{ name, index, nameSpan, span, node: item }];
}

function spanFrom({ start, end }: Span, node: unknown): Span {
  return { start, end: Math.max(end, spanOf(node)?.end ?? end) };
}
