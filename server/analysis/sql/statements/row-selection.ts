/** Which rows a writing statement touches: WHERE, and the bounds MySQL, SQLite and Oracle allow. */
import type { Expression } from '../expression';
import { VALUE } from '../expression';
import { readIdentifier } from '../names';
import { readExpression, readValue } from '../read-expression';
import { readOrderBy } from '../read-order';
import type { Reader } from '../reader';

/** `WHERE CURRENT OF cursor` names one row, like a key. */
export const CURRENT_ROW: Expression = {
  type: 'binary',
  op: '=',
  left: { type: 'column', qualifier: undefined, name: 'ctid' },
  right: VALUE,
};

export function readWhere(r: Reader): Expression | undefined {
  if (!r.isWord('where')) return mayHoldClause(r) ? { type: 'uncertain', condition: undefined } : undefined;
  if (r.isSequence('where', 'current', 'of')) {
    r.index += 3;
    if (r.isType('param')) r.advance();
    else readIdentifier(r);
    return CURRENT_ROW;
  }
  r.expect('where');
  const condition = readCondition(r);
  return passUnseen(r) ? { type: 'uncertain', condition } : condition;
}

/** Unknown text at the end of a statement (`DELETE FROM t $FILTER`) may be its WHERE. */
function mayHoldClause(r: Reader): boolean {
  return passUnseen(r) || r.previous?.type === 'hole';
}

/** Passes clauses of which nothing is known; were there any? */
export function passUnseen(r: Reader): boolean {
  if (!r.isType('hole')) return false;
  while (r.acceptType('hole'));
  return true;
}

/** A condition; one with unknown text in it says so. */
export function readCondition(r: Reader): Expression {
  const hadHole = r.sawHole;
  r.sawHole = false;
  const condition = readExpression(r);
  const hasHole = r.sawHole;
  r.sawHole ||= hadHole;
  return hasHole ? { type: 'uncertain', condition } : condition;
}

/** `ORDER BY … LIMIT n`; the bound, when it is a number. */
export function readRowBound(r: Reader): number | undefined {
  if (r.dialect.postgresGrammar) return undefined;
  readOrderBy(r);
  let bound: number | undefined;
  if (r.accept('limit')) {
    const count = readValue(r);
    if (count.type === 'constant' && typeof count.value === 'number') bound = count.value;
    if (r.acceptType(',') || r.accept('offset')) readValue(r);
  }
  if (r.isWord('option') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  return bound;
}
