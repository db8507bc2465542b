/** Scripts of package.json, by name. */
import { displayText, type Text } from '../../../../effects/value';
import { type Arguments, readArguments } from '../../arguments';
import { type Answer, type Call, type Command, opaque } from '../../program';
import type { PackageSelection, Run, Word } from '../../spec';
import { npmOptions, runnerOf } from './installs';

/** How a script is run, as options say: in which folder, in which packages, or else a program. */
interface Manner {
  readonly packages?: PackageSelection;
  readonly directory?: Word | undefined;
  readonly orProgram?: boolean;
  /** In place of `sh`, and none that is known. */
  readonly shells?: readonly Word[];
}

const PLAIN_SHELL = /^(\/[\w/]*\/)?(ba|da|z|k)?sh$/;

/** `npm -w a`, `pnpm --filter a`, `pnpm -r`, `bun --filter a`: the packages meant in place of the one here. */
function mannerOf(call: Call, late?: Arguments): Manner {
  const values = (...names: readonly string[]) => [
    ...call.words(...names),
    ...names.flatMap((name) => late?.values(name) ?? []),
  ];
  const selectors = values('--filter', '--workspace', '--filter-prod').map((word) => word.value);
  const all = call.has('--workspaces', '-r') === true || late?.has('--workspaces') === true;
  const directory = values('--prefix').at(-1);
  const shells = values('--script-shell').filter(({ value }) => !PLAIN_SHELL.test(String(value)));
  return {
    directory,
    shells,
    ...((all || selectors.length > 0) && { packages: { selectors: [...new Set(selectors)], all } }),
  };
}

export function runsScript(call: Call, name: Text, args: readonly Word[], how: Manner = mannerOf(call)): Answer {
  const { directory, packages, orProgram } = how;
  const cwd = directory
    ? (call.invocation.surroundings.fileTarget(directory.value, call.invocation.cwd).path ?? null)
    : undefined;
  const run: Run = {
    type: 'project',
    runner: runnerOf(call),
    name,
    args,
    label: `${call.name} run ${displayText(name)}`,
    ...(packages && { packages }),
    ...(orProgram && { orProgram }),
    ...(cwd !== undefined && { cwd }),
  };
  return {
    effects: (how.shells ?? []).map((word) => ({ kind: 'code.opaque', reason: 'dynamic-eval', program: word.value })),
    runs: [run],
  };
}

/** npm takes its own options from behind the script's name too, up to `--`; the others hand them to the script. */
function runsWithOptions(call: Call, name: Text, args: readonly Word[], how: Manner = {}): Answer {
  if (runnerOf(call) !== 'npm') return runsScript(call, name, args, { ...mannerOf(call), ...how });
  const late = readArguments(args, { options: npmOptions });
  return runsScript(call, name, late.operands, { ...mannerOf(call, late), ...how });
}

export const runScript: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does(call) {
    const [name, ...args] = call.operands;
    // Without a name the scripts are listed. yarn and bun run a program of the project as well; npm and pnpm refuse.
    const orProgram = call.name === 'yarn' || call.name === 'yarnpkg' || call.name === 'bun';
    return name ? runsWithOptions(call, name.value, args, { orProgram }) : [];
  },
};

export const lifecycle: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsWithOptions(call, lifecycleName(call.path.at(-1) ?? ''), call.operands),
};

function lifecycleName(verb: string): string {
  return verb === 't' || verb === 'tst' ? 'test' : verb;
}

/** `yarn build`, `pnpm build`: a script of that name, or a program of the project. */
export function runsNamedScript(call: Call, name: string): Answer {
  return runsScript(call, name, call.operands.slice(1), { ...mannerOf(call), orProgram: true });
}

/** `yarn workspace PACKAGE [run] SCRIPT`. */
/** What yarn does itself in a package of the workspace. */
const OWN_COMMAND =
  /^(add|remove|up|upgrade|install|dlx|exec|node|npm|pack|publish|why|info|version|dedupe|outdated|list)$/;

export function runsInPackage(call: Call): Answer {
  const [name, ...words] = call.operands;
  const [script, ...args] = words[0]?.value === 'run' ? words.slice(1) : words;
  if (!name || !script) return [];
  if (OWN_COMMAND.test(String(script.value))) {
    const yarn: Word = { value: call.name, raw: call.name, span: script.span, many: false };
    return { runs: [{ type: 'argv', words: [yarn, script, ...args], label: 'yarn workspace' }] };
  }
  return runsScript(call, script.value, args, { packages: { selectors: [name.value], all: false }, orProgram: true });
}

/** `yarn workspaces run SCRIPT`, `yarn workspaces foreach -A run SCRIPT`. */
export function runsInAllPackages(call: Call): Answer {
  const at = call.operands.findIndex((word) => word.value === 'run');
  const script = call.operands[at + 1];
  if (at >= 0 && script)
    return runsScript(call, script.value, call.operands.slice(at + 2), { packages: { selectors: [], all: true } });
  return call.operand(0) === 'foreach' ? [opaque(call.invocation)] : [];
}

export function runsFileOrScript(call: Call): Answer {
  const [target, ...args] = call.operands;
  if (!target) return [];
  if (/\.[cm]?[jt]sx?$/.test(String(target.value)))
    return { runs: [{ type: 'file', path: target.value, language: 'javascript', args, label: `bun ${target.raw}` }] };
  return runsScript(call, target.value, args, { ...mannerOf(call), orProgram: true });
}
