/** Effects as one readable line each, for tests that show what a statement yields. */

import type { Run } from '../../../server/analysis/programs/spec';
import { analyseSql } from '../../../server/analysis/sql/analyse-sql';
import type { EffectDraft } from '../../../server/effects/effect';
import { displayText, isPattern } from '../../../server/effects/value';
import type { SqlDialect } from '../../../server/request';
import { providersWith } from './derived';

/** Said by other means, or the same everywhere. */
const left = new Set(['kind', 'span', 'evidence', 'engine', 'undo', 'extent', 'upsert']);

/** `db.rows.update table=orders column=status where=key rows=1`; unknowns and `false` are left out. */
export function effectLines(sql: string, dialect: SqlDialect = 'postgres'): string {
  const { effects, runs } = analyseSql(sql, { engine: null, dialect, evidence: {} }, providersWith());
  return [...effects.map(lineOf), ...(runs ?? []).map(runLine)].join('\n');
}

function lineOf(effect: EffectDraft): string {
  const attributes = Object.entries(effect)
    .filter(([name, value]) => !left.has(name) && value !== null && value !== undefined && value !== false)
    .map(([name, value]) => `${name}=${isPattern(value) ? displayText(value) : value}`);
  return [effect.kind, ...attributes].join(' ');
}

function runLine(run: Run): string {
  if (run.type === 'shell') return `run shell ${run.text}`;
  return run.type === 'sql-file' ? `run sql-file ${run.path}` : `run ${run.type}`;
}

/** Cases written as text: a line of SQL (after its dialect and `>`), then the indented effects. */
export function casesOf(table: string): readonly { dialect: SqlDialect; sql: string; expected: string }[] {
  return table
    .trim()
    .split(/\n(?=\w+> )/)
    .map((block) => {
      const [first = '', ...rest] = block.split('\n');
      const [dialect, sql = ''] = splitOnce(first, '> ');
      return {
        dialect: dialect as SqlDialect,
        sql: sql.replaceAll('⏎', '\n'),
        expected: rest
          .map((line) => line.trim())
          .join('\n')
          .trim(),
      };
    });
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}
