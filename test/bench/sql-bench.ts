/** How long the SQL analysis takes: ordinary statements by stage 0, by stage 1, and a large dump. */
import { analyseSql } from '../../server/analysis/sql/analyse-sql';
import type { GrammarProvider, Providers } from '../../server/providers';

export interface SqlBenchRow {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly unit: 'µs' | 'ms';
  readonly goal: number;
}

const ordinary = [
  'SELECT id, total FROM orders WHERE id = 7',
  'SELECT * FROM orders ORDER BY created_at DESC LIMIT 10',
  "UPDATE orders SET status = 'paid', total = 0 WHERE id = 7",
  'DELETE FROM sessions WHERE expires_at < now()',
  "INSERT INTO orders (id, status, total) VALUES (1, 'new', 9.5)",
  'SELECT count(*) FROM users u JOIN orders o ON o.user_id = u.id WHERE o.total > 100',
  'DROP TABLE IF EXISTS scratch CASCADE',
  'ALTER TABLE orders ADD COLUMN note text',
  "WITH recent AS (SELECT * FROM orders WHERE created_at > now() - interval '1 day') SELECT count(*) FROM recent",
  'EXPLAIN ANALYZE SELECT * FROM orders WHERE status = $1',
];

/** Stage 0 cannot tell that `IS` is a label here. */
const doubtful = ['SELECT a IS FROM orders', 'SELECT id, total IS FROM orders WHERE id = 7 AND status = $1'];

export function sqlBench(grammars?: GrammarProvider): readonly SqlBenchRow[] {
  const rows = [
    { name: 'stage 0, ordinary statement', ...measure(ordinary, 20_000), unit: 'µs' as const, goal: 10 },
    { name: 'dump of 6 MB', ...dump(), unit: 'ms' as const, goal: 2_000 },
  ];
  if (grammars) rows.push({ name: 'stage 1', ...measure(doubtful, 2_000, grammars), unit: 'µs', goal: 150 });
  return rows;
}

const noGrammars: GrammarProvider = { parse: () => undefined };

function analyse(sql: string, grammars = noGrammars): void {
  const providers = { grammars } as unknown as Providers;
  analyseSql(sql, { engine: 'postgres', dialect: 'postgres', evidence: {} }, providers);
}

function measure(statements: readonly string[], times: number, grammars?: GrammarProvider) {
  for (let warm = 0; warm < times / 4; warm++) analyse(statements[warm % statements.length] as string, grammars);
  const taken: number[] = [];
  for (let count = 0; count < times; count++) {
    const started = process.hrtime.bigint();
    analyse(statements[count % statements.length] as string, grammars);
    taken.push(Number(process.hrtime.bigint() - started) / 1_000);
  }
  return percentiles(taken);
}

function dump() {
  const row = "(1234,'some name','some.name@example.org','2024-01-01 10:00:00',NULL,99.95)";
  const insert = `INSERT INTO orders VALUES ${Array.from({ length: 400 }, () => row).join(',')};\n`;
  const text = insert.repeat(Math.ceil(6_000_000 / insert.length));
  const taken = Array.from({ length: 3 }, () => {
    const started = performance.now();
    analyse(text);
    return performance.now() - started;
  });
  return percentiles(taken);
}

function percentiles(taken: number[]) {
  const sorted = taken.sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
