/** DELETE, in the forms of every dialect; one effect per table that loses rows. */
import { UNKNOWN } from '../../../effects/value';
import { isAnyAlias } from '../keywords';
import { foldName, type ObjectName } from '../names';
import { readEffectsOfOthers, smaller } from '../read-effects';
import { readExpression } from '../read-expression';
import { addTarget, readFrom, readTableReference } from '../read-from';
import { isTableName, readTableAlias } from '../read-query';
import type { Reader } from '../reader';
import type { Source } from '../scope';
import { whereFormOf } from '../where-form';
import { readOutput, readReturning } from './returning';
import { readRowBound, readWhere } from './row-selection';
import { resolveTarget, targetNamed } from './target';

export function readDelete(r: Reader): void {
  const start = r.index;
  r.expect('delete');
  r.withScope(() => {
    const top = readDeleteModifiers(r);
    if (!r.accept('from') && r.dialect.postgresGrammar) r.fail();
    const written = readTargets(r);
    readOutput(r);
    if (r.accept('using') || (!r.dialect.postgresGrammar && r.accept('from'))) readFrom(r);
    else if (!r.dialect.postgresGrammar && r.isOneOf(joins)) r.fail();
    const where = readWhere(r);
    const limit = smaller(top, readRowBound(r));
    const targets = written.map((source) => resolveTarget(r, source));
    const span = r.spanFrom(start);
    for (const target of targets) {
      const form = whereFormOf(where, targetNamed(r, target));
      const rows = smaller(limit, form.rows);
      r.add({
        kind: 'db.rows.delete',
        table: target.table ?? UNKNOWN,
        where: form.form,
        rows: rows ?? UNKNOWN,
        method: 'delete',
        cascade: false,
        extent: rows === 1 ? 'single' : rows === undefined && form.form !== 'range' ? 'unbounded' : 'bounded',
        undo: 'irreversible',
        span,
      });
      readReturning(r, target, rows);
    }
    readEffectsOfOthers(r, targets, span);
  });
}

const joins = ['join', 'inner', 'left'];

function readDeleteModifiers(r: Reader): number | undefined {
  if (r.dialect.postgresGrammar) return undefined;
  while (r.accept('low_priority') || r.accept('quick') || r.accept('ignore'));
  if (!r.isWord('top') || r.peek().type !== '(') return undefined;
  r.advance();
  const count = r.parenthesised(() => readExpression(r));
  if (r.accept('percent')) return undefined;
  return count.type === 'constant' && typeof count.value === 'number' ? count.value : undefined;
}

function readTargets(r: Reader): readonly Source[] {
  const before = r.scope.sources.length;
  if (r.dialect.postgresGrammar) readPostgresTarget(r);
  else r.commaList(() => readForeignTarget(r));
  return r.scope.sources.slice(before);
}

function readPostgresTarget(r: Reader): void {
  const table = readTableReference(r);
  addTarget(
    r,
    table,
    readTableAlias(r, (word) => word !== 'set' && isTableName(r, word)),
  );
}

/** `t`, `t.*`, `t AS x`, `t PARTITION (p)`, `t WITH (TABLOCK)`, `@t`. */
function readForeignTarget(r: Reader): void {
  if (r.isType('param')) {
    r.advance();
    r.scope.sources.push({ alias: undefined, table: undefined });
    return;
  }
  const table = readTargetName(r);
  if (r.isWord('partition') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  if (r.isWord('with') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  addTarget(r, table, readTableAlias(r, isAnyAlias));
}

/** The star of MySQL's `t.*` says nothing more. */
function readTargetName(r: Reader): ObjectName {
  if (r.peek().type !== '.' || r.peek(2).text !== '*') return readTableReference(r);
  const token = r.advance();
  r.index += 2;
  const name = foldName(token, r.dialect);
  return { name, last: name, parts: 1 };
}
