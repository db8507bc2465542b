/** FROM clauses: tables, joins, sub-queries and table functions become the sources of a scope. */
import type { Text } from '../../effects/value';
import { isAnyAlias } from './keywords';
import { isNameToken, type ObjectName, readIdentifier, readName, readObjectName } from './names';
import { readTableCall } from './read-call';
import { readExpression } from './read-expression';
import { isTableName, readAlias, readQuery, readTableAlias, startsQuery } from './read-query';
import { readTypeName } from './read-type';
import { NOT_UNDERSTOOD, type Reader } from './reader';
import type { Token } from './token';

export function readFrom(r: Reader): void {
  r.commaList(() => readJoined(r));
}

/** Makes a table a source of the current scope; a common table expression hides tables of its name. */
export function addSource(r: Reader, table: ObjectName, alias: string | undefined): void {
  const hidden = table.parts === 1 && table.last !== undefined && (r.scope.isCte(table.last) || isDual(r, table.last));
  const name: Text | undefined = hidden ? undefined : table.name;
  r.scope.sources.push({ alias: alias ?? table.last, table: name });
}

/** Oracle's and MySQL's table of one row, for a SELECT that reads none. */
function isDual(r: Reader, name: string): boolean {
  return name === 'dual' && !r.dialect.postgresGrammar;
}

/** Makes the table a statement writes a source; in PostgreSQL no common table expression can hide it. */
export function addTarget(r: Reader, table: ObjectName, alias: string | undefined): void {
  if (r.dialect.postgresGrammar) r.scope.sources.push({ alias: alias ?? table.last, table: table.name });
  else addSource(r, table, alias);
}

/** A table with its joins; how many there are. */
export function readJoined(r: Reader): number {
  readSource(r);
  let open = 0;
  let joins = 0;
  for (;;) {
    const join = readJoinWords(r);
    if (join === undefined) break;
    joins++;
    if (join === 'needs-condition') open++;
    readSource(r);
    while (readJoinCondition(r)) open--;
  }
  if (open !== 0 && r.dialect.postgresGrammar) r.fail();
  return joins;
}

const joinStarters = new Set(
  'join inner left right full cross natural straight_join outer asof anti semi positional global any'.split(' '),
);

function readJoinWords(r: Reader): 'needs-condition' | 'free' | undefined {
  if (!r.isOneOf(joinStarters)) return undefined;
  if (r.dialect.postgresGrammar) return readPostgresJoinWords(r);
  if (r.accept('cross', 'apply') || r.accept('outer', 'apply') || r.accept('straight_join')) return 'free';
  let free = false;
  let words = 0;
  while (r.isOneOf(joinStarters) && !r.isWord('join')) {
    if (r.isWord('natural') || r.isWord('cross')) free = true;
    r.advance();
    if (++words > 4) r.fail();
  }
  for (const hint of ['loop', 'hash', 'merge', 'remote']) if (!r.dialect.postgresGrammar) r.accept(hint);
  r.expect('join');
  return free ? 'free' : 'needs-condition';
}

function readPostgresJoinWords(r: Reader): 'needs-condition' | 'free' | undefined {
  if (r.accept('cross', 'join')) return 'free';
  const natural = r.accept('natural');
  if (r.accept('left') || r.accept('right') || r.accept('full')) r.accept('outer');
  else r.accept('inner');
  r.expect('join');
  return natural ? 'free' : 'needs-condition';
}

function readJoinCondition(r: Reader): boolean {
  if (r.isWord('on') && !r.isOneOf(['conflict', 'duplicate'], 1)) {
    r.advance();
    readExpression(r);
    return true;
  }
  if (!r.isWord('using') || r.peek().type !== '(') return false;
  r.advance();
  r.parenthesised(() => r.commaList(() => r.scope.use(undefined, readName(r))));
  if (r.accept('as')) readName(r);
  return true;
}

