/**
 * How fast it is. Prints figures and compares what ran side by side; asserts nothing, as times are the machine's.
 *
 *   npm run bench            tables, then the same as JSON in out/bench.json
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { grammarThread } from '../../server/analysis/sql/grammars/thread-provider';
import type { PackBundle } from '../../server/policy/packs';
import { measureCold } from './cold';
import { sqlBench } from './sql-bench';
import { measureWarm } from './warm';

const root = process.cwd();
const dist = join(root, 'dist');
const folder = mkdtempSync(join(tmpdir(), 'guardrails-bench-'));

function table(rows: readonly Record<string, string | number>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => shown(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  for (const row of cells) {
    console.log(
      row
        .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
        .join('  '),
    );
  }
  console.log('');
}

function shown(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 1);
}

try {
  const { policy } = JSON.parse(readFileSync(join(dist, 'packs.json'), 'utf8')) as PackBundle;
  const warm = measureWarm(policy, join(folder, 'warm'), root);
  const memory = process.memoryUsage().rss / 1024 / 1024;
  const grammars = grammarThread({ thread: join(dist, 'sql-grammar.js'), folder: join(dist, 'grammars') });
  const sql = sqlBench(grammars);
  grammars.close();
  const cold = await measureCold(dist, root, folder);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cpus: cpus().length };

  console.log(`\nOne decision, warm (microseconds); ${machine.node}, ${machine.cpus} × ${machine.cpu}\n`);
  table(
    warm.map(({ name, commands, micros, middleMicros }) => ({
      '': name,
      commands: String(commands),
      ...micros,
      'p95 of middles': middleMicros.p95,
      'p99 of middles': middleMicros.p99,
    })),
  );
  console.log(`Memory after these: ${memory.toFixed(0)} MB\n`);
  console.log('SQL, warm\n');
  table(sql.map(({ name, unit, ...figures }) => ({ '': `${name} (${unit})`, ...figures })));
  console.log('One hook call, cold: a process from start to end (milliseconds)\n');
  table(
    cold.map(({ name, milliseconds, fastest, ratio, fastestRatio, cpuMilliseconds, cpuRatio, megabytes }) => ({
      '': name,
      ...milliseconds,
      fastest,
      '× bare': ratio,
      'fastest × bare': fastestRatio,
      CPU: cpuMilliseconds,
      'CPU × bare': cpuRatio,
      MB: megabytes,
    })),
  );
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out/bench.json'), `${JSON.stringify({ machine, warm, memory, sql, cold }, null, 2)}\n`);
  console.log('The same as JSON: out/bench.json');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
