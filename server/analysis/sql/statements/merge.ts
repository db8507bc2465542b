/** MERGE: the effects of every branch. */
import { UNKNOWN } from '../../../effects/value';
import { isPostgresName } from '../keywords';
import type { Name } from '../names';
import { readEffectsOfOthers } from '../read-effects';
import { readExpression } from '../read-expression';
import { addTarget, readFrom, readJoined, readTableReference } from '../read-from';
import { readTableAlias } from '../read-query';
import type { Reader } from '../reader';
import type { Source } from '../scope';
import { readAssignments } from './assignments';
import { insertEffects, readWrittenColumn } from './insert';
import { readOutput, readReturning } from './returning';

export function readMerge(r: Reader): void {
  const start = r.index;
  r.expect('merge');
  r.withScope(() => {
    if (!r.accept('into') && r.dialect.postgresGrammar) r.fail();
    readTarget(r);
    const target = r.scope.sources[0] as Source;
    r.expect('using');
    if (r.dialect.postgresGrammar) readJoined(r);
    else readFrom(r);
    r.expect('on');
    readExpression(r);
    if (!r.isWord('when')) r.fail();
    while (r.isWord('when')) readBranch(r, target, start);
    readEffectsOfOthers(r, target, r.spanFrom(start));
    readOutput(r);
    readReturning(r, target, undefined);
  });
}

function readTarget(r: Reader): void {
  if (!r.dialect.postgresGrammar) {
    readJoined(r);
    return;
  }
  const table = readTableReference(r);
  addTarget(
    r,
    table,
    readTableAlias(r, (word) => word !== 'set' && isPostgresName(word)),
  );
}

function readBranch(r: Reader, target: Source, start: number): void {
  r.expect('when');
  r.accept('not');
  r.expect('matched');
  if (r.accept('by') && !r.accept('source')) r.expect('target');
  if (r.accept('and')) readExpression(r);
  r.expect('then');
  if (r.accept('do', 'nothing')) return;
  if (r.accept('delete')) deletes(r, target, start);
  else if (r.accept('update')) readUpdateBranch(r, target, start);
  else if (r.accept('insert')) readInsertBranch(r, target, start);
  else r.fail();
}

function deletes(r: Reader, target: Source, start: number): void {
  if (r.accept('where')) readExpression(r);
  r.add({
    kind: 'db.rows.delete',
    table: target.table ?? UNKNOWN,
    where: 'other',
    method: 'delete',
    cascade: false,
    extent: 'unbounded',
    undo: 'irreversible',
    span: r.spanFrom(start),
  });
}

function readUpdateBranch(r: Reader, target: Source, start: number): void {
  r.expect('set');
  const columns = new Set(readAssignments(r).map((column) => column.name));
  if (!r.dialect.postgresGrammar && r.accept('where')) readExpression(r);
  for (const column of columns)
    r.add({
      kind: 'db.rows.update',
      table: target.table ?? UNKNOWN,
      column,
      where: 'other',
      extent: 'unbounded',
      undo: 'irreversible',
      span: r.spanFrom(start),
    });
  if (!r.dialect.postgresGrammar && r.accept('delete')) deletes(r, target, start);
}

function readInsertBranch(r: Reader, target: Source, start: number): void {
  let columns: readonly Name[] = ['*'];
  if (!r.dialect.postgresGrammar && r.acceptOp('*')) columns = ['*'];
  else if (r.isType('(')) columns = r.parenthesised(() => r.commaList(() => readWrittenColumn(r)));
  if (r.accept('overriding')) {
    r.advance();
    r.expect('value');
  }
  if (r.accept('values')) r.parenthesised(() => r.commaList(() => readExpression(r)));
  else if (!r.accept('default', 'values')) r.accept('row');
  if (!r.dialect.postgresGrammar && r.accept('where')) readExpression(r);
  insertEffects(r, { table: target.table ?? UNKNOWN, columns, rows: undefined, upsert: false, start });
}
