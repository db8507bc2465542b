/** Arrays, by number or by key: their elements, keys, slices, and what is assigned to them. */
import { isPattern, type Text } from '../../effects/value';
import type { Word } from '../programs/spec';
import { evaluateArithmetic } from './arithmetic';
import { type Expander, expandValue, expandWords, join } from './expand';
import { UNKNOWN_VALUE, type Value } from './scope';
import type { WordNode } from './syntax';
import { concat } from './text';

const MAX_INDEX = 256;

export interface ArrayValues {
  readonly values: readonly Value[];
  readonly keys?: readonly string[] | undefined;
  /** There may be more. */
  readonly open: boolean;
}

export function arrayNamed(name: string, { scope }: Expander): ArrayValues | undefined {
  const values = scope.get(name);
  return values && { values, keys: scope.keysOf(name), open: scope.isOpen(name) };
}

/** `${a[2]}`, `${a[-1]}`, `${a[key]}`; `undefined` when there is no such element. */
export function elementOf(array: ArrayValues, index: WordNode, shell: Expander): Value | undefined {
  if (array.open) return UNKNOWN_VALUE;
  const at = positionOf(array, index, shell);
  if (at === undefined) return UNKNOWN_VALUE;
  return array.values[at < 0 ? array.values.length + at : at];
}

/** Where the element is, or would be, in `values`; `undefined` when it cannot be told. */
function positionOf({ keys, values }: ArrayValues, index: WordNode, shell: Expander): number | undefined {
  if (!keys) return numberIn(index, shell);
  const key = expandValue(index, shell).text;
  if (typeof key !== 'string') return undefined;
  return keys.includes(key) ? keys.indexOf(key) : values.length;
}

export function numberIn(word: WordNode, shell: Expander): number | undefined {
  const text = evaluateArithmetic({ type: 'operand', word }, shell);
  return typeof text === 'string' && /^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** `${!a[@]}` */
export function keysIn({ keys, values }: ArrayValues): readonly Value[] {
  return (keys ?? values.map((_, at) => String(at))).map((text) => ({ text }));
}

/** `(a b c)`, `([x]=1 [y]=2)`, after the elements that are there before. */
export function withElements(words: readonly WordNode[], before: ArrayValues, shell: Expander): ArrayValues {
  if (words.some(({ raw }) => raw.startsWith('['))) return withKeyedElements(words, before, shell);
  const added = expandWords(words, shell);
  const open = before.open || before.keys !== undefined || added.some(({ many }) => many);
  return { ...before, values: [...before.values, ...added.map(asValue)], open };
}

function withKeyedElements(words: readonly WordNode[], before: ArrayValues, shell: Expander): ArrayValues {
  if (words.length > MAX_INDEX) return { ...before, open: true };
  return words.reduce<ArrayValues>((array, word) => {
    const keyed = keyedElement(expandValue(word, shell));
    if (keyed) return withElement(array, keyed.key, keyed.value, false);
    return withElements([{ ...word, raw: '' }], array, shell);
  }, before);
}

function asValue({ value, sources }: Word): Value {
  return { text: value, ...(sources && { sources }) };
}

/** `[key]=value` */
function keyedElement({ text, sources }: Value): { key: string; value: Value } | undefined {
  const known = isPattern(text) ? text.prefix : (text ?? '');
  const key = /^\[([^\]]*)\]=/.exec(known);
  if (!key) return undefined;
  const rest = isPattern(text) ? { ...text, prefix: known.slice(key[0].length) } : known.slice(key[0].length);
  return { key: key[1]!, value: { text: concat('', rest), ...(sources && { sources }) } };
}

/** `a[2]=x`, `m[key]=x` */
export function withElementAt(
  array: ArrayValues,
  index: WordNode,
  value: Value,
  append: boolean,
  shell: Expander,
): ArrayValues {
  const key = array.keys ? expandValue(index, shell).text : numberAsText(numberIn(index, shell));
  if (typeof key !== 'string') return { ...array, values: [...array.values, value], open: true };
  return withElement(array, key, value, append);
}

function numberAsText(number: number | undefined): Text {
  return number === undefined ? null : String(number);
}

function withElement(array: ArrayValues, key: string, value: Value, append: boolean): ArrayValues {
  const { values, keys } = array;
  const at = keys ? keys.indexOf(key) : Number(key);
  const isNew = keys ? at < 0 : at === values.length;
  if (isNew) return { ...array, values: [...values, value], ...(keys && { keys: [...keys, key] }) };
  const before = values[at];
  // A gap, or what is no number.
  if (!before || values.length > MAX_INDEX) return { ...array, values: [...values, value], open: true };
  return { ...array, values: values.with(at, append ? join(before, value) : value) };
}
