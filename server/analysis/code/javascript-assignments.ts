/** What names are given in JavaScript: by assignments, loops, and calls of the program's own functions. */
import { UNKNOWN } from '../../effects/value';
import { textOf } from './expression';
import { assignExpression } from './name-values';
import type { Names } from './names';
import { assignParameters } from './parameters';
import { objectBefore, openingOf, splitByComma, statementFrom } from './token-ranges';
import type { Token } from './tokens';

export function assignJavascript(tokens: readonly Token[], names: Names): void {
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token.text === '=>' && tokens[at - 1]?.text === ')') assignArrow(tokens, at, names);
    if (token.type !== 'name' || tokens[at - 1]?.text === '.') return;
    if (token.text === 'function' && next?.type === 'name' && tokens[at + 2]?.text === '(')
      assignParameters(tokens, at + 1, at + 2, names);
    else if (next?.text === '=>') names.assign(token.text, callbackArgument(tokens, at, names));
    else if (next?.text === 'of' || next?.text === 'in') assignLoop(tokens, at, names);
    else assignValue(tokens, at, names);
  });
}

function assignValue(tokens: readonly Token[], at: number, names: Names): void {
  const name = tokens[at]!.text;
  const [next, second] = [tokens[at + 1], tokens[at + 2]];
  if (next?.type !== 'punct') return;
  if (next.text === '=' && second?.text !== '=') assignExpression(name, tokens, at + 2, names);
  else if (/^[+\-*/|&?]$/.test(next.text) && assignsBehind(tokens, at + 2)) names.assign(name, unknown);
  else if (/^[,}\]]$/.test(next.text) && isDestructured(tokens, at)) names.assign(name, unknown);
}

const unknown = () => UNKNOWN;

/** `+=`, `||=`, `??=`. */
function assignsBehind(tokens: readonly Token[], at: number): boolean {
  const isDoubled = tokens[at]?.text === tokens[at - 1]?.text;
  return tokens[isDoubled ? at + 1 : at]?.text === '=';
}

/** One of the names in the brackets before an equals sign. */
function isDestructured(tokens: readonly Token[], at: number): boolean {
  const behind = tokens.slice(at + 1, at + 42).findIndex(({ text }) => /^[}\]]$/.test(text));
  if (behind < 0) return false;
  const close = at + 1 + behind;
  return tokens[close + 1]?.text === '=' && tokens[close + 2]?.text !== '=';
}

/** `for (const x of …)`; of `in` nothing is known. */
function assignLoop(tokens: readonly Token[], at: number, names: Names): void {
  if (!/^(const|let|var)$/.test(tokens[at - 1]?.text ?? '')) return;
  const isOf = tokens[at + 1]?.text === 'of';
  names.assign(tokens[at]!.text, isOf ? () => textOf(statementFrom(tokens, at + 2), names) : unknown);
}

/** `(a, b) => …`, with or without a name. */
function assignArrow(tokens: readonly Token[], arrow: number, names: Names): void {
  const close = arrow - 1;
  const open = openingOf(tokens, close);
  const before = tokens[open - 1]?.text === 'async' ? open - 2 : open - 1;
  if (tokens[before]?.text === '=' && tokens[before - 1]?.type === 'name') {
    assignParameters(tokens, before - 1, open, names);
    return;
  }
  splitByComma(tokens.slice(open + 1, close)).forEach((part, index) => {
    const name = part.find((token) => token.type === 'name')?.text;
    if (name !== undefined) names.assign(name, index === 0 ? callbackArgument(tokens, open, names) : unknown);
  });
}

/** `list.forEach(x => …)`: one of the list. The callback begins at `at`. */
function callbackArgument(tokens: readonly Token[], at: number, names: Names) {
  const before = tokens[at - 1]?.text === 'async' ? at - 2 : at - 1;
  const isEach = tokens[before]?.text === '(' && EACH.test(tokens[before - 1]?.text ?? '');
  return isEach ? () => textOf(objectBefore(tokens, before - 2), names) : unknown;
}

const EACH = /^(forEach|map|filter|flatMap|find|some|every)$/;
