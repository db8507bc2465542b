/** Assignments to variables and arrays. */
import { expandValue, expandWords, join } from './expand';
import { UNKNOWN_VALUE, type Value } from './scope';
import type { Shell } from './shell';
import type { AssignmentNode, WordNode } from './syntax';

const MAX_INDEX = 256;

export function assign(node: AssignmentNode, shell: Shell, options: { exported?: boolean } = {}): void {
  const { scope } = shell;
  const before = scope.get(node.name) ?? [];
  if (!('parts' in node.value)) {
    const added = elements(node.value, shell);
    const values = node.append ? [...before, ...added.values] : added.values;
    scope.set(node.name, values, { ...options, open: added.open || (node.append && scope.isOpen(node.name)) });
    return;
  }
  const value = expandValue(node.value, shell);
  if (node.name === 'BASH_ALIASES' && node.index) assignAlias(node.index, value, shell);
  else if (node.index) assignElement(node, node.index, value, shell);
  else scope.set(node.name, [node.append && before[0] ? join(before[0], value) : value], options);
}

function assignAlias(index: WordNode, value: Value, shell: Shell): void {
  const name = expandValue(index, shell).text;
  if (typeof name === 'string')
    shell.scope.aliases.set(name, typeof value.text === 'string' ? value.text : '$__unknown');
}

function elements(words: readonly WordNode[], shell: Shell): { values: Value[]; open: boolean } {
  const expanded = expandWords(words, shell);
  const keyed = words.some((word) => word.raw.startsWith('['));
  const values = expanded.map((word) => ({ text: word.value, ...(word.sources && { sources: word.sources }) }));
  return { values: keyed ? [] : values, open: keyed || expanded.some((word) => word.many) };
}

function assignElement(node: AssignmentNode, index: WordNode, value: Value, shell: Shell): void {
  const key = expandValue(index, shell).text;
  const values = [...(shell.scope.get(node.name) ?? [])];
  const at = typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : MAX_INDEX;
  if (at >= MAX_INDEX || at > values.length) {
    shell.scope.set(node.name, [...values, value], { open: true });
    return;
  }
  values[at] = node.append && values[at] ? join(values[at], value) : value;
  shell.scope.set(
    node.name,
    values.map((element) => element ?? UNKNOWN_VALUE),
  );
}
