/** TRUNCATE: every row of every named table. */
import type { ObjectName } from '../names';
import { readTableReference } from '../read-from';
import type { Reader } from '../reader';

export function readTruncate(r: Reader): void {
  const start = r.index;
  r.expect('truncate');
  r.accept('table');
  if (!r.dialect.postgresGrammar) r.accept('if', 'exists');
  const tables = r.commaList(() => readTableReference(r));
  const cascade = readOptions(r);
  truncates(r, tables, cascade, start);
}

function truncates(r: Reader, tables: readonly ObjectName[], cascade: boolean, start: number): void {
  for (const { name } of tables)
    r.add({
      kind: 'db.rows.delete',
      table: name,
      where: 'none',
      method: 'truncate',
      cascade,
      extent: 'unbounded',
      undo: 'irreversible',
      span: r.spanFrom(start),
    });
}

function readOptions(r: Reader): boolean {
  let cascade = false;
  for (;;) {
    if (r.accept('restart', 'identity') || r.accept('continue', 'identity') || r.accept('restrict')) continue;
    if (r.accept('cascade')) cascade = true;
    else if (r.dialect.postgresGrammar || !readForeignOption(r)) return cascade;
  }
}

function readForeignOption(r: Reader): boolean {
  if (r.isWord('with') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
    return true;
  }
  if (r.accept('partition')) {
    r.skipGroup();
    return true;
  }
  return (
    r.accept('drop', 'storage') ||
    r.accept('drop', 'all', 'storage') ||
    r.accept('reuse', 'storage') ||
    r.accept('constraints') ||
    r.accept('purge', 'materialized', 'view', 'log') ||
    r.accept('immediate')
  );
}
