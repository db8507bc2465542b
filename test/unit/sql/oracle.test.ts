/**
 * Stage 0 against PostgreSQL's own grammar: for every statement the grammar accepts, the derived write set is equal
 * or says that something is not known; what the grammar rejects is never read as harmless.
 */
import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { derivedWriteSet } from './derived';
import { mutate } from './mutate-sql';
import { mayBeHarmless, writeSetOf, writeSetOfBlock } from './postgres-oracle';
import { Random, SqlGenerator } from './random-sql';

const COUNT = Number(process.env.GUARDRAILS_SQL_FUZZ ?? 20_000);

beforeAll(() => loadModule());

interface Tally {
  accepted: number;
  unknown: number;
  readonly different: string[];
  readonly harmless: string[];
}

function compare(statements: Iterable<string>): Tally {
  const tally: Tally = { accepted: 0, unknown: 0, different: [], harmless: [] };
  for (const sql of statements) {
    const expected = writeSetOf(sql);
    const derived = derivedWriteSet(sql);
    if (expected === undefined) {
      if (derived.harmless && !mayBeHarmless(sql)) tally.harmless.push(sql);
      continue;
    }
    tally.accepted++;
    if (!derived.understood) tally.unknown++;
    else if (JSON.stringify(expected) !== JSON.stringify(derived.writes))
      tally.different.push(`${sql}\n  grammar: ${expected.join(' | ')}\n  derived: ${derived.writes.join(' | ')}`);
  }
  return tally;
}

test.each([
  'SELECT ROW(1, [1])',
  "SELECT 'UTC'[1]",
  'SELECT a FROM t FETCH FIRST NOT 3 ROWS ONLY',
  'SELECT a FROM LATERAL t',
  'SELECT a FROM ROW(1, 2) x',
  'SELECT a FROM row_number() OVER (ORDER BY b)',
  'SELECT a.not IN (1)',
  'SELECT substring(a, b FROM 1)',
  'SELECT substring(a FROM 1 FROM 2)',
  'SELECT coalesce(*)',
  'SELECT CASE WHEN a, b THEN 1 END',
  'SELECT a IS DISTINCT FROM b IS TRUE',
  "SELECT b'1''0'",
  "SELECT precision 'x'",
  "SELECT a COLLATE 'C'",
  'SELECT 1_',
  'SELECT a::varchar(b)',
  "SELECT 'a\0b'",
  'WITH select (a) AS (SELECT 1) SELECT a FROM x',
  'EXPLAIN DELETE FROM t RETURNING a INTO b',
  'EXPLAIN MERGE INTO t SET USING s ON true WHEN MATCHED THEN DO NOTHING',
])('what PostgreSQL rejects is not harmless: %s', (sql) => {
  expect(writeSetOf(sql)).toBeUndefined();
  expect(derivedWriteSet(sql).harmless).toBe(false);
});

describe('write sets', () => {
  test('of generated statements equal those of the grammar', () => {
    const generator = new SqlGenerator(new Random(20_261_122));
    const tally = compare(Array.from({ length: COUNT / 4 }, () => generator.statement()));
    expect(tally.different).toEqual([]);
    expect(tally.harmless).toEqual([]);
    expect(tally.accepted).toBeGreaterThan(COUNT / 5);
    expect(tally.unknown / tally.accepted).toBeLessThan(0.005);
  }, 120_000);

  test('of damaged statements equal those of the grammar, and what it rejects is never harmless', () => {
    const random = new Random(1_122);
    const generator = new SqlGenerator(random, 2);
    const tally = compare(
      Array.from({ length: COUNT }, () => {
        const damaged = mutate(generator.statement(), random);
        return random.chance(0.3) ? mutate(damaged, random) : damaged;
      }),
    );
    expect(tally.different).toEqual([]);
    expect(tally.harmless).toEqual([]);
    expect(tally.accepted).toBeGreaterThan(COUNT / 20);
  }, 240_000);

  test('of blocks equal those of the statements that the parser of PL/pgSQL finds in them', () => {
    const generator = new SqlGenerator(new Random(4_711));
    const different: string[] = [];
    let accepted = 0;
    for (let count = 0; count < COUNT / 10; count++) {
      const statements = [generator.statement(), generator.statement()];
      const block = `DO $do$ BEGIN ${statements.join(';\n')}; END $do$`;
      const expected = writeSetOfBlock(block);
      const derived = derivedWriteSet(block);
      if (expected === undefined) continue;
      accepted++;
      if (derived.understood && JSON.stringify(expected) !== JSON.stringify(derived.writes))
        different.push(`${block}\n  grammar: ${expected.join(' | ')}\n  derived: ${derived.writes.join(' | ')}`);
    }
    expect(different).toEqual([]);
    expect(accepted).toBeGreaterThan(COUNT / 20);
  }, 120_000);
});
