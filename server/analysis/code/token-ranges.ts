/** Brackets and commas in a row of tokens. */
import type { Token } from './tokens';

export function opensAt(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.type === 'punct' && /^[([{]$/.test(tokens[at]!.text);
}

export function closesAt(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.type === 'punct' && /^[)\]}]$/.test(tokens[at]!.text);
}

/** Farther away, nobody looks for what belongs together. */
const MAX_DISTANCE = 500;

/** Index of the bracket that closes the one at `open`; the end where none does. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length && at - open < MAX_DISTANCE; at++) {
    if (opensAt(tokens, at)) depth++;
    else if (closesAt(tokens, at) && --depth === 0) return at;
  }
  return tokens.length;
}

/** Index of the bracket that the one at `close` closes; -1 where none does. */
export function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let at = close; at >= 0 && close - at < MAX_DISTANCE; at--) {
    if (closesAt(tokens, at)) depth++;
    else if (opensAt(tokens, at) && --depth === 0) return at;
  }
  return -1;
}

export function splitByComma(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [];
  let [current, depth]: [Token[], number] = [[], 0];
  tokens.forEach((token, at) => {
    if (opensAt(tokens, at)) depth++;
    if (closesAt(tokens, at)) depth--;
    if (depth === 0 && token.type === 'punct' && token.text === ',') {
      parts.push(current);
      current = [];
    } else current.push(token);
  });
  if (current.length > 0) parts.push(current);
  return parts;
}

/** The tokens of what the member behind the dot at `dot` belongs to: `Path('a').parent` of `Path('a').parent.unlink()`. */
export function objectBefore(tokens: readonly Token[], dot: number): readonly Token[] {
  let at = dot;
  while (at > 0 && dot - at < MAX_DISTANCE) {
    const before = tokens[at - 1]!;
    if (closesAt(tokens, at - 1)) {
      at = openingOf(tokens, at - 1);
      if (at <= 0) break;
      if (tokens[at - 1]?.type !== 'name') break;
    } else if (before.type === 'name' || before.type === 'string') {
      at--;
      if (!/^(\.|\?\.|::|->)$/.test(tokens[at - 1]?.text ?? '') || tokens[at - 1]?.type !== 'punct') break;
      at--;
    } else break;
  }
  return tokens.slice(Math.max(at, 0), dot);
}

/** The tokens of a statement from `from` on: to its end, or to a comma or a bracket that it does not open. */
export function statementFrom(tokens: readonly Token[], from: number): readonly Token[] {
  let depth = 0;
  for (let at = from; at < tokens.length && at - from < MAX_DISTANCE; at++) {
    const { type, text, startsLine } = tokens[at]!;
    if (depth === 0 && at > from && startsLine && !(type === 'punct' && /^(\?\.|[.?:+&|])$/.test(text)))
      return tokens.slice(from, at);
    if (opensAt(tokens, at)) depth++;
    else if (closesAt(tokens, at) && --depth < 0) return tokens.slice(from, at);
    else if (depth === 0 && type === 'punct' && /^[;,]$/.test(text)) return tokens.slice(from, at);
  }
  return tokens.slice(from, from + MAX_DISTANCE);
}
