/** `A=1 B=2 CMD …`, as `env` and `sudo` take it, and words that are known in part. */
import { headOf, type Text } from '../../../../effects/value';
import type { Word } from '../../spec';

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

function isAssignment(word: Word): boolean {
  return ASSIGNMENT.test(headOf(word.value)) || isFileOfVariables(word);
}

/** `env $(cat .env | xargs) CMD` */
function isFileOfVariables({ value, many, sources }: Word): boolean {
  return value === null && many && sources?.includes('secret') === true;
}

export function withoutAssignments(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex((word) => !isAssignment(word));
  return at < 0 ? [] : words.slice(at);
}

export function assignmentsOf(words: readonly Word[]): ReadonlyMap<string, Text> {
  const variables = new Map<string, Text>();
  for (const word of words) {
    if (!isAssignment(word)) break;
    const head = headOf(word.value);
    if (head === '') continue;
    const equals = head.indexOf('=');
    const value = typeof word.value === 'string' ? head.slice(equals + 1) : null;
    variables.set(head.slice(0, equals), value);
  }
  return variables;
}
