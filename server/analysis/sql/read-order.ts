/** ORDER BY. */
import { readExpression } from './read-expression';
import type { Reader } from './reader';

/** Reads an ORDER BY clause if one stands here, and says so. */
export function readOrderBy(r: Reader): boolean {
  if (!r.isSequence('order', 'by') && !r.isSequence('order', 'siblings')) return false;
  const siblings = r.isWord('siblings', 1);
  r.index += 2;
  if (siblings) r.expect('by');
  r.commaList(() => readSortKey(r));
  return true;
}

function readSortKey(r: Reader): void {
  if (!r.dialect.postgresGrammar && r.accept('all')) {
    r.accept('desc') || r.accept('asc');
    return;
  }
  readExpression(r);
  if (!r.accept('asc') && !r.accept('desc') && r.accept('using')) r.expectType('op');
  if (r.accept('nulls') && !r.accept('first')) r.expect('last');
}
