/**
 * Stage 0 against PostgreSQL's own grammar: for every statement the grammar accepts, the derived write set is equal
 * or says that something is not known; what the grammar rejects is never read as harmless.
 */
import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { derivedWriteSet } from './derived';
import { mutate } from './mutate-sql';
import { mayBeHarmless, writeSetOf } from './postgres-oracle';
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
});
