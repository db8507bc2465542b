/** Tools of MCP servers, which nobody described to us: judged by what their names and arguments say. */
import type { Action, SqlDialect } from '../../request';
import { type Fields, fieldsOf, textOf } from '../fields';
import { type ToolSurroundings, usualShell } from './tool-reader';

/** Server and tool of `mcp__server__tool`, `mcp_server_tool` and `MCP:tool`; `undefined` for other names. */
export function mcpNameOf(tool: string): string | undefined {
  return /^(?:mcp__|mcp_|MCP:)(.+)$/.exec(tool)?.[1];
}

const dialects: readonly (readonly [RegExp, SqlDialect])[] = [
  [/postgres|pgsql|psql|supabase|neon|cockroach|timescale/i, 'postgres'],
  [/mariadb/i, 'mariadb'],
  [/mysql|planetscale|tidb/i, 'mysql'],
  [/sqlite|libsql|turso/i, 'sqlite'],
  [/mssql|sqlserver|sql_server|azure.?sql/i, 'tsql'],
  [/oracle/i, 'oracle'],
  [/bigquery/i, 'bigquery'],
  [/snowflake/i, 'snowflake'],
  [/redshift/i, 'redshift'],
  [/duckdb|motherduck/i, 'duckdb'],
];

const speaksSql = /sql|database|(?:^|[_-])db(?:[_-]|$)|execute_query|run_query|migration/i;
const sqlNames = ['sql', 'query', 'statement', 'sqlQuery', 'sql_query'];

/**
 * Reads the arguments that are commands, SQL or code. A tool with none of them stays an unknown tool.
 */
export function readMcpCall(name: string, input: unknown, surroundings: ToolSurroundings): readonly Action[] {
  const fields = fieldsOf(input);
  const actions = [...sqlActions(name, fields), ...commandActions(fields, surroundings), ...codeActions(name, fields)];
  return actions.length > 0 ? actions : [{ type: 'unknown-tool', tool: name, input }];
}

function sqlActions(name: string, fields: Fields): Action[] {
  const dialect = dialects.find(([pattern]) => pattern.test(name))?.[1];
  const sql = dialect !== undefined || speaksSql.test(name) ? textOf(fields, ...sqlNames) : textOf(fields, 'sql');
  return sql === undefined ? [] : [{ type: 'sql', sql, ...(dialect && { dialect }) }];
}

function commandActions(fields: Fields, surroundings: ToolSurroundings): Action[] {
  const command = textOf(fields, 'command', 'cmd', 'script', 'shell_command');
  return command === undefined ? [] : [{ type: 'shell', command: command.trimStart(), ...usualShell(surroundings) }];
}

function codeActions(name: string, fields: Fields): Action[] {
  const code = textOf(fields, 'code');
  if (code === undefined) return [];
  const named = /python|javascript|node|ruby|perl|php/i.exec(name)?.[0]?.toLowerCase();
  return [{ type: 'code', code, language: textOf(fields, 'language') ?? named ?? 'unknown' }];
}
