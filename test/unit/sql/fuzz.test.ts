/** Whatever the text and the dialect: an answer, in time that grows with the length and no faster. */
import { expect, test } from 'vitest';
import { sqlDialects } from '../../../server/request';
import { effectsOf } from './derived';
import { mutate } from './mutate-sql';
import { Random, SqlGenerator } from './random-sql';

const COUNT = Number(process.env.GUARDRAILS_SQL_FUZZ ?? 20_000);
const alphabet = ' \n\t\'"`$[](){};:,.\\/*-#@%&|<>=!+~^?aAxX01_é\u0000\uFFFC';

function noise(random: Random): string {
  return Array.from({ length: random.below(60) }, () => alphabet[random.below(alphabet.length)]).join('');
}

test('no statement makes it throw or wait', () => {
  const random = new Random(7);
  const generator = new SqlGenerator(random, 2);
  let slowest = 0;
  for (let count = 0; count < COUNT; count++) {
    const sql = random.chance(0.2) ? noise(random) : mutate(mutate(generator.statement(), random), random);
    const dialect = random.pick(sqlDialects);
    const started = performance.now();
    const effects = effectsOf(sql, dialect);
    slowest = Math.max(slowest, performance.now() - started);
    expect(Array.isArray(effects)).toBe(true);
  }
  expect(slowest).toBeLessThan(1_000);
}, 120_000);

/** Each grows with `n`; ten times the size must not take much more than ten times as long. */
const probes: Readonly<Record<string, (n: number) => string>> = {
  parentheses: (n) => `SELECT ${'('.repeat(n)}1${')'.repeat(n)}`,
  'open parentheses': (n) => `SELECT ${'('.repeat(n)}`,
  'nested queries': (n) => `SELECT * FROM ${'(SELECT * FROM '.repeat(n)}t${')'.repeat(n)}`,
  'open comments': (n) => `SELECT 1 ${'/*'.repeat(n)}`,
  'executable comments': (n) => `SELECT 1 ${'/*! '.repeat(n)}`,
  'not not': (n) => `SELECT ${'NOT '.repeat(n)}true`,
  minus: (n) => `SELECT ${'- '.repeat(n)}1`,
  additions: (n) => `SELECT 1${' + 1'.repeat(n)}`,
  conditions: (n) => `DELETE FROM t WHERE a = 1${' OR a = 1'.repeat(n)}`,
  lists: (n) => `DELETE FROM t WHERE id IN (1${', 1'.repeat(n)})`,
  rows: (n) => `INSERT INTO t VALUES (1)${', (1, 2)'.repeat(n)}`,
  cases: (n) => `SELECT ${'CASE WHEN a THEN '.repeat(n)}1${' END'.repeat(n)}`,
  unions: (n) => `SELECT 1${' UNION SELECT 1'.repeat(n)}`,
  joins: (n) => `SELECT 1 FROM t${' JOIN t ON true'.repeat(n)}`,
  ctes: (n) => `WITH a AS (SELECT 1)${', a AS (SELECT 1)'.repeat(n)} SELECT 1`,
  'nested ctes': (n) => `${'WITH a AS ('.repeat(n)}SELECT 1${') SELECT 1'.repeat(n)}`,
  statements: (n) => 'DELETE FROM t WHERE id = 1;'.repeat(n),
  semicolons: (n) => ';'.repeat(n),
  copies: (n) => 'COPY t FROM stdin;\n'.repeat(n),
  quotes: (n) => `SELECT ${"''".repeat(n)}`,
  'dollar quotes': (n) => `SELECT ${'$a$ '.repeat(n)}`,
  'open tags': (n) => Array.from({ length: n }, (_, index) => `$t${index}$`).join(' '),
  commands: (n) => '\\x\n'.repeat(n),
  blanks: (n) => ' \n'.repeat(n),
  words: (n) => 'word '.repeat(n),
  dots: (n) => `SELECT a${'.a'.repeat(n)}`,
  casts: (n) => `SELECT a${'::int'.repeat(n)}`,
  'nested text': (n) => `EXEC('${'x'.repeat(n)}')`,
  'text in variables': (n) => `SET @s = 'DELETE FROM t'; ${'SET @s = CONCAT(@s, @s); EXEC(@s); '.repeat(n)}`,
  'begin end': (n) => `CREATE PROCEDURE p ${'BEGIN '.repeat(n)}`,
};

test.each(Object.entries(probes))('time grows with the length: %s', (_, probe) => {
  for (const dialect of ['postgres', 'mysql', 'tsql', 'unknown'] as const) {
    const small = timeOf(probe(2_000), dialect);
    const large = timeOf(probe(20_000), dialect);
    expect(large, `${dialect}: ${small} ms, then ${large} ms`).toBeLessThan(Math.max(small * 40, 1_500));
  }
});

function timeOf(sql: string, dialect: (typeof sqlDialects)[number]): number {
  const started = performance.now();
  effectsOf(sql, dialect);
  return performance.now() - started;
}
