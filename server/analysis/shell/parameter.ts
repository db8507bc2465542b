/** `$x`, `${x:-default}`, `"${a[@]}"` and the rest of parameter expansion. */
import { type Text, UNKNOWN } from '../../effects/value';
import { evaluateArithmetic } from './arithmetic';
import { type Expander, expandValue } from './expand';
import { globPattern } from './glob-match';
import { isSecretName, UNKNOWN_VALUE, type Value } from './scope';
import type { ParameterOperation, ParameterPart, WordNode } from './syntax';
import { mapKnown, TOKEN } from './text';

export interface Expanded {
  readonly values: readonly Value[];
  /** The values are the elements of a list, each a word of its own (`"$@"`, `"${a[@]}"`). */
  readonly separate: boolean;
  /** There may be more. */
  readonly open: boolean;
}

export function expandParameter(part: ParameterPart, shell: Expander): Expanded {
  if (part.prefix === '#') return single({ text: lengthOf(lookUp(part, shell)) });
  const found = part.prefix === '!' ? indirect(part, shell) : lookUp(part, shell);
  if (!part.operation) return found ?? unset(part.name);
  if (part.operation.type === 'default') return withDefault(part, part.operation, found, shell);
  const operation = part.operation;
  const base = found ?? unset(part.name);
  if (operation.type === 'slice' && base.separate) return { ...base, values: [UNKNOWN_VALUE], open: true };
  return { ...base, values: base.values.map((value) => ({ ...value, text: operate(operation, value.text, shell) })) };
}

/** Longer values are not matched against patterns. */
const MAX_MATCHED = 1024;

function single(value: Value): Expanded {
  return { values: [value], separate: false, open: false };
}

/** Not assigned here and not in the environment: most likely empty, but a shell's session may have set it. */
function unset(name: string): Expanded {
  return single(isSecretName(name) ? { text: UNKNOWN, sources: ['env'] } : UNKNOWN_VALUE);
}

function lookUp(part: ParameterPart, shell: Expander): Expanded | undefined {
  const { scope } = shell;
  if (part.name === '@' || part.name === '*') return positional(scope.positional, part.name === '@');
  if (/^\d+$/.test(part.name)) return positionalAt(Number(part.name), shell);
  const values = scope.get(part.name);
  if (!part.index) return values && single(values[0] ?? { text: '' });
  return element(part.index, values, scope.isOpen(part.name), shell);
}

function positional(words: Expander['scope']['positional'], separate: boolean): Expanded {
  if (!words) return { values: [], separate: true, open: true };
  const values = words.map((word) => ({ text: word.value, sources: word.sources ?? [] }));
  const open = words.some((word) => word.many);
  return { values, separate: separate || open, open };
}

function positionalAt(index: number, shell: Expander): Expanded | undefined {
  if (index === 0) return single({ text: shell.scope.script });
  if (!shell.scope.positional) return single(UNKNOWN_VALUE);
  const before = shell.scope.positional.slice(0, index);
  if (before.some((word) => word.many)) return single(UNKNOWN_VALUE);
  const word = shell.scope.positional[index - 1];
  return word ? single({ text: word.value, sources: word.sources ?? [] }) : undefined;
}

function element(
  index: WordNode,
  values: readonly Value[] | undefined,
  open: boolean,
  shell: Expander,
): Expanded | undefined {
  const key = expandValue(index, shell).text;
  if (key === '@' || key === '*') return { values: values ?? [], separate: true, open: open || values === undefined };
  const number = typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : undefined;
  if (number === undefined || open) return single(UNKNOWN_VALUE);
  const value = values?.[number];
  return value && single(value);
}

function indirect(part: ParameterPart, shell: Expander): Expanded {
  const name = lookUp(part, shell)?.values[0]?.text;
  if (typeof name !== 'string' || part.index) return { values: [UNKNOWN_VALUE], separate: false, open: false };
  return lookUp({ type: 'parameter', name, quoted: part.quoted }, shell) ?? unset(name);
}