function readSource(r: Reader): void {
  const lateral = r.accept('lateral');
  const grouped = r.isType('(');
  if (grouped) readGroupedSource(r);
  else if (r.accept('rows', 'from')) r.parenthesised(() => r.commaList(() => readTableFunction(r)));
  else if (isCall(r)) readTableFunction(r);
  else {
    if (lateral && r.dialect.postgresGrammar) r.fail();
    readTableSource(r);
    return;
  }
  if (r.accept('with', 'ordinality') || (!r.dialect.postgresGrammar && r.accept('with', 'offset'))) r.accept('as');
  const alias = readSourceAlias(r, !grouped);
  r.scope.sources.push({ alias, table: undefined });
  readSourceSuffixes(r);
}

function readGroupedSource(r: Reader): void {
  r.parenthesised(() => {
    if (startsQuery(r)) readQuery(r);
    else if (!r.isType('(') || !readParenthesisedQuery(r)) readGroupedJoin(r);
  });
}

/** PostgreSQL groups one join, others also lists and single tables. */
function readGroupedJoin(r: Reader): void {
  if (!r.dialect.postgresGrammar) {
    r.commaList(() => readJoined(r));
    return;
  }
  const alone = !r.isType('(');
  if (readJoined(r) === 0 && alone) r.fail();
}

/** `((select …) union …)` and `((select …) x join …)` start alike: the query is tried first, a few times at most. */
function readParenthesisedQuery(r: Reader): boolean {
  if (!opensQuery(r) || !r.mayTry()) return false;
  const mark = r.mark();
  try {
    readQuery(r);
    if (r.isType(')')) return true;
  } catch (thrown) {
    if (thrown !== NOT_UNDERSTOOD) throw thrown;
  }
  r.rewind(mark);
  return false;
}

function opensQuery(r: Reader): boolean {
  let ahead = 0;
  while (r.peek(ahead).type === '(') ahead++;
  return startsQuery(r, ahead);
}

function isCall(r: Reader): boolean {
  let ahead = 0;
  while (r.peek(ahead).type === 'word' || r.peek(ahead).type === 'name') {
    const after = r.peek(ahead + 1).type;
    if (after === '(') return !isFromModifier(r, ahead);
    if (after !== '.') return false;
    ahead += 2;
  }
  return false;
}

/** `t PARTITION (p)`, `only (t)`, `t (nolock)` are no calls. */
function isFromModifier(r: Reader, ahead: number): boolean {
  if (r.peek(ahead).text === 'only') return true;
  return r.dialect.freeStatements && r.peek(ahead + 1).type === '(' && tableHints.has(r.peek(ahead + 2).text);
}

const tableHints = new Set(
  'nolock readuncommitted readpast updlock holdlock rowlock tablock tablockx xlock'.split(' '),
);

function readTableFunction(r: Reader): void {
  const start = r.index;
  const parts: Token[] = [r.advance()];
  while (r.acceptType('.')) parts.push(r.advance());
  readTableCall(r, parts, start);
}

/** `FROM user`, `FROM current_date`: values that PostgreSQL lets stand as tables. */
const valueTables = new Set(
  'user current_user session_user current_date current_time current_timestamp current_role'.split(' '),
);

function readTableSource(r: Reader): void {
  if (r.dialect.postgresGrammar && r.isOneOf(valueTables)) {
    r.advance();
    r.scope.sources.push({ alias: readSourceAlias(r), table: undefined });
    return;
  }
  if (r.isType('param') && !r.dialect.postgresGrammar) {
    r.advance();
    r.scope.sources.push({ alias: readSourceAlias(r), table: undefined });
    return;
  }
  if (r.isType('string') && r.dialect.name === 'duckdb') {
    readFileSource(r);
    return;
  }
  const table = readTableReference(r);
  readTableSuffixes(r);
  const alias = readSourceAlias(r);
  addSource(r, table, alias);
  readSourceSuffixes(r);
}

/** DuckDB reads a file by its name: `FROM 'x.parquet'`. */
function readFileSource(r: Reader): void {
  const path = r.advance().text;
  r.add({ kind: 'fs.read', path, audience: 'model' });
  r.scope.sources.push({ alias: readSourceAlias(r), table: undefined });
}

