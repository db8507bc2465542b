/** Assignments to variables and arrays. */
import { type ArrayValues, arrayNamed, withElementAt, withElements } from './arrays';
import { expandValue, join } from './expand';
import type { Value } from './scope';
import type { Shell } from './shell';
import type { AssignmentNode, WordNode } from './syntax';

interface AssignOptions {
  readonly exported?: boolean;
  /** `declare -A` */
  readonly associative?: boolean;
}

export function assign(node: AssignmentNode, shell: Shell, options: AssignOptions = {}): void {
  const { scope } = shell;
  const before = arrayNamed(node.name, shell);
  const empty: ArrayValues = { values: [], open: false, keys: options.associative ? [] : before?.keys && [] };
  if (!('parts' in node.value)) {
    const array = withElements(node.value, node.append ? (before ?? empty) : empty, shell);
    scope.set(node.name, array.values, { ...options, ...array });
    return;
  }
  const value = expandValue(node.value, shell);
  if (node.name === 'BASH_ALIASES' && node.index) assignAlias(node.index, value, shell);
  else if (node.index) {
    const array = withElementAt(before ?? empty, node.index, value, node.append, shell);
    scope.set(node.name, array.values, { ...options, ...array });
  } else scope.set(node.name, [node.append && before?.values[0] ? join(before.values[0], value) : value], options);
}

function assignAlias(index: WordNode, value: Value, shell: Shell): void {
  const name = expandValue(index, shell).text;
  if (typeof name === 'string')
    shell.scope.aliases.set(name, typeof value.text === 'string' ? value.text : '$__unknown');
}
