/** What names are given in Python: by assignments, loops, `with`, and calls of the program's own functions. */
import { UNKNOWN } from '../../effects/value';
import { textOf } from './expression';
import { assignExpression } from './name-values';
import type { Names } from './names';
import { assignParameters } from './parameters';
import { closesAt, opensAt, splitByComma, statementFrom } from './token-ranges';
import type { Token } from './tokens';

export function assignPython(tokens: readonly Token[], names: Names): void {
  let depth = 0;
  tokens.forEach((token, at) => {
    if (opensAt(tokens, at)) depth++;
    if (closesAt(tokens, at)) depth--;
    if (token.type !== 'name') return;
    if (token.text === 'for') assignLoop(tokens, at, names);
    else if (token.text === 'as') assignContext(tokens, at, names);
    else if (token.text === 'def' && tokens[at + 2]?.text === '(') assignParameters(tokens, at + 1, at + 2, names);
    else if (depth === 0 && tokens[at - 1]?.text !== '.') assignValue(tokens, at, names);
  });
}

/** `x = …`, `x += …`, `a, x = …`, `x: str = …`; what stands in brackets names an argument. */
function assignValue(tokens: readonly Token[], at: number, names: Names): void {
  const [next, second] = [tokens[at + 1], tokens[at + 2]];
  const name = tokens[at]!.text;
  if (next?.type !== 'punct') return;
  if (next.text === '=' && second?.text !== '=') {
    const isOneOfMany = tokens[at - 1]?.text === ',' && !tokens[at]!.startsLine;
    if (isOneOfMany) names.assign(name, unknown);
    else assignExpression(name, tokens, at + 2, names);
  } else if (isAnnotated(tokens, at)) {
    names.assign(name, () => textOf(statementFrom(tokens, at + 4), names));
  } else if (/^[+\-*/|&%]$/.test(next.text) && second?.text === '=') names.assign(name, unknown);
  else if (next.text === ',' && isTarget(tokens, at)) names.assign(name, unknown);
}

/** `x: str = …`, but not `if x: y = …`. */
function isAnnotated(tokens: readonly Token[], at: number): boolean {
  const [name, colon, type, equals] = tokens.slice(at, at + 4);
  return name?.startsLine === true && colon?.text === ':' && type?.startsLine === false && equals?.text === '=';
}

const unknown = () => UNKNOWN;

/** Tokens of the names that are assigned at once; of a longer row it is not known that it is none. */
const MAX_TARGETS = 60;

/** One of several names before an equals sign. */
function isTarget(tokens: readonly Token[], at: number): boolean {
  let end = at;
  while (end - at < MAX_TARGETS && tokens[end]?.type === 'name' && tokens[end + 1]?.text === ',') end += 2;
  if (end - at >= MAX_TARGETS) return true;
  return tokens[end]?.type === 'name' && tokens[end + 1]?.text === '=' && tokens[end + 2]?.text !== '=';
}

/** `for x in …:`, and the same in a comprehension; of `os.walk` the first name is a folder. */
function assignLoop(tokens: readonly Token[], at: number, names: Names): void {
  const behind = tokens.slice(at + 1, at + 18).findIndex(({ text }) => text === 'in');
  if (behind < 0) return;
  const end = at + 1 + behind;
  const targets = tokens.slice(at + 1, end).filter((token) => token.type === 'name');
  const listed = () => textOf(iterated(tokens, end + 1), names);
  const isWalk = names.canonical(calleeAt(tokens, end + 1)) === 'os.walk';
  targets.forEach(({ text }, index) => {
    names.assign(text, targets.length === 1 || (isWalk && index === 0) ? listed : isWalk ? nameOfFile : unknown);
  });
}

/** Names of a folder's files and folders have no slash. */
const nameOfFile = () => ({ prefix: '', suffix: '', glob: true });

/** What stands between `in` and the colon, or what ends a comprehension. */
function iterated(tokens: readonly Token[], from: number): readonly Token[] {
  const statement = statementFrom(tokens, from);
  let depth = 0;
  const end = statement.findIndex((token, at) => {
    if (opensAt(statement, at)) depth++;
    if (closesAt(statement, at)) depth--;
    return depth === 0 && (token.text === ':' || (token.type === 'name' && /^(if|for)$/.test(token.text)));
  });
  return end < 0 ? statement : statement.slice(0, end);
}

function calleeAt(tokens: readonly Token[], from: number): string {
  let callee = tokens[from]?.text ?? '';
  for (let at = from + 1; tokens[at]?.text === '.' && tokens[at + 1]?.type === 'name'; at += 2)
    callee += `.${tokens[at + 1]!.text}`;
  return callee;
}

/** `with … as x`, `except … as x`, `import … as x`. */
function assignContext(tokens: readonly Token[], at: number, names: Names): void {
  const target = tokens[at + 1];
  if (target?.type !== 'name') return;
  let start = at - 1;
  while (start > 0 && at - start < 60 && !/^(with|except|import|from)$/.test(tokens[start]!.text)) start--;
  const isOpened = tokens[start]?.text === 'with';
  const last = splitByComma(tokens.slice(start + 1, at)).at(-1) ?? [];
  names.assign(target.text, isOpened ? () => textOf(last, names) : unknown);
}
