/** INSERT and REPLACE, with upserts. */
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { type Name, readIdentifier, readObjectName } from '../names';
import { readExpression, readValue } from '../read-expression';
import { readTableReference } from '../read-from';
import { isTableName, readQuery, readWith, startsQuery } from '../read-query';
import type { Reader } from '../reader';
import type { Source } from '../scope';
import { readAssignments } from './assignments';
import { readOutput, readReturning } from './returning';
import { readStatement } from './statement';

export function readInsert(r: Reader): void {
  const start = r.index;
  r.expect('insert');
  if (!r.dialect.postgresGrammar && (r.isWord('all') || r.isWord('first'))) {
    readMultiInsert(r, start);
    return;
  }
  const mode = readModifiers(r);
  if (!r.accept('into') && (r.dialect.postgresGrammar || mode.overwrite)) r.dialect.postgresGrammar && r.fail();
  readInsertion(r, start, mode);
}

export function readReplace(r: Reader): void {
  const start = r.index;
  if (r.dialect.postgresGrammar) r.fail();
  r.expect('replace');
  r.accept('low_priority') || r.accept('delayed');
  r.accept('into');
  readInsertion(r, start, { upsert: true, overwrite: false });
}

interface Mode {
  /** A row that is there already is replaced as a whole. */
  readonly upsert: boolean;
  /** What was in the table goes. */
  readonly overwrite: boolean;
}