function lengthOf(found: Expanded | undefined): Text {
  const value = found?.values[0]?.text;
  return found && !found.separate && typeof value === 'string' ? String(value.length) : TOKEN;
}

type DefaultOperation = Extract<ParameterOperation, { type: 'default' }>;

function withDefault(
  part: ParameterPart,
  operation: DefaultOperation,
  found: Expanded | undefined,
  shell: Expander,
): Expanded {
  const isUnset = found === undefined || (operation.orEmpty && found.values[0]?.text === '' && !found.open);
  if (operation.operator === '+') return isUnset ? single({ text: '' }) : single(expandValue(operation.operand, shell));
  if (!isUnset) return found;
  if (operation.operator === '?') return unset(part.name);
  const value = expandValue(operation.operand, shell);
  if (operation.operator === '=') shell.scope.set(part.name, [value]);
  return single(value);
}

function operate(operation: ParameterOperation, text: Text, shell: Expander): Text {
  switch (operation.type) {
    case 'remove':
      return mapKnown(text, (known) => remove(operation, known, expandValue(operation.operand, shell).text));
    case 'replace':
      return mapKnown(text, (known) => replace(operation, known, shell));
    case 'slice':
      return mapKnown(text, (known) => slice(operation, known, shell));
    case 'case':
      return mapKnown(text, (known) => changeCase(operation.operator, known));
    default:
      return UNKNOWN;
  }
}

function remove(operation: Extract<ParameterOperation, { type: 'remove' }>, known: string, pattern: Text): Text {
  if (typeof pattern !== 'string') return UNKNOWN;
  const [front, longest] = [operation.operator.startsWith('#'), operation.operator.length === 2];
  const expression = globPattern(pattern);
  if (!expression || known.length > MAX_MATCHED) return UNKNOWN;
  for (let step = 0; step <= known.length; step++) {
    const length = longest ? known.length - step : step;
    const taken = front ? known.slice(0, length) : known.slice(known.length - length);
    if (expression.test(taken)) return front ? known.slice(length) : known.slice(0, known.length - length);
  }
  return known;
}

function replace(operation: Extract<ParameterOperation, { type: 'replace' }>, known: string, shell: Expander): Text {
  const pattern = expandValue(operation.pattern, shell).text;
  const by = expandValue(operation.by, shell).text;
  if (typeof pattern !== 'string' || typeof by !== 'string' || /[*?[\\]/.test(pattern)) return UNKNOWN;
  switch (operation.operator) {
    case '//':
      return pattern === '' ? known : known.replaceAll(pattern, () => by);
    case '/':
      return pattern === '' ? known : known.replace(pattern, () => by);
    case '/#':
      return known.startsWith(pattern) ? by + known.slice(pattern.length) : known;
    case '/%':
      return known.endsWith(pattern) ? known.slice(0, known.length - pattern.length) + by : known;
  }
}

function slice(operation: Extract<ParameterOperation, { type: 'slice' }>, known: string, shell: Expander): Text {
  const offset = numberIn(operation.offset, shell);
  const length = operation.length && numberIn(operation.length, shell);
  if (offset === undefined || (operation.length && length === undefined)) return UNKNOWN;
  const start = offset < 0 ? known.length + offset : offset;
  if (start < 0) return '';
  if (length === undefined) return known.slice(start);
  return length < 0 ? known.slice(start, known.length + length) : known.slice(start, start + length);
}

function numberIn(word: WordNode, shell: Expander): number | undefined {
  const text = evaluateArithmetic({ type: 'operand', word }, shell);
  return typeof text === 'string' && /^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined;
}

function changeCase(operator: string, known: string): string {
  const change = (text: string) => (operator[0] === '^' ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(known) : change(known.slice(0, 1)) + known.slice(1);
}
