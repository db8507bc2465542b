/** Stage 1: a grammar in its own thread is asked only about what stage 0 did not understand, and may only refine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClosableGrammarProvider, grammarThread } from '../../../server/analysis/sql/grammars/thread-provider';
import { effectsOf } from './derived';
import { buildGrammars, type GrammarFolder } from './grammar-folder';

let built: GrammarFolder;
let folder: string;
let grammars: ClosableGrammarProvider;

beforeAll(async () => {
  built = await buildGrammars();
  ({ folder, grammars } = built);
});

afterAll(() => built.remove());

const kinds = (sql: string, dialect: 'postgres' | 'mysql' | 'tsql', provider = grammars) =>
  [...new Set(effectsOf(sql, dialect, provider).map((effect) => effect.kind))].sort();

describe('a statement stage 0 does not understand', () => {
  test('is a read when PostgreSQL reads it so', () => {
    const sql = 'SELECT a IS FROM t';
    expect(kinds(sql, 'postgres', { parse: () => undefined, close: () => {} })).toContain('code.opaque');
    expect(effectsOf(sql, 'postgres', grammars)).toMatchObject([{ kind: 'db.read', table: 't' }]);
  });

  test('keeps its writes', () => {
    expect(kinds('WITH x AS (DELETE FROM t) SELECT a IS FROM x', 'postgres')).toEqual(['db.rows.delete']);
  });

  test('stays opaque when the grammar rejects it, or when it calls something dangerous', () => {
    expect(kinds('SELECT FROM WHERE', 'postgres')).toContain('code.opaque');
    expect(kinds("SELECT a IS, pg_read_file('/etc/passwd') FROM t", 'postgres')).toContain('code.opaque');
  });

  test('stays opaque where the grammar is not to be trusted', () => {
    expect(kinds('SELECT a FROM t WHERE a ~~~ /*! ; DROP TABLE t */', 'mysql')).toContain('code.opaque');
    expect(kinds('MERGE t a b c', 'tsql')).toContain('code.opaque');
  });
});

describe('a block of PL/pgSQL that stage 0 does not understand', () => {
  const none = { parse: () => undefined, close: () => {} };
  const block = (body: string) => `DO $$ BEGIN SELECT a IS FROM t; ${body} END $$`;

  test('does what its pieces do', () => {
    const sql = block("DELETE FROM u WHERE id = 7; EXECUTE 'TRUNCATE v'; PERFORM own(1);");
    expect(kinds(sql, 'postgres', none)).toContain('code.opaque');
    expect(kinds(sql, 'postgres')).toEqual(['db.exec', 'db.read', 'db.rows.delete']);
    expect(effectsOf(sql, 'postgres', grammars)).toMatchObject([
      { kind: 'db.exec', what: 'block' },
      { kind: 'db.read', table: 't' },
      { kind: 'db.rows.delete', table: 'u', where: 'key' },
      { kind: 'db.exec', what: 'dynamic' },
      { kind: 'db.rows.delete', table: 'v', method: 'truncate' },
      { kind: 'db.exec', what: 'function' },
    ]);
  });

  test('says that something is not known where text is put together', () => {
    const effects = effectsOf(block("EXECUTE 'DROP TABLE ' || a;"), 'postgres', grammars);
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'db.exec', what: 'dynamic' }));
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'db.schema.drop', name: null }));
  });

  test('stays opaque when the parser rejects it, or one of its pieces is not understood', () => {
    expect(kinds(block('foo bar;'), 'postgres')).toContain('code.opaque');
    expect(kinds(block('CREATE CAST (a AS b) WITH; DROP TABLE x;'), 'postgres')).toContain('code.opaque');
  });

  test('keeps what stage 0 saw when the parser does not see it', () => {
    const blind = {
      parse: () => ({ plpgsql_funcs: [{ PLpgSQL_function: { action: { PLpgSQL_stmt_block: {} } } }] }),
      close() {},
    };
    expect(kinds(block('DROP TABLE x;'), 'postgres', blind)).toEqual(['code.opaque', 'db.exec', 'db.schema.drop']);
  });
});

test('the grammar is not asked about what stage 0 understands', () => {
  let asked = 0;
  const counting = { parse: () => void asked++, close: () => {} };
  for (const sql of ['SELECT 1', 'DELETE FROM t', 'DROP TABLE t', 'UPDATE t SET a = 1 WHERE id = 2', 'hello world'])
    effectsOf(sql, 'postgres', counting);
  expect(asked).toBe(0);
});

test('a grammar that never answers is abandoned at the deadline, and after two failures not asked again', () => {
  const thread = join(folder, 'endless.js');
  writeFileSync(thread, "require('node:worker_threads').parentPort.on('message', () => { for (;;) {} });");
  const endless = grammarThread({ thread, folder, deadline: 100, firstDeadline: 100 });
  const started = performance.now();
  for (let times = 0; times < 5; times++) expect(endless.parse('postgres', 'SELECT 1')).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2_000);
  endless.close();
});

test('a thread that does not exist is a missing answer', () => {
  const missing = grammarThread({ thread: join(folder, 'missing.js'), folder, deadline: 100, firstDeadline: 300 });
  expect(missing.parse('postgres', 'SELECT 1')).toBeUndefined();
  missing.close();
});
