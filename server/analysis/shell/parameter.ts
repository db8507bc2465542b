/** `$x`, `${x:-default}`, `"${a[@]}"` and the rest of parameter expansion. */
import { type Text, UNKNOWN } from '../../effects/value';
import { type ArrayValues, arrayNamed, elementOf, keysIn, numberIn } from './arrays';
import { type Expander, expandValue } from './expand';
import { operate } from './parameter-operations';
import { isSecretName, UNKNOWN_VALUE, type Value } from './scope';
import type { ParameterOperation, ParameterPart, WordNode } from './syntax';
import { TOKEN } from './text';

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
  if (operation.type === 'slice' && base.separate) return sliced(base, operation, part, shell);
  return { ...base, values: base.values.map((value) => ({ ...value, text: operate(operation, value.text, shell) })) };
}

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
  const array = arrayNamed(part.name, shell);
  if (part.index) return element(part.index, array, shell);
  const { keys } = array ?? {};
  const first = keys ? array?.values[keys.indexOf('0')] : array?.values[0];
  return array && single(first ?? { text: '' });
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

function element(index: WordNode, array: ArrayValues | undefined, shell: Expander): Expanded | undefined {
  if (isWhole(index)) return { values: array?.values ?? [], separate: true, open: array?.open ?? true };
  const value = array ? elementOf(array, index, shell) : UNKNOWN_VALUE;
  return value && single(value);
}

/** `[@]` and `[*]` */
function isWhole({ raw }: WordNode): boolean {
  return raw === '@' || raw === '*';
}

/** `"${a[@]:1}"`, `"${@:2:3}"`: of the positional parameters, the script's name is the one before the first. */
function sliced(
  base: Expanded,
  { offset, length }: Extract<ParameterOperation, { type: 'slice' }>,
  { name }: ParameterPart,
  shell: Expander,
): Expanded {
  const values = name === '@' || name === '*' ? [{ text: shell.scope.script }, ...base.values] : base.values;
  const from = numberIn(offset, shell);
  const count = length && numberIn(length, shell);
  if (base.open || from === undefined || (length && (count === undefined || count < 0))) {
    return { ...base, values: [UNKNOWN_VALUE], open: true };
  }
  const start = from < 0 ? values.length + from : from;
  return { ...base, values: start < 0 ? [] : values.slice(start, count === undefined ? undefined : start + count) };
}

/** `${!x}` is the variable that x names, `${!a[@]}` are the keys of an array. */
function indirect(part: ParameterPart, shell: Expander): Expanded {
  if (part.index && isWhole(part.index)) return keys(arrayNamed(part.name, shell));
  const name = lookUp(part, shell)?.values[0]?.text;
  if (typeof name !== 'string' || part.index) return { values: [UNKNOWN_VALUE], separate: false, open: false };
  return lookUp({ type: 'parameter', name, quoted: part.quoted }, shell) ?? unset(name);
}

function keys(array: ArrayValues | undefined): Expanded {
  return { values: array ? keysIn(array) : [], separate: true, open: array?.open ?? true };
}

function lengthOf(found: Expanded | undefined): Text {
  if (found?.separate && !found.open) return String(found.values.length);
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
