/** Whole processes, from spawn to exit, taken in turns so that a busy moment hits all alike. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installRuntime } from '../../server/runtime/install';
import { type Quantiles, quantilesOf } from './quantiles';

export interface ColdFigures {
  readonly name: string;
  readonly milliseconds: Quantiles;
  readonly fastest: number;
  /** Median over the median of a bare `node -e 0` in the same run. */
  readonly ratio: number;
  /** The same of the fastest runs, which other work on the machine disturbs least. */
  readonly fastestRatio: number;
  readonly megabytes: number;
}

const rounds = 30;

export function measureCold(dist: string, root: string, folder: string): ColdFigures[] {
  const home = join(folder, 'home');
  const cwd = join(folder, 'shop');
  mkdirSync(home, { recursive: true });
  mkdirSync(join(cwd, '.git'), { recursive: true });
  installRuntime({ source: dist, home, execPath: process.execPath, settings: { instantRun: true } });
  const env = { HOME: home, PATH: process.env.PATH ?? '' };
  const payload = (command: string) =>
    JSON.stringify({
      hook_event_name: 'PreToolUse',
      session_id: 'bench',
      cwd,
      tool_name: 'run_in_terminal',
      tool_input: { command },
      tool_use_id: 'bench',
    });
  const hook = [process.execPath, join(dist, 'hook.js'), 'plugin', 'PreToolUse'];
  const programs: Program[] = [
    { name: 'bare node -e 0', argv: [process.execPath, '-e', '0'], input: '' },
    { name: 'hook: ls -la', argv: hook, input: payload('ls -la') },
    { name: 'hook: psql select', argv: hook, input: payload('psql -h localhost shop -c "SELECT id FROM orders"') },
    {
      name: 'launcher: ls -la',
      argv: ['sh', join(root, 'agent-plugin/hook.sh'), 'plugin', 'PreToolUse'],
      input: payload('ls -la'),
    },
  ];
  return compare(programs, { cwd, env, folder });
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
  return times.map(({ program, milliseconds }) => ({
    name: program.name,
    milliseconds: quantilesOf(milliseconds),
    fastest: Math.min(...milliseconds),
    ratio: quantilesOf(milliseconds).p50 / quantilesOf(bare).p50,
    fastestRatio: Math.min(...milliseconds) / Math.min(...bare),
    megabytes: peakMemory(program, place),
  }));
}

function time({ name, argv, input }: Program, { cwd, env }: Place): number {
  const [file = '', ...args] = argv;
  const started = performance.now();
  const { status, stderr } = spawnSync(file, args, { cwd, env, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

/** Asked of the process itself at its end; NaN for what is not a Node of ours. */
function peakMemory({ argv, input }: Program, { cwd, env, folder }: Place): number {
  const [file = '', ...args] = argv;
  if (file !== process.execPath) return Number.NaN;
  const probe = join(folder, 'peak.cjs');
  writeFileSync(
    probe,
    `process.on('exit', () => require('fs').writeSync(2, 'peak ' + process.resourceUsage().maxRSS + '\\n'))`,
  );
  const { stderr } = spawnSync(file, ['--require', probe, ...args], { cwd, env, input, encoding: 'utf8' });
  return Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
}
