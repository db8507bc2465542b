/** One operand of an expression: a literal, a column, a call, a sub-query, a CASE … */
import { UNKNOWN } from '../../effects/value';
import { type Expression, OTHER, UNSEEN, VALUE } from './expression';
import { isAnyName, isPostgresFunctionName, isPostgresName } from './keywords';
import { foldName, type Name, readIdentifier, readNamePart } from './names';
import { readCall } from './read-call';
import { readExpression } from './read-expression';
import { continuesQuery, readQuery, readQueryRest, startsQuery } from './read-query';
import { readIntervalFields } from './read-type';
import type { Reader } from './reader';
import { HOLE, type Token } from './token';

export function readOperand(r: Reader): Expression {
  const token = r.current;
  switch (token.type) {
    case 'number':
      r.advance();
      return { type: 'constant', value: numberOf(token.text) };
    case 'string':
      return readString(r);
    case 'param':
      r.advance();
      return token.text.startsWith('@') ? { type: 'value', variable: token.text.toLowerCase() } : VALUE;
    case 'hole':
      return readHole(r);
    case '(':
      return readParenthesis(r);
    case '[':
      return r.dialect.postgresGrammar ? r.fail() : readArray(r);
    case '{':
      return readBraces(r);
    case 'name':
      return readPath(r);
    case 'word':
      return readWord(r, token);
    case 'op':
      return readOddOperand(r, token.text);
    default:
      return r.fail();
  }
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}

function readString(r: Reader): Expression {
  const first = r.advance();
  let value = first.text;
  while (r.isType('string') && adjacentStrings(r)) value += r.advance().text;
  if (value.includes(HOLE)) {
    r.sawHole = true;
    return VALUE;
  }
  return { type: 'constant', value };
}

/** SQL joins strings that stand on different lines; MySQL also on one. */
function adjacentStrings(r: Reader): boolean {
  const between = r.text.slice(r.previous?.end ?? 0, r.current.start);
  return between.includes('\n') || r.dialect.doubleQuotedStrings;
}

/** Text that is not known, with what is glued to it: `$X`, `$COLS`, `$PREFIX_total`, `$FUNCTION(1)`. */
function readHole(r: Reader): Expression {
  r.advance();
  while (isGluedNext(r) && isGlued(r.current)) r.advance();
  if (isGluedNext(r) && r.isType('.')) return readUnknownPath(r);
  if (isGluedNext(r) && r.isType('(')) r.parenthesised(() => r.isType(')') || readItems(r));
  if (!r.valueMeant) r.scope.use(undefined, UNKNOWN);
  return UNSEEN;
}

function isGluedNext(r: Reader): boolean {
  return !r.atEnd && r.current.start === r.previous?.end;
}

/** `$ALIAS.total`: a column, whoever's. */
function readUnknownPath(r: Reader): Expression {
  let name: Name = UNKNOWN;
  while (r.acceptType('.')) name = r.acceptOp('*') ? '*' : readIdentifier(r);
  r.scope.use(undefined, name);
  return OTHER;
}

function isGlued(token: Token): boolean {
  return token.type === 'hole' || token.type === 'word' || token.type === 'number' || token.type === 'bad';
}

function readParenthesis(r: Reader): Expression {
  if (startsQuery(r, 1)) {
    const query = r.parenthesised(() => readQuery(r));
    r.groupEnd = r.index;
    return { type: 'query', query, exists: false };
  }
  const items = r.parenthesised(() => readItems(r));
  if (items.length === 1) r.groupEnd = r.index;
  return items.length === 1 ? (items[0] as Expression) : { type: 'list', items };
}

/** A list of expressions, or a query whose first operand stands in parentheses: `(SELECT 1) UNION (SELECT 2)`. */
export function readItems(r: Reader): readonly Expression[] {
  const first = readExpression(r);
  if (first.type === 'query' && !first.exists && r.previous?.type === ')' && continuesQuery(r))
    return [{ type: 'query', query: readQueryRest(r, first.query), exists: false }];
  return r.acceptType(',') ? [first, ...r.commaList(() => readExpression(r))] : [first];
}

/** Brackets with elements between them; PostgreSQL wants ARRAY before the outermost. */
function readArray(r: Reader): Expression {
  r.expectType('[');
  const items = r.isType(']') ? [] : r.commaList(() => (r.isType('[') ? readArray(r) : readExpression(r)));
  r.expectType(']');
  return { type: 'list', items };
}

/** ODBC escapes (`{d '2020-01-01'}`, `{fn now()}`) and DuckDB's structs. */
function readBraces(r: Reader): Expression {
  if (r.dialect.postgresGrammar) r.fail();
  r.expectType('{');
  if (r.isOneOf(['d', 't', 'ts', 'fn'])) {
    r.advance();
    readExpression(r);
  } else if (!r.isType('}')) {
    r.commaList(() => {
      r.advance();
      if (!r.acceptOp(':')) r.fail();
      readExpression(r);
    });
  }
  r.expectType('}');
  return OTHER;
}

