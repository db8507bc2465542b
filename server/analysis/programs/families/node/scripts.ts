/** Scripts of package.json, by name. */
import type { Text } from '../../../../effects/value';
import type { Answer, Call, Command } from '../../program';
import type { ProjectRunner, Run, Word } from '../../spec';
import { npmOptions } from './installs';

function runnerOf(call: Call): ProjectRunner {
  return call.name === 'pnpm' || call.name === 'yarn' || call.name === 'bun' ? call.name : 'npm';
}

export function runsScript(call: Call, name: Text, args: readonly Word[]): Answer {
  const directory = call.words('--prefix').at(-1);
  const cwd = directory
    ? (call.invocation.surroundings.fileTarget(directory.value, call.invocation.cwd).path ?? null)
    : undefined;
  const run: Run = {
    type: 'project',
    runner: runnerOf(call),
    name,
    args,
    label: `${call.name} run ${String(name)}`,
    ...(cwd !== undefined && { cwd }),
  };
  return { runs: [run] };
}

export const runScript: Command = {
  options: npmOptions,
  stopAtOperand: true,
  // Without a name the scripts are listed.
  does: (call) => (call.operands.length === 0 ? [] : runsScript(call, call.operand(0) ?? null, call.operands.slice(1))),
};

export const lifecycle: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsScript(call, lifecycleName(call.path.at(-1) ?? ''), call.operands),
};

function lifecycleName(verb: string): string {
  return verb === 't' || verb === 'tst' ? 'test' : verb;
}

/** `yarn build`, `pnpm build`: a script of that name, or a program of the project. */
export function runsNamedScript(call: Call, name: string): Answer {
  return runsScript(call, name, call.operands.slice(1));
}

export function runsFileOrScript(call: Call): Answer {
  const [target, ...args] = call.operands;
  if (!target) return [];
  if (/\.[cm]?[jt]sx?$/.test(String(target.value)))
    return { runs: [{ type: 'file', path: target.value, language: 'javascript', args, label: `bun ${target.raw}` }] };
  return runsScript(call, target.value, args);
}
