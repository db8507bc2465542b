/** Decisions in a process that has already made many, as the worker has. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../server/decide';
import { nodeProviders } from '../../server/facts/node-providers';
import type { CompiledPolicy } from '../../server/policy/compiled';
import type { Request } from '../../server/request';
import { hundredLines, ordinaryCommands } from './ordinary-commands';
import { type Quantiles, quantilesOf } from './quantiles';
import { makeWorkspace } from './workspace';

const corpora = ['nl2bash-readonly', 'tldr-readonly', 'nah', 'cc-safety-net', 'vscode-autoapprove'];

export interface WarmFigures {
  readonly name: string;
  readonly commands: number;
  readonly micros: Quantiles;
  /** Of each command's middle time: what else the machine does hardly shows in them. */
  readonly middleMicros: Quantiles;
}

interface CommandSet {
  readonly name: string;
  readonly commands: readonly string[];
}

type Decider = (command: string) => number;

/** So often each command is measured; the script of 100 lines more often, as it stands alone. */
const rounds = 20;

export function measureWarm(policy: CompiledPolicy, folder: string, root: string): WarmFigures[] {
  const decider = timer(policy, makeWorkspace(folder));
  const ordinary = { name: 'ordinary commands', commands: ordinaryCommands };
  const measured = corpusSets(root);
  const all = { name: 'all the corpora', commands: measured.flatMap((set) => set.commands) };
  warmUp([ordinary, ...measured], decider);
  return [
    ...[ordinary, ...measured, all].map((set) => figures(set, rounds, decider)),
    figures({ name: 'a script of 100 lines', commands: [hundredLines()] }, 200, decider),
  ];
}

function corpusSets(root: string): CommandSet[] {
  return corpora.flatMap((name) => {
    const file = join(root, '../shared/corpora', `${name}.jsonl`);
    if (!existsSync(file)) return [];
    const rows = readFileSync(file, 'utf8').trim().split('\n');
    return [{ name, commands: rows.map((row) => (JSON.parse(row) as { command: string }).command) }];
  });
}

/** Until V8 has compiled what is used often: the first set measured is to be as warm as the last. */
function warmUp(sets: readonly CommandSet[], decider: Decider): void {
  for (let round = 0; round < 5; round++)
    for (const { commands } of sets) for (const command of commands) decider(command);
}

function figures({ name, commands }: CommandSet, rounds: number, decider: Decider): WarmFigures {
  const table = Array.from({ length: rounds }, () => commands.map(decider));
  const middles = commands.map((_, index) => quantilesOf(table.map((round) => round[index] ?? Number.NaN)).p50);
  return {
    name,
    commands: commands.length,
    micros: quantilesOf(table.flat()),
    middleMicros: quantilesOf(middles),
  };
}

/** Microseconds of one decision, with providers of its own as the worker makes them. */
function timer(policy: CompiledPolicy, workspace: string): Decider {
  return (command) => {
    const request: Request = {
      actions: [{ type: 'shell', command }],
      tool: 'run_in_terminal',
      title: command,
      actor: 'ai',
      channel: 'hook',
      cwd: workspace,
      workspace,
      interactive: true,
    };
    const started = process.hrtime.bigint();
    decide(request, nodeProviders(), policy);
    return Number(process.hrtime.bigint() - started) / 1000;
  };
}
