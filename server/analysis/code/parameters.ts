/** What a program gives its own functions: their parameters stand for the arguments of all calls that it has. */
import { UNKNOWN } from '../../effects/value';
import { textOf } from './expression';
import type { Names } from './names';
import { closingOf, splitByComma } from './token-ranges';
import type { Token } from './tokens';

/** The function's name stands at `at`, its parameters behind the bracket at `open`. */
export function assignParameters(tokens: readonly Token[], at: number, open: number, names: Names): void {
  const parameters = splitByComma(tokens.slice(open + 1, closingOf(tokens, open))).map((part) => parameterOf(part));
  const calls = callsOf(tokens, at);
  parameters.forEach(({ name, fallback }, index) => {
    if (!calls) names.assign(name, () => UNKNOWN);
    for (const args of calls ?? []) {
      const named = args.find(([first, sign]) => first?.text === name && sign?.text === '=');
      const given = named?.slice(2) ?? args[index] ?? fallback;
      names.assign(name, () => textOf(given, names));
    }
  });
}

interface Parameter {
  readonly name: string;
  readonly fallback: readonly Token[];
}

/** `x`, `x: str = 'a'`, `*args`. */
function parameterOf(tokens: readonly Token[]): Parameter {
  const equals = tokens.findIndex((token) => token.text === '=');
  const name = tokens.find((token) => token.type === 'name')?.text ?? '';
  const isRest = tokens[0]?.text === '*' || tokens[0]?.text === '.';
  return { name: isRest ? '' : name, fallback: equals < 0 ? [] : tokens.slice(equals + 1) };
}

const mentions = new WeakMap<readonly Token[], ReadonlyMap<string, readonly number[]>>();

/** Where each name stands, worked out once for a program. */
function mentionsIn(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const known = mentions.get(tokens);
  if (known) return known;
  const found = new Map<string, number[]>();
  for (const [at, { type, text }] of tokens.entries()) {
    if (type !== 'name') continue;
    const places = found.get(text);
    if (places) places.push(at);
    else found.set(text, [at]);
  }
  mentions.set(tokens, found);
  return found;
}

/** More than are followed: each of many functions of one name has all of them. */
const MAX_CALLS = 100;

/** The arguments of each call; nothing when it is passed on, called too often, or not called here at all. */
function callsOf(tokens: readonly Token[], definition: number): (readonly Token[])[][] | undefined {
  const places = mentionsIn(tokens).get(tokens[definition]!.text) ?? [];
  if (places.length > MAX_CALLS) return undefined;
  const calls: (readonly Token[])[][] = [];
  for (const at of places) {
    if (at === definition) continue;
    const isSpread = tokens[at + 2]?.text === '*' || tokens[at + 2]?.text === '.';
    if (tokens[at + 1]?.text !== '(' || isSpread || tokens[at - 1]?.text === '.') return undefined;
    calls.push(splitByComma(tokens.slice(at + 2, closingOf(tokens, at + 1))));
  }
  return calls.length > 0 ? calls : undefined;
}
