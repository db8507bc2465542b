/** Calls of functions: their arguments in all the special forms, and what the function does. */
import { type Expression, OTHER, VALUE } from './expression';
import { callEffects } from './functions/call-effects';
import { isPostgresFunctionName } from './keywords';
import { foldName, isNameToken } from './names';
import { readExpression } from './read-expression';
import { readOrderBy } from './read-order';
import { continuesQuery, readQuery, readQueryRest, startsQuery } from './read-query';
import { readTypeName } from './read-type';
import type { Reader } from './reader';
import type { Token } from './token';

/** Reads from the opening parenthesis; the name is read already, `start` is the index of its first token. */
export function readCall(r: Reader, parts: readonly Token[], start: number): Expression {
  return readCallWith(r, parts, start, () => readSuffixes(r));
}

/** A call that stands as a table: in PostgreSQL it has neither FILTER nor OVER. */
export function readTableCall(r: Reader, parts: readonly Token[], start: number): Expression {
  return readCallWith(r, parts, start, () => r.dialect.postgresGrammar || readSuffixes(r));
}

function readCallWith(r: Reader, parts: readonly Token[], start: number, readRest: () => void): Expression {
  const last = parts.at(-1) as Token;
  if (parts.length === 1 && last.type === 'word' && !mayBeCalled(r, last.text)) r.fail();
  const name = last.type === 'word' ? last.text : foldName(last, r.dialect);
  const args = readArguments(r, parts.length === 1 ? name : '');
  readRest();
  if (parts.some((part) => part.type === 'hole')) return OTHER;
  const schema = parts.length > 1 ? foldName(parts.at(-2) as Token, r.dialect) : undefined;
  callEffects(r, { name, schema, args, span: r.spanFrom(start) });
  return { type: 'call', name, args };
}

const callableWords = new Set(
  'left right replace insert update values if truncate current_user current_date user grouping all any using exists case in like set with union cast collation'.split(
    ' ',
  ),
);

/** Names of columns and types in PostgreSQL that no function can have. */
const neverCalled = new Set(
  'between bigint bit boolean char character dec decimal float exists inout int integer interval national nchar none numeric out precision real row setof smallint time timestamp values varchar'.split(
    ' ',
  ),
);

function mayBeCalled(r: Reader, name: string): boolean {
  if (name === 'cast' || name === 'user' || name === 'collate') return true;
  if (r.dialect.postgresGrammar) return isPostgresFunctionName(name) && !neverCalled.has(name);
  return isPostgresFunctionName(name) || callableWords.has(name);
}

function readArguments(r: Reader, name: string): readonly Expression[] {
  const special = Object.hasOwn(specialForms, name) ? specialForms[name] : undefined;
  return r.parenthesised(() => {
    if (r.isType(')')) return needsArguments.has(name) ? r.fail() : [];
    if (r.isOp('*') && r.peek().type === ')') {
      if (r.dialect.postgresGrammar && (special || needsArguments.has(name))) r.fail();
      r.advance();
      return [];
    }
    return (special ?? readOrdinary)(r);
  });
}

const needsArguments = new Set('coalesce greatest least nullif cast extract trim position overlay'.split(' '));

function readOrdinary(r: Reader): readonly Expression[] {
  r.accept('distinct') || r.accept('all') || r.accept('unique');
  const args = r.commaList(() => readArgument(r));
  readOrderBy(r);
  if (r.dialect.postgresGrammar) return args;
  if (r.accept('separator')) r.advance();
  if (r.accept('ignore') || r.accept('respect')) r.expect('nulls');
  if (r.accept('limit')) readExpression(r);
  if (r.accept('having')) readHavingExtreme(r);
  if (r.accept('on')) readOnOverflow(r);
  return args;
}

function readHavingExtreme(r: Reader): void {
  if (!r.accept('max')) r.expect('min');
  readExpression(r);
}

function readOnOverflow(r: Reader): void {
  while (!r.isType(')') && !r.atEnd) r.advance();
}

