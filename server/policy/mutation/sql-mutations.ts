/** Other ways to write an SQL statement. None of them changes what it does in the dialect it is written in. */
import { traitsOf } from '../../analysis/sql/dialect';
import { isAnyName } from '../../analysis/sql/keywords';
import { ScriptReader } from '../../analysis/sql/script-reader';
import type { Token } from '../../analysis/sql/token';
import type { SqlDialect } from '../../request';
import { type Mutation, replaced } from './mutation';

/** Dialects in which `WITH` may stand before UPDATE and DELETE. */
const withBeforeChanges: ReadonlySet<SqlDialect> = new Set<SqlDialect>(['postgres', 'sqlite', 'tsql']);
const explainRuns: ReadonlySet<SqlDialect> = new Set<SqlDialect>(['postgres']);
const quotesNames: ReadonlySet<SqlDialect> = new Set<SqlDialect>(['postgres', 'sqlite']);

/** Words behind which a table is named. */
const beforeTable: ReadonlySet<string> = new Set(['from', 'update', 'into', 'table', 'join', 'exists']);
const changes: ReadonlySet<string> = new Set(['select', 'update', 'delete']);

export function sqlMutations(dialect: SqlDialect): readonly Mutation[] {
  const statement = (mutate: (sql: string, tokens: readonly Token[]) => string | undefined): Mutation['mutate'] => {
    return (sql) => {
      const tokens = onlyStatement(sql, dialect);
      const mutant = tokens && mutate(sql, tokens);
      return mutant === sql ? undefined : mutant;
    };
  };
  return [
    {
      name: 'with keywords in small letters',
      mutate: statement((sql, tokens) => keywords(sql, tokens, (word) => word.toLowerCase())),
    },
    {
      name: 'with keywords in capitals',
      mutate: statement((sql, tokens) => keywords(sql, tokens, (word) => word.toUpperCase())),
    },
    {
      name: 'with comments between its words',
      mutate: statement((sql, tokens) => between(sql, tokens, ' /* as agreed */ ')),
    },
    { name: 'on several lines', mutate: statement((sql, tokens) => between(sql, tokens, '\n  ')) },
    { name: 'after a comment', mutate: statement((sql) => `-- as agreed\n${sql}`) },
    { name: 'behind a WITH', mutate: statement((sql, tokens) => behindWith(sql, tokens, dialect)) },
    { name: 'by EXPLAIN ANALYZE', mutate: statement((sql, tokens) => explained(sql, tokens, dialect)) },
    { name: 'with table names in quotes', mutate: statement((sql, tokens) => quotedTables(sql, tokens, dialect)) },
  ];
}

/** The words of a text that is one statement and nothing else. */
function onlyStatement(sql: string, dialect: SqlDialect): readonly Token[] | undefined {
  const reader = new ScriptReader(sql, traitsOf(dialect));
  const item = reader.next();
  if (item?.type !== 'statement' || reader.next() !== undefined) return undefined;
  return item.tokens.some(({ type }) => type === 'bad' || type === 'hole') ? undefined : item.tokens;
}

function keywords(sql: string, tokens: readonly Token[], respell: (word: string) => string): string {
  const words = tokens.filter(({ type, text }) => type === 'word' && !isAnyName(text));
  return replaced(
    sql,
    words.map(({ start, end }) => ({ span: { start, end }, by: respell(sql.slice(start, end)) })),
  );
}

/** In place of the blanks between words; other gaps hold comments, or nothing. */
function between(sql: string, tokens: readonly Token[], by: string): string {
  const gaps = tokens.slice(1).map(({ start }, index) => ({ start: tokens[index]?.end ?? start, end: start }));
  const blank = gaps.filter(({ start, end }) => /^[ \t]+$/.test(sql.slice(start, end)));
  return replaced(
    sql,
    blank.map((span) => ({ span, by })),
  );
}

function behindWith(sql: string, [first]: readonly Token[], dialect: SqlDialect): string | undefined {
  if (!first || !changes.has(first.text) || !withBeforeChanges.has(dialect)) return undefined;
  return `WITH unused AS (SELECT 1 AS one) ${sql.slice(first.start)}`;
}

/** With ANALYZE the statement is run. */
function explained(sql: string, [first]: readonly Token[], dialect: SqlDialect): string | undefined {
  if (!first || !(changes.has(first.text) || first.text === 'insert') || !explainRuns.has(dialect)) return undefined;
  return `EXPLAIN ANALYZE ${sql.slice(first.start)}`;
}

/** Names in small letters mean the same with and without quotes. */
function quotedTables(sql: string, tokens: readonly Token[], dialect: SqlDialect): string | undefined {
  if (!quotesNames.has(dialect)) return undefined;
  const names = tokens.filter(({ type, start, end, text }, index) => {
    const before = tokens[index - 1];
    const isTable = before?.type === 'word' && beforeTable.has(before.text);
    return type === 'word' && isTable && isAnyName(text) && text !== 'only' && text === sql.slice(start, end);
  });
  return replaced(
    sql,
    names.map(({ start, end, text }) => ({ span: { start, end }, by: `"${text}"` })),
  );
}
