/** What sets SQL dialects apart for a reader: quoting, comments, client commands, case folding. */
import type { SqlDialect } from '../../request';

export interface DialectTraits {
  readonly name: SqlDialect;
  /** `\'` inside quotes does not end the string. */
  readonly backslashEscapes: boolean;
  /** `"x"` is a string, not a name. */
  readonly doubleQuotedStrings: boolean;
  readonly backtickNames: boolean;
  /** `[x]` is a name: always, never, or where a name is expected. */
  readonly bracketNames: 'yes' | 'no' | 'where-expected';
  readonly hashComments: boolean;
  /** `--` opens a comment only when followed by a blank. */
  readonly dashesNeedBlank: boolean;
  readonly nestedComments: boolean;
  readonly dollarQuotes: boolean;
  /** Comments that open with an exclamation mark are executed. */
  readonly executableComments: boolean;
  readonly client: 'psql' | 'mysql' | 'sqlite' | 'sqlcmd' | 'sqlplus' | 'any' | 'none';
  /** Statements need no separator. */
  readonly freeStatements: boolean;
  /** The dialect follows PostgreSQL's grammar, which reserves words and knows no `TOP`, `LIMIT a, b`, `?`. */
  readonly postgresGrammar: boolean;
  /** Do quoted names keep their case, or are names compared without it? */
  readonly quotedNames: 'kept' | 'folded' | 'upper-is-plain';
}

const common: DialectTraits = {
  name: 'unknown',
  backslashEscapes: false,
  doubleQuotedStrings: false,
  backtickNames: true,
  bracketNames: 'where-expected',
  hashComments: false,
  dashesNeedBlank: false,
  nestedComments: true,
  dollarQuotes: true,
  executableComments: false,
  client: 'any',
  freeStatements: false,
  postgresGrammar: false,
  quotedNames: 'kept',
};

const postgres: DialectTraits = {
  ...common,
  name: 'postgres',
  backtickNames: false,
  bracketNames: 'no',
  client: 'psql',
  postgresGrammar: true,
};

const mysql: DialectTraits = {
  ...common,
  name: 'mysql',
  backslashEscapes: true,
  doubleQuotedStrings: true,
  bracketNames: 'no',
  hashComments: true,
  dashesNeedBlank: true,
  nestedComments: false,
  dollarQuotes: false,
  executableComments: true,
  client: 'mysql',
  quotedNames: 'folded',
};

const traits: Record<SqlDialect, DialectTraits> = {
  unknown: common,
  postgres,
  redshift: { ...postgres, name: 'redshift', postgresGrammar: false },
  mysql,
  mariadb: { ...mysql, name: 'mariadb' },
  sqlite: {
    ...common,
    name: 'sqlite',
    bracketNames: 'yes',
    nestedComments: false,
    dollarQuotes: false,
    client: 'sqlite',
    quotedNames: 'folded',
  },
  duckdb: {
    ...common,
    name: 'duckdb',
    backtickNames: false,
    bracketNames: 'no',
    client: 'sqlite',
    quotedNames: 'folded',
  },
  tsql: {
    ...common,
    name: 'tsql',
    backtickNames: false,
    bracketNames: 'yes',
    dollarQuotes: false,
    client: 'sqlcmd',
    freeStatements: true,
    quotedNames: 'folded',
  },
  oracle: {
    ...common,
    name: 'oracle',
    backtickNames: false,
    bracketNames: 'no',
    nestedComments: false,
    dollarQuotes: false,
    client: 'sqlplus',
    quotedNames: 'upper-is-plain',
  },
  bigquery: {
    ...common,
    name: 'bigquery',
    backslashEscapes: true,
    doubleQuotedStrings: true,
    bracketNames: 'no',
    hashComments: true,
    nestedComments: false,
    dollarQuotes: false,
    client: 'none',
    quotedNames: 'folded',
  },
  snowflake: {
    ...common,
    name: 'snowflake',
    backslashEscapes: true,
    backtickNames: false,
    bracketNames: 'no',
    nestedComments: false,
    client: 'none',
    quotedNames: 'upper-is-plain',
  },
};

export function traitsOf(dialect: SqlDialect): DialectTraits {
  return traits[dialect];
}
