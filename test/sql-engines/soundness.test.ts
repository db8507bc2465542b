/**
 * What real servers did, against what the analysis said before: everything written was stated, with no more rows than
 * stated; what is called `none` or `tautology` really reached every row; and PostgreSQL, whose statement triggers tell
 * intent, wrote exactly what was stated.
 */
import { afterAll, describe, expect, test } from 'vitest';
import type { EffectDraft } from '../../server/effects/effect';
import type { SqlDialect } from '../../server/request';
import { effectsOf } from '../unit/sql/derived';
import { Random } from '../unit/sql/random-sql';
import { type Deeds, mariadb, missing, postgres, type RealEngine, sqlite } from './engines';
import { type Engine, rowsPerTable, statement } from './shop';

const COUNT = 6_000;

interface Claim {
  readonly rows: number | undefined;
  readonly everything: boolean;
  readonly certain: boolean;
}

function claimsOf(effects: readonly EffectDraft[], perColumn: boolean): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const effect of effects) {
    const event = eventOf(effect, perColumn);
    if (event === undefined || !('rows' in effect || 'where' in effect)) continue;
    const rows = 'rows' in effect && typeof effect.rows === 'number' ? effect.rows : undefined;
    const where = 'where' in effect ? effect.where : undefined;
    const known = claims.get(event);
    claims.set(event, {
      rows: known ? (known.rows === undefined || rows === undefined ? undefined : known.rows + rows) : rows,
      everything: (where === 'none' || where === 'tautology') && rows === undefined,
      certain: effect.certainty !== 'possible',
    });
  }
  return claims;
}

function eventOf(effect: EffectDraft, perColumn: boolean): string | undefined {
  switch (effect.kind) {
    case 'db.rows.insert':
      return `insert ${effect.table}`;
    case 'db.rows.update':
      return perColumn ? `update ${effect.table}.${effect.column}` : `update ${effect.table}`;
    case 'db.rows.delete':
      return `${effect.method === 'truncate' ? 'truncate' : 'delete'} ${effect.table}`;
    default:
      return undefined;
  }
}

interface Expectation {
  readonly dialect: SqlDialect;
  readonly perColumn: boolean;
  /** The engine reports events even when no row was touched. */
  readonly exact: boolean;
}

function problemsOf(sql: string, deeds: Deeds, { dialect, perColumn, exact }: Expectation): readonly string[] {
  const effects = effectsOf(sql, dialect);
  if (effects.some((effect) => effect.kind === 'code.opaque')) return [];
  const claims = claimsOf(effects, perColumn);
  const problems: string[] = [];
  for (const [event, rows] of deeds) {
    const claim = claims.get(event);
    if (!claim) problems.push(`did "${event}", which was not stated`);
    else if (claim.rows !== undefined && rows > claim.rows)
      problems.push(`"${event}" touched ${rows} rows, ${claim.rows} were stated`);
  }
  for (const [event, claim] of claims) {
    const rows = deeds.get(event);
    if (exact && rows === undefined && claim.certain && !isPrepared(sql)) problems.push(`did not do "${event}"`);
    if (claim.everything && event.startsWith('delete') && rows !== undefined && rows !== rowsPerTable)
      problems.push(`"${event}" was said to reach every row, but reached ${rows}`);
  }
  return problems;
}

/** What is prepared is stated, as somebody will run it. */
function isPrepared(sql: string): boolean {
  return /^PREPARE/.test(sql);
}

const engines: readonly {
  name: Engine;
  start: () => RealEngine | undefined | Promise<RealEngine | undefined>;
  packages: string;
  expectation: Expectation;
}[] = [
  {
    name: 'sqlite',
    start: sqlite,
    packages: 'sqlite3',
    expectation: { dialect: 'sqlite', perColumn: true, exact: false },
  },
  {
    name: 'postgres',
    start: postgres,
    packages: 'postgresql',
    expectation: { dialect: 'postgres', perColumn: true, exact: true },
  },
  {
    name: 'mariadb',
    start: mariadb,
    packages: 'mariadb-server',
    expectation: { dialect: 'mariadb', perColumn: false, exact: false },
  },
];

const opened: RealEngine[] = [];
afterAll(() => Promise.all(opened.map((engine) => engine.close())));

describe.each(engines)('$name', ({ name, start, packages, expectation }) => {
  test('does what was stated, and no more', async (context) => {
    const engine = await start();
    if (!engine) {
      console.error(missing(name, packages));
      if (process.env.GUARDRAILS_ENGINES_REQUIRED) throw new Error(missing(name, packages));
      return context.skip();
    }
    opened.push(engine);
    const random = new Random(42);
    const statements = [...new Set(Array.from({ length: COUNT }, () => statement(random, name)))];
    const deeds = engine.run(statements);
    const ran = deeds.filter((one) => one !== undefined).length;
    const problems = statements.flatMap((sql, index) => {
      const done = deeds[index];
      return done ? problemsOf(sql, done, expectation).map((problem) => `${sql}\n  ${problem}`) : [];
    });
    console.log(`${name}: ${ran} of ${statements.length} statements ran and were compared`);
    expect(problems).toEqual([]);
    expect(ran).toBeGreaterThan(statements.length * 0.8);
    expect(deeds.filter((one) => one && one.size > 0).length).toBeGreaterThan(statements.length / 3);
  });
});
