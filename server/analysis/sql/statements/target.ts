/** The table a writing statement changes, behind aliases. */
import type { Target } from '../key-column';
import type { Reader } from '../reader';
import type { Source } from '../scope';

/**
 * T-SQL and MySQL name the target by an alias that FROM defines (`UPDATE o SET … FROM orders o`); PostgreSQL never
 * does: there the same name in FROM is a second, independent use of the table.
 */
export function resolveTarget(r: Reader, written: Source): Source {
  if (r.dialect.postgresGrammar || typeof written.table !== 'string' || written.table.includes('.')) return written;
  const real = r.scope.sources.find((source) => source !== written && source.alias === written.table);
  return real ?? written;
}

export function targetNamed(r: Reader, target: Source): Target {
  const others = r.scope.sources.filter((source) => source !== target && source.table !== target.table);
  return {
    table: typeof target.table === 'string' ? target.table : undefined,
    alias: target.alias,
    alone: others.filter((source) => source.table !== target.alias).length === 0,
  };
}
