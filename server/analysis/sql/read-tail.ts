/** What ends a query: ORDER BY, LIMIT, OFFSET, FETCH, FOR UPDATE, hints. */
import type { Expression } from './expression';
import { readObjectName } from './names';
import { readExpression, readValue } from './read-expression';
import { readOperand } from './read-operand';
import { readOrderBy } from './read-order';
import type { Reader } from './reader';

export interface Tail {
  /** A bound on the number of rows stands there. */
  readonly limited: boolean;
  /** The bound, when it is a number. */
  readonly limit: number | undefined;
}

const NO_LIMIT: Tail = { limited: false, limit: undefined };

export function readTail(r: Reader): Tail {
  readOrderBy(r);
  let tail = NO_LIMIT;
  let bounds = 0;
  for (;;) {
    if ((r.isWord('limit') || r.isWord('fetch')) && ++bounds > 1) r.fail();
    if (r.accept('limit')) tail = readLimit(r);
    else if (r.accept('offset')) readOffset(r);
    else if (r.isWord('fetch') && r.isOneOf(['first', 'next'], 1)) tail = readFetch(r);
    else if (r.isWord('for')) readFor(r);
    else if (!r.dialect.postgresGrammar && readForeignTail(r)) continue;
    else return tail;
  }
}

function bounded(count: Expression): Tail {
  const limit = count.type === 'constant' && typeof count.value === 'number' ? count.value : undefined;
  return { limited: true, limit };
}

function readLimit(r: Reader): Tail {
  if (r.accept('all') || r.accept('null')) return NO_LIMIT;
  const first = readValue(r);
  if (r.dialect.postgresGrammar) return bounded(first);
  if (r.acceptType(',')) return bounded(readValue(r));
  if (r.isOp('%') || r.accept('percent')) return NO_LIMIT;
  if (r.accept('by')) r.commaList(() => readExpression(r));
  return bounded(first);
}

function readOffset(r: Reader): void {
  readValue(r);
  r.accept('rows') || r.accept('row');
}

function readFetch(r: Reader): Tail {
  r.index += 2;
  const count: Expression = r.isOneOf(['row', 'rows']) ? { type: 'constant', value: 1 } : readFetchCount(r);
  const percent = !r.dialect.postgresGrammar && r.accept('percent');
  if (!r.accept('row') && !r.accept('rows')) r.fail();
  if (!r.accept('only')) r.expect('with', 'ties');
  return percent ? NO_LIMIT : bounded(count);
}

/** PostgreSQL takes a single operand, or a number with its sign. */
function readFetchCount(r: Reader): Expression {
  if (!r.dialect.postgresGrammar) return readValue(r, 7);
  const signed = r.acceptOp('-') || r.acceptOp('+');
  if (signed && !r.isType('number')) r.fail();
  return r.meaningValues(true, () => readOperand(r));
}

function readFor(r: Reader): void {
  r.expect('for');
  const locks = r.accept('update') || r.accept('no', 'key', 'update') || r.accept('share') || r.accept('key', 'share');
  if (!locks) {
    readForOutput(r);
    return;
  }
  if (r.accept('of')) r.commaList(() => readObjectName(r));
  if (r.accept('nowait') || r.accept('skip', 'locked')) return;
  if (!r.dialect.postgresGrammar && r.accept('wait')) r.advance();
}

/** PostgreSQL's old `FOR READ ONLY`; T-SQL's `FOR XML PATH('')`, `FOR JSON AUTO`. */
function readForOutput(r: Reader): void {
  if (r.accept('read', 'only')) return;
  if (r.dialect.postgresGrammar || !r.isOneOf(['xml', 'json', 'browse'])) r.fail();
  r.advance();
  while (r.isType('word') || r.isType(',') || r.isType('(')) {
    if (r.isType('(')) r.skipGroup();
    else if (r.isOneOf(['select', 'delete', 'update', 'insert', 'drop', 'truncate', 'exec', 'merge'])) return;
    else r.advance();
  }
}

function readForeignTail(r: Reader): boolean {
  if (r.accept('lock', 'in', 'share', 'mode')) return true;
  if (r.isWord('option') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
    return true;
  }
  if (r.accept('using', 'sample')) {
    while (!r.atEnd && !r.isType(';') && !r.isType(')')) r.isType('(') ? r.skipGroup() : r.advance();
    return true;
  }
  return r.accept('with', 'ur') || r.accept('with', 'read', 'only');
}
