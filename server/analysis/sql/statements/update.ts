/** UPDATE: one effect per column. */
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import type { Name } from '../names';
import { readEffectsOfOthers, smaller } from '../read-effects';
import { readExpression } from '../read-expression';
import { addTarget, readFrom, readTableReference } from '../read-from';
import { isTableName, readTableAlias } from '../read-query';
import type { Reader } from '../reader';
import type { Source } from '../scope';
import { whereFormOf } from '../where-form';
import { type AssignedColumn, readAssignments } from './assignments';
import { readOutput, readReturning } from './returning';
import { readRowBound, readWhere } from './row-selection';
import { resolveTarget, targetNamed } from './target';

export function readUpdate(r: Reader): void {
  const start = r.index;
  r.expect('update');
  r.withScope(() => {
    const top = readUpdateModifiers(r);
    readTargets(r);
    const targets = r.scope.sources.length;
    r.expect('set');
    const columns = readAssignments(r);
    readOutput(r);
    if (r.accept('from')) readFrom(r);
    const where = readWhere(r);
    const limit = smaller(top, readRowBound(r));
    const target = resolveTarget(r, r.scope.sources[0] as Source);
    const form = whereFormOf(where, targetNamed(r, target));
    const rows = smaller(limit, form.rows);
    const span = r.spanFrom(start);
    for (const { table, column, sure } of writesOf(r, columns, target, targets))
      r.add({
        kind: 'db.rows.update',
        table,
        column,
        where: form.form,
        rows: rows ?? UNKNOWN,
        extent: rows === 1 ? 'single' : rows === undefined && form.form !== 'range' ? 'unbounded' : 'bounded',
        undo: 'irreversible',
        span,
        ...(sure ? {} : { certainty: 'possible' as const }),
      });
    readEffectsOfOthers(r, target, span);
    readReturning(r, target, rows);
  });
}

function readUpdateModifiers(r: Reader): number | undefined {
  if (r.dialect.postgresGrammar) return undefined;
  if (r.accept('or')) r.advance();
  r.accept('low_priority');
  r.accept('ignore');
  if (!r.isWord('top') || r.peek().type !== '(') return undefined;
  r.advance();
  const count = r.parenthesised(() => readExpression(r));
  if (r.accept('percent')) return undefined;
  return count.type === 'constant' && typeof count.value === 'number' ? count.value : undefined;
}

/** MySQL lists and joins targets like sources. */
function readTargets(r: Reader): void {
  if (!r.dialect.postgresGrammar) {
    readFrom(r);
    return;
  }
  const table = readTableReference(r);
  addTarget(
    r,
    table,
    readTableAlias(r, (word) => word !== 'set' && isTableName(r, word)),
  );
}

interface Write {
  readonly table: Text;
  readonly column: Name;
  readonly sure: boolean;
}

function writesOf(r: Reader, columns: readonly AssignedColumn[], target: Source, targets: number): readonly Write[] {
  const seen = new Set<string>();
  const writes: Write[] = [];
  for (const { qualifier, name } of columns) {
    const source = qualifier === undefined ? undefined : r.scope.find(qualifier);
    const candidates = source
      ? [source]
      : targets > 1 && qualifier === undefined
        ? r.scope.sources.slice(0, targets)
        : [target];
    const sure = candidates.length === 1;
    for (const candidate of candidates) {
      const resolved = resolveTarget(r, candidate);
      if (resolved.table === undefined && candidates.length > 1) continue;
      const key = `${String(resolved.table)} ${name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      writes.push({ table: resolved.table ?? UNKNOWN, column: name, sure });
    }
  }
  return writes;
}
