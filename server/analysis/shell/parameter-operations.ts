/** What `${x#…}`, `${x/…/…}`, `${x:1:2}`, `${x^^}` and `${x@Q}` make of a value. */
import { isPattern, type Pattern, type Text, UNKNOWN } from '../../effects/value';
import { baseName } from '../files/paths';
import { numberIn } from './arrays';
import { undoEscapes } from './builtins-printing';
import { type Expander, expandValue } from './expand';
import type { GlobPattern } from './glob-match';
import { literalIn, patternIn } from './patterns';
import type { ParameterOperation } from './syntax';
import { mapKnown } from './text';

/** Longer values are not matched against patterns. */
const MAX_MATCHED = 1024;
const MAX_SEARCHED = 128;

type Operation<T extends ParameterOperation['type']> = Extract<ParameterOperation, { type: T }>;

export function operate(operation: ParameterOperation, text: Text, shell: Expander): Text {
  switch (operation.type) {
    case 'remove':
      return isPattern(text)
        ? removeFromNames(operation, text, shell)
        : mapKnown(text, (known) => remove(operation, known, patternIn(operation.operand, shell)));
    case 'replace':
      return mapKnown(text, (known) => replace(operation, known, shell));
    case 'slice':
      return mapKnown(text, (known) => slice(operation, known, shell));
    case 'case':
      return mapKnown(text, (known) => changeCase(operation.operator, known));
    case 'transform':
      return operation.letter === 'P' ? shell.expandPrompt(text, operation.span) : mapKnown(text, transform(operation));
    default:
      return UNKNOWN;
  }
}

function remove({ operator }: Operation<'remove'>, known: string, pattern: GlobPattern | undefined): Text {
  const [front, longest] = [operator.startsWith('#'), operator.length === 2];
  if (!pattern || known.length > MAX_MATCHED) return UNKNOWN;
  for (let step = 0; step <= known.length; step++) {
    const length = longest ? known.length - step : step;
    const taken = front ? known.slice(0, length) : known.slice(known.length - length);
    if (pattern.test(taken)) return front ? known.slice(length) : known.slice(0, known.length - length);
  }
  return known;
}

/** What is left of names that are listed, such as `src/*.js`: without the ending, the folder, or all but the folder. */
function removeFromNames(operation: Operation<'remove'>, names: Pattern, shell: Expander): Text {
  const { operator, operand } = operation;
  if (!names.glob) return UNKNOWN;
  if (operator === '##' && operand.raw === '*/') return { ...names, prefix: '', suffix: baseName(names.suffix) };
  if (operator === '%' && operand.raw === '/*') return { prefix: directoryIn(names.prefix), suffix: '', glob: true };
  const ending = operator.startsWith('%');
  const known = ending ? names.suffix : names.prefix;
  const pattern = operator.length === 1 || isPlain(operand.raw) ? patternIn(operand, shell) : undefined;
  const left = pattern && known.length <= MAX_MATCHED ? remove(operation, known, pattern) : UNKNOWN;
  // Where nothing of the known end is taken, more than that may be.
  if (typeof left !== 'string' || left === known) return UNKNOWN;
  return ending ? { ...names, suffix: left } : { ...names, prefix: left };
}

const isPlain = (text: string) => !/[*?[]/.test(text);

const directoryIn = (prefix: string) => prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));

function replace(operation: Operation<'replace'>, known: string, shell: Expander): Text {
  const by = expandValue(operation.by, shell).text;
  if (typeof by !== 'string') return UNKNOWN;
  const literal = literalIn(operation.pattern, shell);
  if (typeof literal === 'string') return replaceLiteral(operation.operator, known, literal, by);
  const pattern = patternIn(operation.pattern, shell);
  return pattern && known.length <= MAX_SEARCHED ? replaceMatches(operation.operator, known, pattern, by) : UNKNOWN;
}

function replaceLiteral(operator: Operation<'replace'>['operator'], known: string, literal: string, by: string): Text {
  switch (operator) {
    case '//':
      return literal === '' ? known : known.replaceAll(literal, () => by);
    case '/':
      return literal === '' ? known : known.replace(literal, () => by);
    case '/#':
      return known.startsWith(literal) ? by + known.slice(literal.length) : known;
    case '/%':
      return known.endsWith(literal) ? known.slice(0, known.length - literal.length) + by : known;
  }
}

/** The longest match at the first place where there is one; with `//`, again after it. */
function replaceMatches(
  operator: Operation<'replace'>['operator'],
  known: string,
  pattern: GlobPattern,
  by: string,
): string {
  let replaced = '';
  for (let at = 0; at < known.length; ) {
    const length = operator === '/#' && at > 0 ? 0 : longestAt(known, at, pattern, operator === '/%');
    replaced += length > 0 ? by : known[at];
    at += Math.max(1, length);
    if (length > 0 && operator !== '//') return replaced + known.slice(at);
  }
  return replaced;
}

function longestAt(known: string, at: number, pattern: GlobPattern, toTheEnd: boolean): number {
  for (let end = known.length; end > at; end--) {
    if (pattern.test(known.slice(at, end))) return end - at;
    if (toTheEnd) return 0;
  }
  return 0;
}

function slice(operation: Operation<'slice'>, known: string, shell: Expander): Text {
  const offset = numberIn(operation.offset, shell);
  const length = operation.length && numberIn(operation.length, shell);
  if (offset === undefined || (operation.length && length === undefined)) return UNKNOWN;
  const start = offset < 0 ? known.length + offset : offset;
  if (start < 0) return '';
  if (length === undefined) return known.slice(start);
  return length < 0 ? known.slice(start, known.length + length) : known.slice(start, start + length);
}

function changeCase(operator: string, known: string): string {
  const change = (text: string) => (operator[0] === '^' ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(known) : change(known.slice(0, 1)) + known.slice(1);
}

/** `${x@Q}` quotes, `${x@E}` undoes escapes, `${x@U}`, `${x@u}` and `${x@L}` change case. */
function transform({ letter }: Operation<'transform'>): (known: string) => Text {
  switch (letter) {
    case 'Q':
      return (known) => `'${known.replaceAll("'", "'\\''")}'`;
    case 'E':
      return undoEscapes;
    case 'U':
      return (known) => changeCase('^^', known);
    case 'u':
      return (known) => changeCase('^', known);
    case 'L':
      return (known) => changeCase(',,', known);
    default:
      return () => UNKNOWN;
  }
}