function readArgument(r: Reader): Expression {
  r.accept('variadic');
  if (isNamedArgument(r)) r.index += 2;
  if (!r.dialect.postgresGrammar && startsQuery(r)) return { type: 'query', query: readQuery(r), exists: false };
  if (!r.dialect.postgresGrammar && r.isOp('*')) {
    r.advance();
    return OTHER;
  }
  if (!r.dialect.postgresGrammar && r.accept('table')) {
    readExpression(r);
    return OTHER;
  }
  const value = readExpression(r);
  if (value.type === 'query' && continuesQuery(r) && !r.isWord('order') && !r.isWord('limit'))
    return { type: 'query', query: readQueryRest(r, value.query), exists: false };
  if (!r.dialect.postgresGrammar && r.accept('as')) readArgumentLabel(r);
  return value;
}

/** `f(a AS b)`: a label in BigQuery's STRUCT, a type elsewhere. */
function readArgumentLabel(r: Reader): void {
  readTypeName(r);
}

function isNamedArgument(r: Reader): boolean {
  const { type } = r.current;
  if (type !== 'word' && type !== 'name' && type !== 'param') return false;
  const next = r.peek();
  if (next.type !== 'op') return false;
  return next.text === '=>' || next.text === ':=' || (next.text === '=' && isNamedByEquals(r));
}

/** DuckDB names arguments with `=`, T-SQL variables look alike: only behind a table function does it matter. */
function isNamedByEquals(r: Reader): boolean {
  return r.dialect.name === 'duckdb';
}

type SpecialForm = (r: Reader) => readonly Expression[];

const specialForms: Readonly<Record<string, SpecialForm>> = {
  cast: readCast,
  try_cast: readCast,
  safe_cast: readCast,
  treat: readCast,
  xmlserialize: readXmlSerialize,
  extract: readExtract,
  trim: readTrim,
  substring: readSubstring,
  substr: readSubstring,
  overlay: readOverlay,
  position: readPosition,
  convert: readConvert,
  try_convert: readConvert,
  match: readMatch,
  json_object: readJsonObject,
  json_objectagg: readJsonObject,
  json_arrayagg: readJsonArray,
  json_array: readJsonArray,
  json_value: readJsonPath,
  json_query: readJsonPath,
  json_exists: readJsonPath,
  json_table: readJsonTable,
  xmlelement: readXmlElement,
  xmlforest: readXmlForest,
  xmlparse: readXmlParse,
  xmltable: readJsonTable,
  xmlpi: readXmlElement,
  xmlexists: readXmlExists,
  normalize: readNormalize,
  struct: readStruct,
  char: readChar,
};

function readCast(r: Reader): readonly Expression[] {
  const value = readExpression(r);
  r.expect('as');
  readTypeName(r);
  if (!r.dialect.postgresGrammar) {
    if (r.accept('array')) return [value];
    if (r.accept('format')) readExpression(r);
  }
  return [value];
}

function readXmlSerialize(r: Reader): readonly Expression[] {
  r.accept('content') || r.accept('document');
  return readCast(r);
}

const extractFields = new Set(
  'year month day hour minute second century decade dow doy epoch isodow isoyear julian microseconds millennium milliseconds quarter timezone timezone_hour timezone_minute week'.split(
    ' ',
  ),
);

function readExtract(r: Reader): readonly Expression[] {
  if (!r.isType('word') && !r.isType('string') && !r.isType('name')) r.fail();
  if (r.dialect.postgresGrammar && r.isType('word') && !r.isOneOf(extractFields)) r.fail();
  r.advance();
  if (r.isType('(')) r.skipGroup();
  r.expect('from');
  return [OTHER, readExpression(r)];
}

function readTrim(r: Reader): readonly Expression[] {
  r.accept('both') || r.accept('leading') || r.accept('trailing');
  if (r.accept('from')) return r.commaList(() => readExpression(r));
  const first = readExpression(r);
  if (r.accept('from')) return r.commaList(() => readExpression(r));
  return r.acceptType(',') ? [first, ...r.commaList(() => readExpression(r))] : [first];
}

function readSubstring(r: Reader): readonly Expression[] {
  return readByWords(r, ['from', 'for', 'similar', 'escape']);
}

