/** Names that stand twice in one list of a file. */
import type { Complaint, PathStep } from './problem';

export function repeatedNames(
  names: readonly string[],
  pathOf: (index: number) => readonly PathStep[],
): readonly Complaint[] {
  return names.flatMap((name, index): readonly Complaint[] => {
    if (names.indexOf(name) === index) return [];
    return [{ code: 'duplicate-id', path: pathOf(index), message: `"${name}" is already used in this file.` }];
  });
}