function readOddOperand(r: Reader, op: string): Expression {
  const elsewhere = !r.dialect.postgresGrammar;
  if (op === '?' && elsewhere) {
    r.advance();
    if (r.isType('number') && r.current.start === r.previous?.end) r.advance();
    return VALUE;
  }
  if (op === '%' && elsewhere && r.peek().start === r.current.end) return readPythonParameter(r);
  return r.fail();
}

function readPythonParameter(r: Reader): Expression {
  r.advance();
  if (r.accept('s')) return VALUE;
  if (r.isType('(')) {
    r.skipGroup();
    r.expect('s');
    return VALUE;
  }
  return r.fail();
}

const plainValues = new Set(
  'current_date current_time current_timestamp current_user current_role current_catalog current_schema localtime localtimestamp session_user system_user user sysdate systimestamp'.split(
    ' ',
  ),
);
const typedLiterals = new Set('date time timestamp timestamptz interval datetime json numeric bignumeric'.split(' '));

function readWord(r: Reader, token: Token): Expression {
  const next = r.peek();
  switch (token.text) {
    case 'null':
      return constant(r, null);
    case 'true':
      return constant(r, true);
    case 'false':
      return constant(r, false);
    case 'case':
      return readCase(r);
    case 'exists':
      return readExists(r);
    case 'array':
      return readArrayConstructor(r);
    case 'row':
      if (next.type === '(') return readRow(r);
      break;
    case 'interval':
      if (isInterval(r, next)) return readInterval(r);
      break;
    case 'default':
      r.advance();
      return VALUE;
  }
  if (plainValues.has(token.text) && next.type !== '(' && next.type !== '.') {
    r.advance();
    return VALUE;
  }
  if (next.type === 'string' && isTypedLiteral(r, token)) {
    r.advance();
    r.advance();
    return VALUE;
  }
  if (token.text === 'timestamp' || token.text === 'time') return readTimestamp(r);
  return readPath(r);
}

function constant(r: Reader, value: boolean | null): Expression {
  r.advance();
  return { type: 'constant', value };
}

/** `date '2020-01-01'`; PostgreSQL allows any type's name before a string. */
function isTypedLiteral(r: Reader, token: Token): boolean {
  if (!r.dialect.postgresGrammar) return typedLiterals.has(token.text);
  if (!isPlainString(r) || notTypes.has(token.text)) return false;
  return isPostgresFunctionName(token.text) && isPostgresName(token.text);
}