function readOverlay(r: Reader): readonly Expression[] {
  return readByWords(r, ['placing', 'from', 'for']);
}

/** Arguments with words between them, or with commas; never with both. */
function readByWords(r: Reader, separators: readonly string[]): readonly Expression[] {
  const args = [readArgument(r)];
  if (r.acceptType(',')) return [...args, ...r.commaList(() => readArgument(r))];
  const left = new Set(separators);
  while (r.isOneOf(left)) {
    left.delete(r.advance().text);
    args.push(readExpression(r));
  }
  return args;
}

/** The first operand of `position(a in b)` must not swallow the IN. */
function readPosition(r: Reader): readonly Expression[] {
  const args = [readExpression(r, 6)];
  while (r.accept('in') || r.acceptType(',')) args.push(readExpression(r));
  return args;
}

/** `convert(x, type)`, `convert(x using utf8)`, T-SQL's `convert(type, x, style)`. */
function readConvert(r: Reader): readonly Expression[] {
  const mark = r.mark();
  try {
    const value = readExpression(r);
    if (r.accept('using')) r.advance();
    else if (r.acceptType(',')) readTypeOrValues(r);
    if (!r.isType(')')) r.fail();
    return [value];
  } catch {
    r.rewind(mark);
    readTypeName(r);
    r.expectType(',');
    return r.commaList(() => readExpression(r));
  }
}

function readTypeOrValues(r: Reader): void {
  const mark = r.mark();
  try {
    r.commaList(() => readExpression(r));
    if (!r.isType(')')) r.fail();
  } catch {
    r.rewind(mark);
    readTypeName(r);
  }
}

function readMatch(r: Reader): readonly Expression[] {
  return readOrdinary(r);
}

function readJsonObject(r: Reader): readonly Expression[] {
  readJsonMembers(r);
  readJsonTail(r);
  return [];
}

function readJsonMembers(r: Reader): void {
  if (r.isWord('returning')) return;
  do {
    const keyed = r.isWord('key') && r.peek().type !== ',' && r.peek().type !== 'op' && r.peek().type !== '.';
    if (keyed) r.advance();
    readExpression(r);
    if (r.acceptOp(':') || r.accept('value')) readExpression(r);
    if (r.accept('format', 'json') && r.accept('encoding')) r.advance();
  } while (r.acceptType(','));
}

function readJsonTail(r: Reader): void {
  if (r.accept('null') || r.accept('absent')) r.expect('on', 'null');
  if (r.accept('with') || r.accept('without')) {
    r.expect('unique');
    r.accept('keys');
  }
  if (r.accept('returning')) readTypeName(r);
}

function readJsonArray(r: Reader): readonly Expression[] {
  if (r.isWord('returning')) {
    readJsonTail(r);
    return [];
  }
  if (startsQuery(r)) readQuery(r);
  else r.commaList(() => readExpression(r));
  readOrderBy(r);
  readJsonTail(r);
  return [];
}

/** `json_value(x, '$.a' RETURNING int NULL ON EMPTY ERROR ON ERROR)`. */
function readJsonPath(r: Reader): readonly Expression[] {
  const args = [readExpression(r)];
  while (r.acceptType(',')) args.push(readExpression(r));
  if (r.accept('passing')) r.commaList(() => readLabelled(r));
  if (r.accept('returning')) readTypeName(r);
  readJsonBehaviour(r);
  return args;
}

const behaviourWords = new Set(
  'null error default true false unknown empty array object on with without wrapper conditional unconditional keep omit quotes scalar string'.split(
    ' ',
  ),
);

function readJsonBehaviour(r: Reader): void {
  while (r.isOneOf(behaviourWords)) {
    if (r.accept('default')) readExpression(r);
    else r.advance();
  }
}

function readLabelled(r: Reader): Expression {
  const value = readExpression(r);
  if (r.accept('as')) r.advance();
  return value;
}

/** Column definitions name no tables: what is behind the first argument is passed over. */
function readJsonTable(r: Reader): readonly Expression[] {
  const first = r.accept('xmlnamespaces') ? passGroup(r) : readExpression(r);
  while (!r.isType(')')) {
    if (r.isType('(')) r.skipGroup();
    else if (r.atEnd) r.fail();
    else r.advance();
  }
  return [first];
}

