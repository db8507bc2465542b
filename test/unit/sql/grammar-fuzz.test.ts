/**
 * Stage 1 on damaged statements: always an answer, never one that hides a write. Set GUARDRAILS_SQL_GRAMMAR_FUZZ for
 * more than the few statements of an ordinary run.
 */
import { loadModule } from 'libpg-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GrammarProvider } from '../../../server/providers';
import { derivedWriteSet, effectsOf } from './derived';
import { buildGrammars, type GrammarFolder } from './grammar-folder';
import { mutate } from './mutate-sql';
import { mayBeHarmless, writeSetOf } from './postgres-oracle';
import { Random, SqlGenerator } from './random-sql';

const COUNT = Number(process.env.GUARDRAILS_SQL_GRAMMAR_FUZZ ?? 2_000);

let built: GrammarFolder;
let asked = 0;
const counting: GrammarProvider = {
  parse(grammar, sql) {
    asked++;
    return built.grammars.parse(grammar, sql);
  },
};

beforeAll(async () => {
  await loadModule();
  built = await buildGrammars();
});

afterAll(() => built.remove());

function* damaged(seed: number): Iterable<string> {
  const random = new Random(seed);
  const generator = new SqlGenerator(random, 2);
  for (let count = 0; count < COUNT; count++) yield mutate(generator.statement(), random);
}

/** A provider that gave up after failures would make every test here pass. */
function stillAnswers(): boolean {
  return built.grammars.parse('postgres', 'SELECT 1') !== undefined;
}

test('a refined reading writes what the grammar sees written, and what it rejects is never harmless', () => {
  const before = asked;
  const wrong: string[] = [];
  for (const sql of damaged(2_211)) {
    const expected = writeSetOf(sql);
    const derived = derivedWriteSet(sql, 'postgres', counting);
    if (expected === undefined) {
      if (derived.harmless && !mayBeHarmless(sql)) wrong.push(`rejected, but harmless: ${sql}`);
    } else if (derived.understood && JSON.stringify(expected) !== JSON.stringify(derived.writes)) {
      wrong.push(`${sql}\n  grammar: ${expected.join(' | ')}\n  derived: ${derived.writes.join(' | ')}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(asked - before).toBeGreaterThan(COUNT / 100);
  expect(stillAnswers()).toBe(true);
}, 300_000);

test.each(['mysql', 'sqlite', 'snowflake', 'bigquery', 'redshift'] as const)(
  'a grammar of %s takes no write away that stage 0 saw',
  (dialect) => {
    const wrong: string[] = [];
    for (const sql of damaged(dialect.length * 7)) {
      const refined = effectsOf(sql, dialect, counting);
      if (refined.some(({ kind }) => kind === 'code.opaque')) continue;
      const kinds = new Set<string>(refined.map(({ kind }) => kind));
      for (const { kind, ...rest } of effectsOf(sql, dialect))
        if (/^db\.(rows|schema|grant)/.test(kind) && rest.certainty !== 'possible' && !kinds.has(kind))
          wrong.push(`${kind}: ${sql}`);
    }
    expect(wrong).toEqual([]);
    expect(stillAnswers()).toBe(true);
  },
  300_000,
);