/** Bit strings name no value of another type. */
function isPlainString(r: Reader): boolean {
  return /['eEuU$]/.test(r.text[r.peek().start] ?? '');
}

const notTypes = new Set(
  `between coalesce exists extract greatest grouping inout json_array json_arrayagg json_exists json_object json_objectagg
  json_query json_scalar json_serialize json_table json_value least merge_action national none normalize nullif out
  overlay position precision row setof substring treat trim values xmlattributes xmlconcat xmlelement xmlexists xmlforest
  xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);

/** `timestamp with time zone '…'`, `timestamp(3) '…'`, or the column or function of that name. */
function readTimestamp(r: Reader): Expression {
  const mark = r.mark();
  r.advance();
  if (r.accept('with', 'time', 'zone') || r.accept('without', 'time', 'zone')) {
    r.expectType('string');
    return VALUE;
  }
  r.rewind(mark);
  return readPath(r);
}

function readCase(r: Reader): Expression {
  r.expect('case');
  if (!r.isWord('when')) readExpression(r);
  if (!r.isWord('when')) r.fail();
  while (r.accept('when')) {
    readExpression(r);
    r.expect('then');
    readExpression(r);
  }
  if (r.accept('else')) readExpression(r);
  r.expect('end');
  return OTHER;
}

function readExists(r: Reader): Expression {
  if (r.peek().type !== '(') return readPath(r);
  r.advance();
  const query = r.parenthesised(() => (startsQuery(r) ? readQuery(r) : r.fail()));
  return { type: 'query', query, exists: true };
}

function readArrayConstructor(r: Reader): Expression {
  r.advance();
  if (r.isOp('<')) skipAngles(r);
  if (r.isType('(')) {
    r.parenthesised(() => (startsQuery(r) ? readQuery(r) : r.commaList(() => readExpression(r))));
    return OTHER;
  }
  return readArray(r);
}

function skipAngles(r: Reader): void {
  if (r.dialect.postgresGrammar) r.fail();
  while (!r.atEnd && !r.isType('[') && !r.isType('(')) r.advance();
}

function readRow(r: Reader): Expression {
  r.advance();
  const items = r.parenthesised(() => (r.isType(')') ? [] : r.commaList(() => readExpression(r))));
  return { type: 'list', items };
}

/** Elsewhere than in PostgreSQL, `interval` may name a column. */
function isInterval(r: Reader, next: Token): boolean {
  if (r.dialect.postgresGrammar) return next.type !== '(';
  return (
    next.type === 'string' ||
    next.type === 'number' ||
    next.type === 'param' ||
    next.type === '(' ||
    next.type === 'name' ||
    isValueWord(next)
  );
}

function isValueWord(token: Token): boolean {
  return (
    token.type === 'word' &&
    isAnyName(token.text) &&
    !['is', 'end', 'then', 'desc', 'asc', 'limit', 'having', 'window'].includes(token.text)
  );
}

/** `interval '1 day'`, `interval '1' day`, MySQL's `interval 1 day`. */
function readInterval(r: Reader): Expression {
  const next = r.peek();
  if (next.type === '.' || next.type === ',' || next.type === ')' || next.type === 'end') return readPath(r);
  r.advance();
  if (r.isType('(')) r.skipGroup();
  if (r.isType('string')) {
    r.advance();
    readIntervalFields(r);
    if (!r.dialect.postgresGrammar && r.isOneOf(intervalUnits)) r.advance();
    return VALUE;
  }
  if (r.dialect.postgresGrammar) r.fail();
  if (!r.isOneOf(intervalUnits)) readExpression(r, 7);
  if (r.isOneOf(intervalUnits)) r.advance();
  return VALUE;
}

const intervalUnits = new Set(
  `microsecond millisecond second minute hour day week month quarter year years months days hours minutes seconds weeks
  day_hour day_minute day_second day_microsecond hour_minute hour_second minute_second second_microsecond
  minute_microsecond hour_microsecond year_month isoweek isoyear`.split(/\s+/),
);

/** A column (`a`, `t.a`, `t.*`) or a call (`f(…)`, `s.f(…)`). */
function readPath(r: Reader): Expression {
  const start = r.index;
  const first = readPart(r);
  const parts: Token[] = [first];
  while (r.isType('.')) {
    r.advance();
    if (r.isOp('*')) {
      r.advance();
      checkName(r, first);
      r.scope.use(foldName(parts.at(-1) as Token, r.dialect), '*');
      return OTHER;
    }
    if (r.isType('.') && !r.dialect.postgresGrammar) r.advance();
    if (r.current.type !== 'word' && r.current.type !== 'name' && r.current.type !== 'hole') r.fail();
    if (r.dialect.postgresGrammar && pairsUp(r)) r.fail();
    parts.push(readPart(r));
  }
  if (oracleOuterJoin(r)) r.index += 3;
  else if (r.isType('(')) return readCall(r, parts, start);
  checkName(r, first);
  return column(r, parts);
}

/** A part of the path; one that is not wholly known comes back as unknown text. */
function readPart(r: Reader): Token {
  const token = r.current;
  return readNamePart(r) === UNKNOWN ? { ...token, type: 'hole', text: HOLE } : token;
}

/** Words that PostgreSQL takes together with the next, whatever stands before them: `a.not in` names no column. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  not: ['between', 'in', 'like', 'ilike', 'similar'],
  nulls: ['first', 'last'],
  with: ['time', 'ordinality'],
  without: ['time'],
  format: ['json'],
};

function pairsUp(r: Reader): boolean {
  const { type, text } = r.current;
  return type === 'word' && Object.hasOwn(pairs, text) && r.isOneOf(pairs[text] ?? [], 1);
}

/** Oracle's `a = b(+)` looks like a call with nothing but a sign inside. */
function oracleOuterJoin(r: Reader): boolean {
  return r.isType('(') && r.peek().type === 'op' && r.peek().text === '+' && r.peek(2).type === ')';
}

function checkName(r: Reader, first: Token): void {
  if (first.type !== 'word') return;
  if (r.dialect.postgresGrammar ? !isPostgresName(first.text) : !isAnyName(first.text)) r.fail();
}

function column(r: Reader, parts: readonly Token[]): Expression {
  const folded = parts.map((part) => (part.type === 'hole' ? UNKNOWN : foldName(part, r.dialect)));
  const name = folded.at(-1) as Name;
  const qualifier = folded.at(-2) ?? undefined;
  if (name === UNKNOWN || parts.some((part) => part.type === 'hole')) {
    r.scope.use(qualifier, name);
    return OTHER;
  }
  if (qualifier === undefined && r.inBlock) r.scope.use(undefined, name);
  else r.scope.use(qualifier, name);
  return { type: 'column', qualifier, name };
}
