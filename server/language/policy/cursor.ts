/**
 * Where in a policy something is being typed. While it is, the file is seldom valid YAML: so the word at the cursor is
 * replaced by one that makes it so, and this one is looked up in what the parser makes of it.
 */
import { isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Span } from '../../effects/effect';
import type { PathStep } from '../../policy/problem';
import { keyText, type PolicyText, readPolicyText } from './policy-text';

export interface Cursor {
  readonly role: 'key' | 'value';
  /** Of the map that the key stands in, or of the value. */
  readonly path: readonly PathStep[];
  /** The other keys of the map. */
  readonly siblings: readonly string[];
  /** The word around the cursor: what a completion replaces. */
  readonly word: Span;
  /** Whether a colon follows already. */
  readonly hasColon: boolean;
  /** Whether brackets or braces are open around it, on this line or above. */
  readonly inFlow: boolean;
  readonly quoted: boolean;
  /** The file with the stand-in for the word. */
  readonly text: PolicyText;
}

/** Stands for the word at the cursor; nobody's word. */
const standIn = 'Guardrails0Cursor';

export function cursorAt(text: PolicyText, offset: number): Cursor | undefined {
  const { kind, uri, file, text: source } = text;
  const word = wordAround(source, offset);
  const before = source.slice(source.lastIndexOf('\n', word.start - 1) + 1, word.start);
  if (/:$/.test(before) || source.slice(word.start, word.end).startsWith('-')) return undefined;
  const rest = source.slice(word.end);
  const startsLine = /^\s*(?:- +)*["']?$/.test(before) && /^["']?[ \t]*(?:[:#\r\n]|$)/.test(rest);
  const hasColon = /^["']?[ \t]*:/.test(rest);
  const probe = startsLine && !hasColon && !/["']$/.test(before) ? `${standIn}:` : standIn;
  const upTo = source.slice(0, word.start) + probe;
  const whole = readPolicyText({ kind, uri, file, text: upTo + rest });
  // What is not closed above swallows what follows: then the part up to the cursor has to do.
  const isValid = whole.yaml().errors.length === 0;
  const found = findIn(whole) ?? (isValid ? undefined : findIn(readPolicyText({ kind, uri, file, text: upTo })));
  return found && { ...found, word, hasColon, quoted: /["']$/.test(before) };
}

/** Words of policies: kinds, ids, packs, list names. */
function wordAround(source: string, offset: number): Span {
  const start = offset - (/[\w$*@./-]*$/.exec(source.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  const end = offset + (/^[\w$*@./-]*/.exec(source.slice(offset, offset + 200))?.[0].length ?? 0);
  return { start, end };
}

type Found = Omit<Cursor, 'word' | 'hasColon' | 'quoted'>;

function findIn(text: PolicyText): Found | undefined {
  const found = find(text.yaml().contents, [], false);
  return found && { ...found, text };
}

function find(node: unknown, path: readonly PathStep[], inFlow: boolean): Omit<Found, 'text'> | undefined {
  if (isStandIn(node)) return { role: 'value', path, siblings: [], inFlow };
  if (isMap(node)) return findInMap(node, path, inFlow || node.flow === true);
  if (!isSeq(node)) return undefined;
  for (const [index, item] of node.items.entries()) {
    const found = find(isPair(item) ? item.value : item, [...path, index], inFlow || node.flow === true);
    if (found) return found;
  }
  return undefined;
}

function findInMap(map: { items: unknown[] }, path: readonly PathStep[], inFlow: boolean) {
  const pairs = map.items.filter((item) => isPair(item));
  if (pairs.some(({ key }) => isStandIn(key))) {
    const siblings = pairs.filter(({ key }) => !isStandIn(key)).map(keyText);
    return { role: 'key' as const, path, siblings, inFlow };
  }
  for (const pair of pairs) {
    const found = find(pair.value, [...path, keyText(pair)], inFlow);
    if (found) return found;
  }
  return undefined;
}

/** A quote that is not closed yet runs on behind the cursor. */
function isStandIn(node: unknown): boolean {
  if (!isScalar(node) || typeof node.value !== 'string') return false;
  return node.value === standIn || (String(node.type).startsWith('QUOTE') && node.value.startsWith(standIn));
}
