/** Queries: WITH, SELECT, VALUES, TABLE, set operations; what they read is stated as effects. */
import { UNKNOWN } from '../../effects/value';
import type { Expression, QueryShape } from './expression';
import { isAnyName, isPostgresName } from './keywords';
import { foldName, isNameToken, readName, readObjectName } from './names';
import { readWindowDefinition } from './read-call';
import { readEffects } from './read-effects';
import { readExpression, readValue } from './read-expression';
import { addSource, readFrom } from './read-from';
import { readInto } from './read-into';
import { readSelectList } from './read-select-list';
import { readTail, type Tail } from './read-tail';
import type { Reader } from './reader';
import { passUnseen, readCondition } from './statements/row-selection';
import { readStatement } from './statements/statement';

const openers = new Set(['select', 'with', 'values']);
const setOperators = new Set(['union', 'intersect', 'except', 'minus']);

const EMPTY: QueryShape = {
  plain: false,
  table: undefined,
  hasFrom: true,
  where: undefined,
  output: undefined,
  limit: undefined,
  correlated: true,
};

/** Does a query start `ahead` tokens from here? Parentheses before it must be passed by the caller. */
export function startsQuery(r: Reader, ahead = 0): boolean {
  const token = r.peek(ahead);
  if (token.type !== 'word') return false;
  if (openers.has(token.text)) {
    if (token.text !== 'values') return true;
    return r.peek(ahead + 1).type === '(' && (r.dialect.postgresGrammar || ahead === 0);
  }
  return token.text === 'table' && isNameToken(r.peek(ahead + 1), r.dialect) && r.peek(ahead + 1).type !== 'hole';
}

/** A query with its WITH clause, set operations and tail. */
export function readQuery(r: Reader): QueryShape {
  return r.nest(() =>
    r.withScope(() => {
      readWith(r);
      return readSetOperations(r);
    }),
  );
}

/** Reads a WITH clause if there is one; the names hold in the current scope. */
export function readWith(r: Reader): void {
  if (!r.accept('with')) return;
  const recursive = r.accept('recursive');
  r.commaList(() => readCte(r, recursive));
}

function readCte(r: Reader, recursive: boolean): void {
  const name = readName(r);
  if (r.isType('(')) r.parenthesised(() => r.commaList(() => readName(r)));
  if (name !== UNKNOWN && (recursive || !r.dialect.postgresGrammar)) r.scope.declareCte(name);
  r.expect('as');
  if (r.accept('not')) r.expect('materialized');
  else r.accept('materialized');
  r.parenthesised(() => readStatement(r));
  if (name !== UNKNOWN) r.scope.declareCte(name);
  readSearchClause(r);
}

function readSearchClause(r: Reader): void {
  if (r.isWord('search') || r.isWord('cycle')) {
    while (!r.atEnd && !r.isType(',') && !r.isOneOf(afterCtes)) {
      if (r.isType('(')) r.skipGroup();
      else r.advance();
    }
  }
}

const afterCtes = ['select', 'insert', 'update', 'delete', 'merge', 'values', 'with'];

function readSetOperations(r: Reader): QueryShape {
  const first = readOperand(r, true);
  if (!r.isOneOf(setOperators)) return first;
  return readFurtherOperands(r);
}

/** Called when a query in parentheses turned out to be the first of a set operation or to have a tail. */
export function readQueryRest(r: Reader, first: QueryShape): QueryShape {
  if (r.isOneOf(setOperators)) return readFurtherOperands(r);
  r.withScope(() => readTail(r));
  return { ...first, plain: false };
}

export function continuesQuery(r: Reader): boolean {
  return r.isOneOf(setOperators) || r.isOneOf(['order', 'limit', 'offset', 'fetch']);
}

function readFurtherOperands(r: Reader): QueryShape {
  while (r.isOneOf(setOperators)) {
    r.advance();
    r.accept('all') || r.accept('distinct');
    if (!r.dialect.postgresGrammar) r.accept('by', 'name');
    readOperand(r, false);
  }
  r.withScope(() => readTail(r));
  return EMPTY;
}

