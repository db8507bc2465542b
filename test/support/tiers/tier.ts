/** A tier of tests is a program; what passed and failed is read from what it reports. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../editor/paths';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Tier {
  readonly name: string;
  readonly what: string;
  run(): Promise<Counts>;
}

const ansi = /\u001b\[[0-9;]*m/g;

/** Vitest writes its figures to a file; a run that leaves none has crashed. */
export async function vitest(name: string, args: readonly string[]): Promise<Counts> {
  const report = path.join(projectRoot, 'out/reports', `${name}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const program = path.join(projectRoot, 'node_modules/vitest/vitest.mjs');
  const { code } = await run(process.execPath, [program, 'run', ...args, ...reporters]);
  return atLeastOneFailure(code, existsSync(report) ? vitestCounts(report) : none);
}

/** Mocha's figures are in its output, once for each run: `12 passing`, `1 failing`, `2 pending`. */
export async function mocha(program: string, args: readonly string[]): Promise<Counts> {
  const { code, output } = await run(program, args);
  const plain = output.replaceAll(ansi, '');
  const count = (word: string) =>
    [...plain.matchAll(new RegExp(`^\\s*(\\d+) ${word}`, 'gm'))].reduce((sum, [, found]) => sum + Number(found), 0);
  const counts = { passed: count('passing'), failed: count('failing'), skipped: count('pending') };
  return counts.passed + counts.failed === 0 ? crashed : atLeastOneFailure(code, counts);
}

/** A check that is passed as a whole, or not; programs that count say so in their last line. */
export async function check(program: string, args: readonly string[]): Promise<Counts> {
  const { code, output } = await run(program, args);
  const said = /^(\d+) passed, (\d+) failed\s*$/m.exec(output.replaceAll(ansi, ''));
  const counts = { passed: Number(said?.[1] ?? (code === 0 ? 1 : 0)), failed: Number(said?.[2] ?? 0), skipped: 0 };
  return atLeastOneFailure(code, counts);
}

const none: Counts = { passed: 0, failed: 0, skipped: 0 };
const crashed: Counts = { passed: 0, failed: 1, skipped: 0 };

function vitestCounts(report: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

/** Not every failure is a test's: files that don't load, hooks that throw, nothing found to run. */
function atLeastOneFailure(code: number | null, counts: Counts): Counts {
  const failed = code === 0 && counts.passed + counts.skipped > 0 ? counts.failed : Math.max(1, counts.failed);
  return { ...counts, failed };
}

/** Shows what the program prints, and keeps its standard output. */
function run(program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