function readModifiers(r: Reader): Mode {
  if (r.dialect.postgresGrammar) return { upsert: false, overwrite: false };
  let upsert = false;
  if (r.accept('or')) {
    upsert = r.isWord('replace');
    r.advance();
  }
  while (r.accept('low_priority') || r.accept('high_priority') || r.accept('delayed') || r.accept('ignore'));
  if (r.isWord('top') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  return { upsert, overwrite: r.accept('overwrite') };
}

function readInsertion(r: Reader, start: number, mode: Mode): void {
  r.withScope(() => {
    if (!r.dialect.postgresGrammar) r.accept('table');
    const table = readTableReference(r);
    if (r.isWord('partition') && r.peek().type === '(') {
      r.advance();
      r.skipGroup();
    }
    const alias = readInsertAlias(r);
    const target: Source = { alias: alias ?? table.last, table: table.name };
    const columns = readColumns(r);
    if (r.accept('overriding')) {
      r.accept('system') || r.expect('user');
      r.expect('value');
    }
    readOutput(r);
    const { rows, assigned } = readRows(r);
    const written = columns ?? assigned ?? ['*'];
    r.scope.sources.push(target);
    const updated = readConflict(r);
    const span = r.spanFrom(start);
    const upsert = mode.upsert || updated !== undefined;
    insertEffects(r, { table: table.name, columns: written, rows, upsert, start });
    if (mode.upsert)
      r.add({
        kind: 'db.rows.update',
        table: table.name,
        column: '*',
        where: 'key',
        rows: rows ?? UNKNOWN,
        extent: 'bounded',
        undo: 'irreversible',
        certainty: 'possible',
        span,
      });
    if (mode.overwrite)
      r.add({
        kind: 'db.rows.delete',
        table: table.name,
        where: 'none',
        method: 'truncate',
        extent: 'unbounded',
        undo: 'irreversible',
        span,
      });
    for (const column of updated ?? [])
      r.add({
        kind: 'db.rows.update',
        table: table.name,
        column,
        where: 'key',
        rows: rows ?? UNKNOWN,
        extent: 'bounded',
        undo: 'irreversible',
        span,
      });
    readReturning(r, target, rows);
  });
}

interface Insertion {
  readonly table: Text;
  readonly columns: readonly Name[];
  readonly rows: number | undefined;
  readonly upsert: boolean;
  readonly start: number;
}

export function insertEffects(r: Reader, { table, columns, rows, upsert, start }: Insertion): void {
  const span = r.spanFrom(start);
  for (const column of new Set(columns))
    r.add({
      kind: 'db.rows.insert',
      table,
      column,
      rows: rows ?? UNKNOWN,
      upsert,
      extent: rows === 1 ? 'single' : rows === undefined ? 'unbounded' : 'bounded',
      undo: 'recoverable',
      span,
    });
}

function readInsertAlias(r: Reader): string | undefined {
  if (r.accept('as')) return readIdentifier(r) ?? undefined;
  const bare =
    !r.dialect.postgresGrammar && r.isType('word') && r.peek().type === '(' && isTableName(r, r.current.text);
  return bare && !r.isOneOf(['values', 'value', 'default', 'output', 'exec', 'execute'])
    ? (readIdentifier(r) ?? undefined)
    : undefined;
}

function readColumns(r: Reader): readonly Name[] | undefined {
  if (!r.isType('(') || startsQuery(r, 1) || r.peek().type === '(') return undefined;
  return r.parenthesised(() => (r.isType(')') ? ['*'] : r.commaList(() => readWrittenColumn(r))));
}

/** A column that is written, or a part of one: `a`, `t.a`, `a[1]`. */
export function readWrittenColumn(r: Reader): Name {
  let name = readIdentifier(r);
  while (r.acceptType('.')) {
    const part = readIdentifier(r);
    if (!r.dialect.postgresGrammar) name = part;
  }
  while (r.isType('[')) {
    r.advance();
    readExpression(r);
    r.expectType(']');
  }
  return name;
}

interface Rows {
  readonly rows: number | undefined;
  readonly assigned?: readonly Name[];
}

function readRows(r: Reader): Rows {
  if (r.accept('default', 'values')) return { rows: 1 };
  if (r.isWord('values') || (r.isWord('value') && !r.dialect.postgresGrammar)) return { rows: readTuples(r) };
  if (!r.dialect.postgresGrammar) {
    if (r.accept('set')) return { rows: 1, assigned: readAssignments(r).map((column) => column.name) };
    if (r.isWord('exec') || r.isWord('execute')) {
      readStatement(r);
      return { rows: undefined };
    }
  }
  return readSelected(r);
}

function readTuples(r: Reader): number {
  r.advance();
  const tuples = r.commaList(() => {
    if (!r.dialect.postgresGrammar) r.accept('row');
    r.parenthesised(() => (r.isType(')') && !r.dialect.postgresGrammar ? [] : r.commaList(() => readValue(r))));
  });
  return tuples.length;
}

function readSelected(r: Reader): Rows {
  if (r.isWord('with')) {
    readWith(r);
    if (r.isWord('insert')) {
      readStatement(r);
      return { rows: undefined };
    }
  }
  if (!r.isType('(') && !startsQuery(r)) r.fail();
  const { limit, hasFrom } = readQuery(r);
  return { rows: limit ?? (hasFrom ? undefined : 1) };
}

/** ON CONFLICT and ON DUPLICATE KEY; the columns they update, `undefined` when they update none. */
function readConflict(r: Reader): readonly Name[] | undefined {
  if (!r.dialect.postgresGrammar && r.accept('as')) {
    readIdentifier(r);
    if (r.isType('(')) r.skipGroup();
  }
  let updated: Name[] | undefined;
  while (r.isWord('on')) {
    const columns = r.isWord('duplicate', 1) ? readDuplicateKey(r) : readOnConflict(r);
    if (columns) updated = [...(updated ?? []), ...columns];
  }
  return updated;
}

function readDuplicateKey(r: Reader): readonly Name[] {
  if (r.dialect.postgresGrammar) r.fail();
  r.expect('on', 'duplicate', 'key', 'update');
  return readAssignments(r).map((column) => column.name);
}

function readOnConflict(r: Reader): readonly Name[] | undefined {
  r.expect('on', 'conflict');
  if (r.accept('on', 'constraint')) readIdentifier(r);
  else if (r.isType('(')) r.skipGroup();
  if (r.accept('where')) readExpression(r);
  r.expect('do');
  if (r.accept('nothing')) return undefined;
  r.expect('update', 'set');
  const columns = readAssignments(r).map((column) => column.name);
  if (r.accept('where')) readExpression(r);
  return columns;
}

/** Oracle's and Snowflake's `INSERT ALL INTO a … INTO b … SELECT`. */
function readMultiInsert(r: Reader, start: number): void {
  r.advance();
  while (!r.atEnd && !startsQuery(r)) {
    if (r.accept('when')) {
      readExpression(r);
      r.expect('then');
    } else if (r.accept('into')) readOneOfMany(r, start);
    else r.expect('else');
  }
  r.withScope(() => readQuery(r));
}

function readOneOfMany(r: Reader, start: number): void {
  r.withScope(() => {
    const table = readObjectName(r);
    const columns = readColumns(r) ?? ['*'];
    if (r.isWord('values')) readTuples(r);
    insertEffects(r, { table: table.name, columns, rows: undefined, upsert: false, start });
  });
}