function passGroup(r: Reader): Expression {
  r.skipGroup();
  return OTHER;
}

function readXmlElement(r: Reader): readonly Expression[] {
  r.expect('name');
  r.advance();
  if (!r.acceptType(',')) return [];
  if (r.accept('xmlattributes')) {
    r.parenthesised(() => r.commaList(() => readLabelled(r)));
    if (!r.acceptType(',')) return [];
  }
  return r.commaList(() => readExpression(r));
}

function readXmlForest(r: Reader): readonly Expression[] {
  return r.commaList(() => readLabelled(r));
}

function readXmlParse(r: Reader): readonly Expression[] {
  if (!r.accept('document')) r.expect('content');
  const value = readExpression(r);
  if (r.accept('preserve') || r.accept('strip')) r.expect('whitespace');
  return [value];
}

function readXmlExists(r: Reader): readonly Expression[] {
  const path = readExpression(r);
  r.expect('passing');
  r.accept('by', 'value') || r.accept('by', 'ref');
  return [path, readExpression(r)];
}

function readNormalize(r: Reader): readonly Expression[] {
  const value = readExpression(r);
  if (r.acceptType(',')) r.advance();
  return [value];
}

function readStruct(r: Reader): readonly Expression[] {
  return r.commaList(() => {
    const value = readExpression(r);
    if (r.accept('as')) r.advance();
    return value;
  });
}

function readChar(r: Reader): readonly Expression[] {
  const args = r.commaList(() => readExpression(r));
  if (r.accept('using')) r.advance();
  return args.length > 0 ? [VALUE] : [];
}

function readSuffixes(r: Reader): void {
  if (r.isSequence('within', 'group')) {
    r.index += 2;
    r.parenthesised(() => readOrderBy(r) || r.fail());
  }
  if (r.isWord('filter') && r.peek().type === '(') {
    r.advance();
    r.parenthesised(() => {
      if (!r.accept('where') && r.dialect.postgresGrammar) r.fail();
      readExpression(r);
    });
  }
  if (!r.dialect.postgresGrammar) readForeignSuffixes(r);
  if (r.isWord('over')) readWindow(r);
}

function readForeignSuffixes(r: Reader): void {
  if (r.isSequence('from', 'first') || r.isSequence('from', 'last')) r.index += 2;
  if (r.isSequence('ignore', 'nulls') || r.isSequence('respect', 'nulls')) r.index += 2;
  if (r.isWord('keep') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  if (r.isWord('against') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
}

export function readWindow(r: Reader): void {
  r.expect('over');
  if (!r.isType('(')) {
    if (r.current.type !== 'word' && r.current.type !== 'name') r.fail();
    r.advance();
    return;
  }
  r.parenthesised(() => readWindowDefinition(r));
}

/** What stands in the parentheses of OVER and behind WINDOW name AS. */
export function readWindowDefinition(r: Reader): void {
  if (!r.isType(')') && !r.isOneOf(windowWords)) {
    if (!isNameToken(r.current, r.dialect)) r.fail();
    r.advance();
  }
  if (r.accept('partition', 'by') || r.accept('distribute', 'by')) r.commaList(() => readExpression(r));
  readOrderBy(r);
  if (r.accept('rows') || r.accept('range') || r.accept('groups')) readFrame(r);
}

const windowWords = ['partition', 'order', 'rows', 'range', 'groups', 'distribute'];

function readFrame(r: Reader): void {
  if (r.accept('between')) {
    readBound(r);
    r.expect('and');
    readBound(r);
  } else readBound(r);
  if (!r.accept('exclude')) return;
  if (r.accept('current', 'row') || r.accept('no', 'others')) return;
  r.accept('group') || r.expect('ties');
}

function readBound(r: Reader): void {
  if (r.accept('current', 'row')) return;
  if (!r.accept('unbounded')) readExpression(r, 3);
  if (!r.accept('preceding')) r.expect('following');
}
