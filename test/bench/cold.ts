/** Whole processes, from spawn to exit, taken in turns so that a busy moment hits all alike. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installRuntime } from '../../server/runtime/install';
import { listeningWorker } from '../support/hook-worker';
import { type Quantiles, quantilesOf } from './quantiles';
import { makeWorkspace } from './workspace';

export interface ColdFigures {
  readonly name: string;
  readonly milliseconds: Quantiles;
  readonly fastest: number;
  /** Median over the median of a bare `node -e 0` in the same run. */
  readonly ratio: number;
  /** The same of the fastest runs. */
  readonly fastestRatio: number;
  /** Processor time and memory, which other work on the machine disturbs least. */
  readonly cpuMilliseconds: number;
  readonly cpuRatio: number;
  readonly megabytes: number;
}

const rounds = 30;

export async function measureCold(dist: string, root: string, folder: string): Promise<ColdFigures[]> {
  const home = join(folder, 'home');
  const cwd = makeWorkspace(join(folder, 'shop'));
  mkdirSync(home, { recursive: true });
  const runtime = installRuntime({ source: dist, home, execPath: process.execPath, settings: { instantRun: true } });
  const worker = await listeningWorker({ home, workspace: cwd });
  const { PATH = '', TZ } = process.env;
  const env = { HOME: home, PATH, ...(TZ !== undefined && { TZ }) };
  const payload = (command: string) =>
    JSON.stringify({
      hook_event_name: 'PreToolUse',
      session_id: 'bench',
      cwd,
      tool_name: 'run_in_terminal',
      tool_input: { command },
      tool_use_id: 'bench',
    });
  // Only a hook of the installed runtime asks a worker.
  const alone = [process.execPath, join(dist, 'hook.js'), 'plugin', 'PreToolUse'];
  const asking = [process.execPath, join(runtime.path ?? '', 'hook.js'), 'plugin', 'PreToolUse'];
  const psql = 'psql -h localhost shop -c "SELECT id FROM orders"';
  const programs: Program[] = [
    { name: 'bare node -e 0', argv: [process.execPath, '-e', '0'], input: '' },
    { name: 'hook with worker: ls -la', argv: asking, input: payload('ls -la') },
    { name: 'hook with worker: psql -c', argv: asking, input: payload(psql) },
    { name: 'hook alone: ls -la', argv: alone, input: payload('ls -la') },
    { name: 'hook alone: psql -c', argv: alone, input: payload(psql) },
    {
      name: 'launcher with worker: ls -la',
      argv: ['sh', join(root, 'agent-plugin/hook.sh'), 'plugin', 'PreToolUse'],
      input: payload('ls -la'),
    },
  ];
  try {
    return compare(programs, { cwd, env, folder });
  } finally {
    await worker.stop();
  }
}

interface Program {
  readonly name: string;
  readonly argv: readonly string[];
  readonly input: string;
}

interface Place {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly folder: string;
}

function compare(programs: readonly Program[], place: Place): ColdFigures[] {
  const times = programs.map((program) => ({ program, milliseconds: [] as number[] }));
  for (const program of programs) time(program, place);
  for (let round = 0; round < rounds; round++) {
    for (const { program, milliseconds } of times) milliseconds.push(time(program, place));
  }
  const bare = times[0]?.milliseconds ?? [];
  const accounts = accountsOf(programs, place);
  return times.map(({ program, milliseconds }, index) => ({
    name: program.name,
    milliseconds: quantilesOf(milliseconds),
    fastest: Math.min(...milliseconds),
    ratio: quantilesOf(milliseconds).p50 / quantilesOf(bare).p50,
    fastestRatio: Math.min(...milliseconds) / Math.min(...bare),
    ...(accounts[index] ?? noAccount),
  }));
}

function time({ name, argv, input }: Program, { cwd, env }: Place): number {
  const [file = '', ...args] = argv;
  const started = performance.now();
  const { status, stderr } = spawnSync(file, args, { cwd, env, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

interface OwnAccount {
  readonly cpuMilliseconds: number;
  readonly megabytes: number;
}

const noAccount = { cpuMilliseconds: Number.NaN, cpuRatio: Number.NaN, megabytes: Number.NaN };

const accountRounds = 9;

/** In turns as well: processors change their speed, so each round is compared with its own bare run. */
function accountsOf(programs: readonly Program[], place: Place) {
  const table = Array.from({ length: accountRounds }, () => programs.map((program) => oneAccount(program, place)));
  return programs.map((_, index) => ({
    cpuMilliseconds: middle(table.map((round) => round[index]?.cpuMilliseconds)),
    cpuRatio: middle(table.map((round) => (round[index]?.cpuMilliseconds ?? 0) / (round[0]?.cpuMilliseconds ?? 0))),
    megabytes: middle(table.map((round) => round[index]?.megabytes)),
  }));
}

function middle(values: readonly (number | undefined)[]): number {
  return quantilesOf(values.map((value) => value ?? Number.NaN)).p50;
}

/** Asked of the process itself at its end; NaN for what is not a Node of ours. */
function oneAccount({ argv, input }: Program, { cwd, env, folder }: Place): OwnAccount {
  if (argv[0] !== process.execPath) return { cpuMilliseconds: Number.NaN, megabytes: Number.NaN };
  const probe = join(folder, 'account.cjs');
  writeFileSync(
    probe,
    `process.on('exit', () => {
       const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
       require('fs').writeSync(2, 'account ' + (userCPUTime + systemCPUTime) + ' ' + maxRSS + '\\n');
     })`,
  );
  const [file = '', ...args] = argv;
  const { stderr } = spawnSync(file, ['--require', probe, ...args], { cwd, env, input, encoding: 'utf8' });
  const [, micros, kilobytes] = /account (\d+) (\d+)/.exec(stderr) ?? [];
  return { cpuMilliseconds: Number(micros) / 1000, megabytes: Number(kilobytes) / 1024 };
}
