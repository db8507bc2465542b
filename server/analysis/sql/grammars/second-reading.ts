/**
 * Stage 1: what a real grammar says of a statement that stage 0 did not understand.
 *
 * It may only refine: the grammar must see exactly one statement, with the verb stage 0 saw, and of a kind whose tree
 * is read completely here. In every other case stage 0's answer stands.
 */
import type { EffectDraft } from '../../../effects/effect';
import type { GrammarProvider } from '../../../providers';
import type { SqlDialect } from '../../../request';
import type { Token } from '../token';
import { postgresEffects } from './postgres-tree';
import { sqlParserEffects } from './sql-parser-tree';

/** Grammars by dialect. T-SQL has none: the one there is answers wrongly without saying so. */
const grammarOf: Partial<Record<SqlDialect, string>> = {
  postgres: 'postgres',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
  redshift: 'redshift',
};

/** Effects of the statement, or `undefined` when the grammar has no say. */
export function secondReading(
  text: string,
  tokens: readonly Token[],
  dialect: SqlDialect,
  grammars: GrammarProvider,
): EffectDraft[] | undefined {
  const grammar = grammarOf[dialect];
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!grammar || !first || !last || first.type !== 'word' || tokens.some(isDoubtful)) return undefined;
  if (!readable.has(first.text)) return undefined;
  const span = { start: first.start, end: last.end };
  const statement = text.slice(first.start, last.end);
  // The generated parsers take for comments what the database executes (`/*! … */`, `--1`).
  if (grammar !== 'postgres' && /--|\/\*|#/.test(statement)) return undefined;
  const tree = grammars.parse(grammar, statement);
  if (tree === undefined) return undefined;
  const effects = grammar === 'postgres' ? postgresEffects(tree, first.text) : sqlParserEffects(tree, first.text);
  return effects?.map((effect) => ({ ...effect, span }));
}

const readable = new Set(['select', 'with', 'values', 'insert', 'update', 'delete', 'merge']);

/** Text that is not known, or not SQL, is nothing a grammar can vouch for. */
function isDoubtful(token: Token): boolean {
  return token.type === 'hole' || token.type === 'bad' || token.type === ';';
}