/** `[ONLY] name [*]`, `ONLY (name)`. */
export function readTableReference(r: Reader): ObjectName {
  const only = r.isWord('only') && (isNameToken(r.peek(), r.dialect) || r.peek().type === '(');
  if (only) r.advance();
  const table = only && r.isType('(') ? r.parenthesised(() => readObjectName(r)) : readObjectName(r);
  if (!only && r.isOp('*') && r.dialect.postgresGrammar) r.advance();
  return table;
}

/** Clauses between a table and its alias. */
function readTableSuffixes(r: Reader): void {
  if (r.dialect.postgresGrammar) return;
  if (r.isWord('partition') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  if (r.isSequence('for', 'system_time') || r.isSequence('for', 'version')) readSystemTime(r);
  if (r.isOneOf(['at', 'before']) && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  if (r.accept('as', 'of')) {
    r.advance();
    readExpression(r);
  }
}

function readSystemTime(r: Reader): void {
  r.index += 2;
  r.accept('as', 'of') || r.accept('all') || r.accept('between') || r.accept('from');
  if (r.isOneOf(['where', 'as', 'join', 'group', 'order']) || r.atEnd) return;
  readExpression(r, 2);
  if (r.accept('and') || r.accept('to')) readExpression(r, 2);
}

function readSourceAlias(r: Reader, typed = false): string | undefined {
  const isAlias = (word: string) => isTableName(r, word) && (r.dialect.postgresGrammar || isAnyAlias(word));
  const hinted = r.isOneOf(['use', 'force', 'ignore', 'with']);
  if (hinted && !r.dialect.postgresGrammar) return undefined;
  if (r.isWord('as') && r.peek().type === '(') {
    // Only what a function returns may be named by its columns alone.
    if (r.dialect.postgresGrammar && !typed) r.fail();
    r.advance();
    readColumnDefinitions(r, true);
    return undefined;
  }
  const alias = readTableAlias(r, isAlias);
  if (alias !== undefined && r.isType('(') && !isHintGroup(r)) readColumnDefinitions(r, typed);
  return alias;
}

function isHintGroup(r: Reader): boolean {
  return r.dialect.freeStatements && tableHints.has(r.peek().text);
}

/** `x (a, b)` or `x (a int, b text)`. */
function readColumnDefinitions(r: Reader, typed: boolean): void {
  r.parenthesised(() =>
    r.commaList(() => {
      readName(r);
      if (typed && !r.isType(',') && !r.isType(')')) readTypeName(r);
    }),
  );
}

/** Clauses behind the alias: samples, hints, pivots. */
function readSourceSuffixes(r: Reader): void {
  if (r.accept('tablesample')) readSample(r);
  if (r.dialect.postgresGrammar) return;
  if (r.accept('sample')) readSample(r);
  while ((r.isWord('with') || tableHints.has(r.peek().text)) && nextGroup(r)) {
    r.accept('with');
    r.skipGroup();
  }
  while (r.isOneOf(['use', 'force', 'ignore']) && r.isOneOf(['index', 'key'], 1)) {
    r.index += 2;
    if (r.accept('for')) while (!r.isType('(') && !r.atEnd) r.advance();
    r.skipGroup();
    r.acceptType(',');
  }
  while (r.isOneOf(['pivot', 'unpivot', 'match_recognize']) && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
    readAlias(r, isAnyAlias);
  }
  while (r.accept('lateral', 'view')) readLateralView(r);
}

/** Hive's and Spark's `LATERAL VIEW [OUTER] explode(x) t AS a, b`. */
function readLateralView(r: Reader): void {
  r.accept('outer');
  readTableFunction(r);
  const alias = readAlias(r, isAnyAlias);
  r.scope.sources.push({ alias, table: undefined });
  if (r.accept('as')) r.commaList(() => readIdentifier(r));
  else if (r.isType(',')) while (r.acceptType(',')) readIdentifier(r);
}

function nextGroup(r: Reader): boolean {
  return r.isType('(') || (r.isWord('with') && r.peek().type === '(');
}

function readSample(r: Reader): void {
  while (r.isType('word') && !r.isType('(')) r.advance();
  r.skipGroup();
  if (r.accept('repeatable') || r.accept('seed')) r.skipGroup();
}
