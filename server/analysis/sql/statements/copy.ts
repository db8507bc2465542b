/** Bulk movement: COPY, UNLOAD, LOAD DATA. */
import type { EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { type Name, readIdentifier } from '../names';
import { readExpression } from '../read-expression';
import { readTableReference } from '../read-from';
import type { Reader } from '../reader';
import { insertEffects } from './insert';
import { passRest } from './pass';
import { readStatement } from './statement';

type Destination = NonNullable<EffectDraftOf<'db.export'>['to']>;

/** Who reads and writes the files: the server, or the client for `\copy`. */
export type CopySide = 'server' | 'client';

export function readCopy(r: Reader): void {
  // DuckDB runs inside its client.
  readCopyFor(r, r.dialect.name === 'duckdb' ? 'client' : 'server');
}

export function readCopyFor(r: Reader, side: CopySide): void {
  const start = r.index;
  r.expect('copy');
  r.accept('binary');
  if (r.accept('into')) {
    readCopyInto(r, start);
    return;
  }
  if (r.isType('(')) {
    const from = r.effects.length;
    r.parenthesised(() => readStatement(r));
    r.expect('to');
    readDestination(r, { table: onlyTable(r, from), side, start });
    return;
  }
  const { name } = readTableReference(r);
  const columns = r.isType('(') ? r.parenthesised(() => r.commaList(() => readIdentifier(r))) : ['*'];
  if (r.accept('to')) readDestination(r, { table: name, side, start });
  else if (r.accept('from')) readOrigin(r, { table: name, side, start, columns });
  else r.fail();
}

interface Copy {
  readonly table: Text;
  readonly side: CopySide;
  readonly start: number;
}

function readDestination(r: Reader, { table, side, start }: Copy): void {
  const program = r.accept('program');
  const target = readEndpoint(r);
  passOptions(r);
  const span = r.spanFrom(start);
  const to: Destination = program ? 'program' : destinationOf(target);
  r.add({ kind: 'db.export', table, to, span });
  if (program) runsProgram(r, target, side, start);
  else if (to === 'file' && side === 'server') r.add({ kind: 'db.exec', what: 'file-io', name: target, span });
  else if (to === 'file') r.add({ kind: 'fs.write', path: target, mode: 'overwrite', span });
}

function readOrigin(r: Reader, { table, side, start, columns }: Copy & { columns: readonly Name[] }): void {
  const program = r.accept('program');
  const source = readEndpoint(r);
  passOptions(r);
  if (r.accept('where')) readExpression(r);
  const span = r.spanFrom(start);
  insertEffects(r, { table, columns, rows: undefined, upsert: false, start });
  if (program) runsProgram(r, source, side, start);
  else if (source !== STREAM && side === 'server' && destinationOf(source) === 'file')
    r.add({ kind: 'db.exec', what: 'file-io', name: source, span });
  else if (source !== STREAM && side === 'client') r.add({ kind: 'fs.read', path: source, audience: 'process', span });
}

function runsProgram(r: Reader, command: Text, side: CopySide, start: number): void {
  const span = r.spanFrom(start);
  if (side === 'client') r.runs.push({ type: 'shell', text: command, span, label: '\\copy' });
  else r.add({ kind: 'db.exec', what: 'os-program', name: command, span });
}

const STREAM = '';

/** STDIN and STDOUT are the stream between client and server. */
function readEndpoint(r: Reader): Text {
  if (r.accept('stdin') || r.accept('stdout') || r.accept('pstdin') || r.accept('pstdout')) return STREAM;
  if (r.isType('hole') || r.isType('param')) {
    r.advance();
    return UNKNOWN;
  }
  if (r.isType('string')) return r.advance().text;
  return readBareEndpoint(r);
}

/** `\copy t to out.csv`: the client takes unquoted paths. */
function readBareEndpoint(r: Reader): Text {
  const start = r.current.start;
  let end = start;
  while (!r.atEnd && (end === start || r.current.start === end)) end = r.advance().end;
  if (end === start) r.fail();
  return r.text.slice(start, end);
}

function destinationOf(target: Text): Destination {
  if (target === STREAM) return 'stdout';
  if (typeof target === 'string' && /^(s3|gs|gcs|azure|abfss?|wasbs?|r2):/i.test(target)) return 'bucket';
  if (typeof target === 'string' && /^[a-z]+:\/\//i.test(target)) return 'remote';
  return typeof target === 'string' && target.startsWith('@') ? 'bucket' : 'file';
}

function passOptions(r: Reader): void {
  while (!r.atEnd && !r.isType(';') && !r.isType(')') && !r.isWord('where')) {
    if (r.isType('(')) r.skipGroup();
    else if (r.isType('bad')) r.fail();
    else r.advance();
  }
}

/** The only table the copied query reads. */
function onlyTable(r: Reader, from: number): Text {
  const tables = new Set<Text>();
  for (const effect of r.effects.slice(from)) if (effect.kind === 'db.read') tables.add(effect.table ?? UNKNOWN);
  const [table] = tables;
  return tables.size === 1 && table !== undefined ? table : UNKNOWN;
}

/** Snowflake: `COPY INTO @stage FROM t` unloads, `COPY INTO t FROM @stage` loads. */
function readCopyInto(r: Reader, start: number): void {
  const target = r.current;
  const unloads = target.type === 'param' || target.type === 'string' || r.isOp('@');
  if (unloads) {
    while (!r.atEnd && !r.isWord('from')) r.advance();
    r.expect('from');
    const from = r.effects.length;
    const table = r.isType('(') ? readUnloadedQuery(r, from) : readTableReference(r).name;
    passRest(r);
    r.add({
      kind: 'db.export',
      table,
      to: target.type === 'string' ? destinationOf(target.text) : 'bucket',
      span: r.spanFrom(start),
    });
    return;
  }
  const { name } = readTableReference(r);
  passRest(r);
  insertEffects(r, { table: name, columns: ['*'], rows: undefined, upsert: false, start });
}

function readUnloadedQuery(r: Reader, from: number): Text {
  r.parenthesised(() => readStatement(r));
  return onlyTable(r, from);
}

/** Redshift's `UNLOAD ('select …') TO 's3://…'`. */
export function readUnload(r: Reader): void {
  const start = r.index;
  if (r.dialect.postgresGrammar) r.fail();
  r.expect('unload');
  const query = r.parenthesised(() => (r.isType('string') ? r.advance() : undefined) ?? r.fail());
  r.expect('to');
  const target = readEndpoint(r);
  passRest(r);
  r.nested.push({ text: query.text, span: { start: query.start, end: query.end }, elsewhere: false });
  r.add({ kind: 'db.export', to: destinationOf(target), span: r.spanFrom(start) });
}

/** MySQL's `LOAD DATA INFILE`; PostgreSQL's `LOAD 'library'`; Hive's and DuckDB's. */
export function readLoad(r: Reader): void {
  const start = r.index;
  r.expect('load');
  if (!r.isOneOf(['data', 'xml'])) {
    const library = r.isType('string') || !r.dialect.postgresGrammar ? r.advance().text : r.fail();
    r.add({ kind: 'db.exec', what: 'extension', name: library, span: r.spanFrom(start) });
    return;
  }
  r.advance();
  const words = new Set<string>();
  while (!r.atEnd && !r.isType('string') && !r.isType(';')) words.add(r.advance().text);
  const file = r.expectType('string').text;
  while (!r.atEnd && !r.isSequence('into', 'table')) r.advance();
  r.expect('into', 'table');
  const { name } = readTableReference(r);
  passRest(r);
  insertEffects(r, { table: name, columns: ['*'], rows: undefined, upsert: words.has('replace'), start });
  const span = r.spanFrom(start);
  if (words.has('local')) r.add({ kind: 'fs.read', path: file, audience: 'process', span });
  else r.add({ kind: 'db.exec', what: 'file-io', name: file, span });
}