/** One side of a set operation. When it stands alone, the tail belongs to it. */
function readOperand(r: Reader, mayOwnTail: boolean): QueryShape {
  if (r.isType('(')) {
    const inner = r.parenthesised(() => readQuery(r));
    if (mayOwnTail && !r.isOneOf(setOperators)) return readQueryRest(r, inner);
    return inner;
  }
  if (r.isWord('values')) return readValues(r, mayOwnTail);
  if (r.isWord('table')) return readTable(r, mayOwnTail);
  return r.withScope(() => r.meaningValues(false, () => readSelect(r, mayOwnTail)));
}

export function readValues(r: Reader, mayOwnTail: boolean): QueryShape {
  r.expect('values');
  r.commaList(() => {
    if (!r.dialect.postgresGrammar) r.accept('row');
    r.parenthesised(() => r.commaList(() => readValue(r)));
  });
  if (mayOwnTail && !r.isOneOf(setOperators)) r.withScope(() => readTail(r));
  return { ...EMPTY, hasFrom: false };
}

function readTable(r: Reader, mayOwnTail: boolean): QueryShape {
  const start = r.index;
  r.expect('table');
  r.accept('only');
  return r.withScope(() => {
    const table = readObjectName(r);
    addSource(r, table, undefined);
    r.scope.use(undefined, '*');
    const tail = mayOwnTail && !r.isOneOf(setOperators) ? readTail(r) : undefined;
    readEffects(r, { where: undefined, tail, span: r.spanFrom(start), single: false });
    return EMPTY;
  });
}

function readSelect(r: Reader, mayOwnTail: boolean): QueryShape {
  const start = r.index;
  if (!r.accept('select') && !(r.inBlock && r.accept('perform'))) r.fail();
  const top = readModifiers(r);
  const list = readSelectList(r, !r.previous || r.previous.text === 'select' || r.previous.text === 'all');
  readInto(r, start);
  const hasFrom = r.accept('from');
  if (hasFrom) readFrom(r);
  const where = r.accept('where') ? readCondition(r) : undefined;
  const before = r.scope.uses.length;
  const grouped = readGrouping(r);
  const tail = mayOwnTail && !r.isOneOf(setOperators) ? readTail(r) : undefined;
  const unseen = passUnseen(r);
  if (tail && r.dialect.postgresGrammar && r.isOneOf(setOperators)) r.fail();
  forgetAliases(r, before, list.aliases);
  if (tail) readInto(r, start);
  const single = list.aggregatesOnly && !grouped;
  const limits = limitOf(top, tail);
  const span = r.spanFrom(start);
  if (unseen) r.add({ kind: 'db.read', undo: 'none-needed', certainty: 'possible', span });
  readEffects(r, { where: unseen ? uncertain(where) : where, tail: limits, span, single: single && !unseen, unseen });
  return {
    plain: !grouped && !limits && !list.aggregatesOnly,
    table: onlyTable(r),
    hasFrom,
    where,
    output: list.only,
    limit: limits?.limit,
    correlated: isCorrelated(r),
  };
}

function uncertain(condition: Expression | undefined): Expression {
  return { type: 'uncertain', condition };
}

function limitOf(top: Tail | undefined, tail: Tail | undefined): Tail | undefined {
  if (top?.limited) return top;
  return tail?.limited ? tail : undefined;
}

function isCorrelated(r: Reader): boolean {
  const { sources, uses, outer } = r.scope;
  if (sources.length === 0) return uses.length > 0;
  return uses.some(
    ({ qualifier }) =>
      qualifier !== undefined && !sources.some((source) => source.alias === qualifier) && outer?.find(qualifier),
  );
}

function onlyTable(r: Reader): string | undefined {
  const { sources } = r.scope;
  const table = sources.length === 1 ? sources[0]?.table : undefined;
  return typeof table === 'string' ? table : undefined;
}

const mysqlModifiers = new Set(
  'distinctrow high_priority straight_join sql_small_result sql_big_result sql_buffer_result sql_no_cache sql_cache sql_calc_found_rows'.split(
    ' ',
  ),
);

/** DISTINCT, TOP and the like; the bound that TOP sets. */
function readModifiers(r: Reader): Tail | undefined {
  if (r.accept('distinct') || r.accept('unique')) {
    if (r.accept('on')) r.parenthesised(() => r.commaList(() => readExpression(r)));
  } else r.accept('all');
  if (r.dialect.postgresGrammar) return undefined;
  while (r.isOneOf(mysqlModifiers)) r.advance();
  if (r.accept('as', 'struct') || r.accept('as', 'value')) return undefined;
  const top = r.isWord('top') && (r.peek().type === 'number' || r.peek().type === '(' || r.peek().type === 'param');
  if (!top) return undefined;
  r.advance();
  const count = r.isType('(') ? r.parenthesised(() => readExpression(r)) : readCount(r);
  const percent = r.accept('percent');
  r.accept('with', 'ties');
  return { limited: !percent, limit: percent ? undefined : numberOf(count) };
}

