/** Passing over what says nothing about effects. */
import { openers } from '../keywords';
import type { Reader } from '../reader';

/**
 * Passes to the end of the statement: a semicolon, a closing parenthesis of the group around, the end; in T-SQL also
 * the verb of the next statement.
 */
export function passRest(r: Reader): void {
  while (!r.atEnd && !r.isType(';') && !r.isType(')')) {
    if (opensNext(r)) return;
    if (r.isType('(')) r.skipGroup();
    else if (r.isType('bad')) r.fail();
    else r.advance();
  }
}

/** Words that may stand before a verb without ending the statement. */
const leading = new Set(
  'as on for after before of or and not to then from instead grant revoke deny with by is if'.split(' '),
);

/** In T-SQL: does the next statement begin here? */
export function opensNext(r: Reader): boolean {
  if (!r.dialect.freeStatements || !r.isOneOf(openers)) return false;
  const before = r.previous;
  return !(before?.type === ',' || before?.type === 'op' || (before?.type === 'word' && leading.has(before.text)));
}
