/**
 * A small `sqlite3` command for machines without one: `sqlite3 [-header] [-column] DATABASE [SQL]`, SQL from standard
 * input when none is given. Needs a Node with a built-in SQLite (24 has one).
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const flags = process.argv.slice(2).filter((word) => word.startsWith('-'));
const [database, ...statements] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
if (!database) fail('usage: sqlite3 [-header] [-column] DATABASE [SQL]');

try {
  run(new DatabaseSync(database), statements.length > 0 ? statements.join(';\n') : readFileSync(0, 'utf8'));
} catch (error) {
  fail(`Error: ${error instanceof Error ? error.message : error}`);
}

function run(connection, sql) {
  for (const statement of splitStatements(sql)) {
    const rows = connection.prepare(statement).all();
    if (rows.length > 0 && flags.includes('-header')) print(Object.keys(rows[0]));
    for (const row of rows) print(Object.values(row).map((value) => value ?? ''));
  }
}

/** Semicolons end statements, except inside quotes and comments. */
function splitStatements(sql) {
  const pieces = sql.match(/(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[^;])+/g) ?? [];
  return pieces.map((piece) => piece.replace(/^(\s|--[^\n]*\n)+/, '').trim()).filter(Boolean);
}

function print(values) {
  process.stdout.write(`${values.join('|')}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