function readCount(r: Reader): Expression {
  const token = r.advance();
  return token.type === 'number' ? { type: 'constant', value: Number(token.text) } : { type: 'value' };
}

function numberOf(expression: Expression): number | undefined {
  return expression.type === 'constant' && typeof expression.value === 'number' ? expression.value : undefined;
}

function readGrouping(r: Reader): boolean {
  if (!r.dialect.postgresGrammar) readHierarchy(r);
  const grouped = r.accept('group', 'by');
  if (grouped) readGroupKeys(r);
  if (r.accept('having')) readExpression(r);
  if (r.accept('window')) r.commaList(() => readNamedWindow(r));
  if (!r.dialect.postgresGrammar && r.accept('qualify')) readExpression(r);
  return grouped;
}

function readHierarchy(r: Reader): void {
  while (r.isSequence('connect', 'by') || r.isSequence('start', 'with')) {
    r.index += 2;
    r.accept('nocycle');
    readExpression(r);
  }
}

function readGroupKeys(r: Reader): void {
  r.accept('all') || r.accept('distinct');
  if (!r.dialect.postgresGrammar && (r.atEnd || r.isOneOf(['having', 'order', 'limit']))) return;
  r.commaList(() => readGroupKey(r));
  if (!r.dialect.postgresGrammar && (r.accept('with', 'rollup') || r.accept('with', 'cube'))) return;
}

function readGroupKey(r: Reader): void {
  if (r.accept('grouping', 'sets')) {
    r.parenthesised(() => r.commaList(() => readGroupKey(r)));
    return;
  }
  if ((r.isWord('rollup') || r.isWord('cube')) && r.peek().type === '(') {
    r.advance();
    r.parenthesised(() => r.commaList(() => readExpression(r)));
    return;
  }
  if (r.isType('(') && r.peek().type === ')') {
    r.index += 2;
    return;
  }
  readExpression(r);
  if (!r.dialect.postgresGrammar) r.accept('asc') || r.accept('desc');
}

function readNamedWindow(r: Reader): void {
  readName(r);
  r.expect('as');
  r.parenthesised(() => readWindowDefinition(r));
}

/** Names behind GROUP BY, HAVING and ORDER BY that are labels of the output are no columns. */
function forgetAliases(r: Reader, from: number, aliases: ReadonlySet<string>): void {
  if (aliases.size === 0) return;
  const { uses } = r.scope;
  const later = uses.splice(from);
  for (const use of later)
    if (use.qualifier !== undefined || use.name === UNKNOWN || !aliases.has(use.name)) uses.push(use);
}

/** Reads an alias, with or without AS, if there is one. */
export function readAlias(r: Reader, isAlias: (word: string) => boolean): string | undefined {
  if (r.accept('as')) {
    if (!r.dialect.postgresGrammar && (r.isType('string') || r.isOp('?'))) return r.advance().text;
    if (!r.isType('word') && !r.isType('name') && !r.isType('hole')) r.fail();
    return foldName(r.advance(), r.dialect);
  }
  if (r.isType('name')) return foldName(r.advance(), r.dialect);
  if (r.isType('word') && isAlias(r.current.text)) return r.advance().text;
  return undefined;
}

/** The alias of a table; PostgreSQL wants a name even behind AS. */
export function readTableAlias(r: Reader, isAlias: (word: string) => boolean): string | undefined {
  if (r.dialect.postgresGrammar && r.isWord('as') && !isNameToken(r.peek(), r.dialect)) r.fail();
  return readAlias(r, isAlias);
}

/** Words that end a query inside procedural code. */
const blockWords = new Set(['loop', 'then', 'do']);

/** May the word name a table here? */
export function isTableName(r: Reader, word: string): boolean {
  if (r.inBlock && blockWords.has(word)) return false;
  return r.dialect.postgresGrammar ? isPostgresName(word) : isAnyName(word);
}
