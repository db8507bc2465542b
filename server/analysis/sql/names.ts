/**
 * Names of tables and other objects, in the one form that effects and policies use.
 *
 * The rule: `schema.table` when the statement says so, else `table`; a catalog before the schema is dropped. Unquoted
 * parts are lower case in every dialect. Quoted parts keep their case where the database does (PostgreSQL, DuckDB
 * aside), are lower case where it compares without case (MySQL, SQLite, SQL Server, BigQuery), and where unquoted
 * names mean upper case (Oracle, Snowflake) an all-upper quoted part is the same as an unquoted one. A part that
 * itself contains a dot stays in double quotes. An unqualified table may be any schema's: matching says so.
 */
import type { Text } from '../../effects/value';
import { UNKNOWN, type Unknown } from '../../effects/value';
import type { DialectTraits } from './dialect';
import { isAnyName, isPostgresName } from './keywords';
import type { Reader } from './reader';
import { HOLE, type Token } from './token';

export interface ObjectName {
  readonly name: Text;
  /** The last part, folded; what columns are qualified with when there is no alias. */
  readonly last: string | undefined;
  readonly parts: number;
}

/** A bare name, as far as it is known. */
export type Name = string | Unknown;

export function foldName(token: Token, dialect: DialectTraits): string {
  if (token.type === 'word') return cut(token.text, dialect);
  const kept = cut(keepCase(token.text, dialect) ? token.text : token.text.toLowerCase(), dialect);
  return kept.includes('.') && dialect.name !== 'bigquery' ? `"${kept}"` : kept;
}

/** PostgreSQL silently cuts names after 63 bytes. */
const POSTGRES_NAME_BYTES = 63;

function cut(name: string, dialect: DialectTraits): string {
  if (!dialect.postgresGrammar || name.length <= POSTGRES_NAME_BYTES / 4) return name;
  const bytes = new TextEncoder().encode(name);
  if (bytes.length <= POSTGRES_NAME_BYTES) return name;
  return new TextDecoder().decode(bytes.subarray(0, POSTGRES_NAME_BYTES)).replace(/\uFFFD$/, '');
}

function keepCase(name: string, dialect: DialectTraits): boolean {
  if (dialect.quotedNames === 'kept') return true;
  return dialect.quotedNames === 'upper-is-plain' && name !== name.toUpperCase();
}

/** Can the token be (a part of) a name here? */
export function isNameToken(token: Token, dialect: DialectTraits): boolean {
  if (token.type === 'name' || token.type === 'hole') return true;
  if (token.type === 'string') return false;
  if (token.type !== 'word') return false;
  return dialect.postgresGrammar ? isPostgresName(token.text) : isAnyName(token.text);
}

/** `a`, `a.b`, `a.b.c`, `a..b`. */
export function readObjectName(r: Reader): ObjectName {
  if (!isNameToken(r.current, r.dialect)) r.fail();
  const parts = [readPart(r)];
  while (r.isType('.')) {
    r.advance();
    if (r.isType('.') && !r.dialect.postgresGrammar) r.advance();
    if (!isPartToken(r.current)) r.fail();
    parts.push(readPart(r));
  }
  if (r.dialect.postgresGrammar && parts.length > 3) r.fail();
  return objectName(r.dialect.name === 'bigquery' ? parts.flatMap((part) => part?.split('.')) : parts);
}

/** A name, or a string that names (MySQL and T-SQL accept some, Snowflake's `identifier('t')`). */
export function readLooseName(r: Reader): ObjectName {
  if (r.isType('string')) {
    const text = r.advance().text;
    return objectName(text.toLowerCase().split('.'));
  }
  return readObjectName(r);
}

function objectName(parts: readonly (string | undefined)[]): ObjectName {
  const known = parts.every((part) => part !== undefined);
  if (!known) return { name: UNKNOWN, last: parts.at(-1), parts: parts.length };
  return { name: parts.slice(-2).join('.'), last: parts.at(-1), parts: parts.length };
}

function isPartToken(token: Token): boolean {
  return token.type === 'word' || token.type === 'name' || token.type === 'hole';
}

/** One part; `undefined` when some of it is not known. */
function readPart(r: Reader): string | undefined {
  return readNamePart(r) ?? undefined;
}

/** One part of a name with what is glued to it; unknown when some of that is not known. */
export function readNamePart(r: Reader): Name {
  const token = r.advance();
  if (token.text.includes(HOLE)) r.sawHole = true;
  let known = token.type !== 'hole' && !token.text.includes(HOLE);
  while (!r.atEnd && isPartToken(r.current) && r.current.start === r.previous?.end) {
    if (r.current.type !== 'hole' && r.previous.type !== 'hole') break;
    r.advance();
    known = false;
  }
  return known ? foldName(token, r.dialect) : UNKNOWN;
}

/** A bare name that is no reserved word; folded. */
export function readName(r: Reader): Name {
  if (!isNameToken(r.current, r.dialect)) r.fail();
  return readIdentifier(r);
}

/** A bare name without dots, reserved or not; folded. */
export function readIdentifier(r: Reader): Name {
  if (!isPartToken(r.current)) r.fail();
  return readNamePart(r);
}
