/** npx and its kin: a program of the project, or one fetched to be run. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { joinedShell } from '../wrappers/running';
import { isPinned, nameOf, npmOptions, sourceOf } from './installs';

/** `npx X`: a program of the project when it is installed there, else fetched and run. */
function runsPackage(call: Call, words: readonly Word[]): Answer {
  const [program, ...args] = words;
  const label = [call.name, ...call.path].join(' ');
  const packages = call.words('--package').map((word) => word.value);
  const specs = packages.length > 0 ? packages : program ? [program.value] : [];
  const runs = [
    ...call.words('--call').map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label })),
    ...(program ? [startsProgram(program, args, label)] : []),
  ];
  // `--no` runs nothing that would have to be fetched.
  const fetched = call.has('--no-install') === true ? [] : specs.filter((spec) => !isInstalled(call, nameOf(spec)));
  if (fetched.length === 0) {
    return specs.length === 0 && runs.length === 0
      ? []
      : { effects: [{ kind: 'code.exec', origin: 'project-config', lang: 'javascript', resolved: true }], runs };
  }
  const effects = fetched.map((spec) => fetches(call, spec));
  return {
    effects: [...effects, { kind: 'code.exec', origin: 'registry', lang: 'javascript', resolved: false }],
    runs,
  };
}

function startsProgram(program: Word, args: readonly Word[], label: string): Run {
  return { type: 'argv', words: [{ ...program, value: binaryOf(nameOf(program.value)) }, ...args], label };
}

function fetches(call: Call, spec: Text): EffectDraft {
  return {
    kind: 'package.install',
    manager: call.name,
    name: nameOf(spec),
    source: sourceOf(spec) ?? null,
    pinned: isPinned(spec),
    scripts: true,
    global: false,
  };
}

/** Programs that are not named like their packages. */
const binaries: Readonly<Record<string, string>> = {
  '@anthropic-ai/claude-code': 'claude',
  '@openai/codex': 'codex',
  '@google/gemini-cli': 'gemini',
  typescript: 'tsc',
  '@angular/cli': 'ng',
  '@nestjs/cli': 'nest',
  '@railway/cli': 'railway',
};

/** `@scope/tool` usually brings a program named `tool`. */
function binaryOf(name: Text): Text {
  return typeof name === 'string' ? (own(binaries, name) ?? name.split('/').at(-1) ?? name) : name;
}

function isInstalled(call: Call, name: Text): boolean {
  const { surroundings, cwd } = call.invocation;
  if (typeof name !== 'string' || name === '') return false;
  const candidates = [`node_modules/.bin/${binaryOf(name)}`, `node_modules/${name}`];
  return candidates.some((candidate) => {
    const local = surroundings.fileTarget(candidate, cwd).path;
    const root = `${surroundings.workspace}/${candidate}`;
    return [local, root].some(
      (path) => typeof path === 'string' && surroundings.providers.files.kind(path) !== 'absent',
    );
  });
}

export const dlx: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsPackage(call, call.operands),
};

/** `pnpm exec X`, `yarn exec X`: a program of the project or of the machine; nothing is fetched. */
export const execs: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does(call) {
    if (call.has('--shell-mode') === true) return { runs: joinedShell(call.operands, `${call.name} exec -c`) };
    const [program, ...args] = call.operands;
    const shell = call.words('-c').map((word): Run => ({ type: 'shell', text: word.value, label: 'exec' }));
    const runs = program ? [startsProgram(program, args, `${call.name} exec`)] : shell;
    if (!program || !isInstalled(call, nameOf(program.value))) return { runs };
    return { effects: [{ kind: 'code.exec', origin: 'project-config', lang: 'javascript', resolved: true }], runs };
  },
};

/** `npm create vite@latest`: fetches and runs create-vite. */
export const creates: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does(call) {
    const template = call.operand(0);
    if (template === undefined) return [];
    const spec = typeof template === 'string' ? initializer(template) : template;
    return [fetches(call, spec), { kind: 'code.exec', origin: 'registry', lang: 'javascript', resolved: false }];
  },
};

/** `vite@1` → `create-vite@1`, `@acme` → `@acme/create`, `@acme/app` → `@acme/create-app`. */
function initializer(template: string): string {
  const [, scope, name = '', version = ''] = /^(@[^/@]+)?\/?([^@]*)(@.*)?$/.exec(template) ?? [];
  if (scope !== undefined) return `${scope}/create${name === '' ? '' : `-${name}`}${version}`;
  return /^[\w.-]+$/.test(name) ? `create-${name}${version}` : template;
}

export const npx: ProgramSpec = {
  names: 'npx bunx pnpx',
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsPackage(call, call.operands),
  examples: {
    yields: {
      'npx -y cowsay@1.6.0 hi':
        'package.install{source=registry,pinned=true,scripts=true,name=cowsay} + code.exec{origin=registry}',
      'npx -p acme-tool@1 rimraf ~': 'package.install{name=acme-tool} + code.exec + fs.delete{root=home}',
      "npx -c 'rm -rf build'": 'code.exec{origin=project-config} + fs.delete{path=/repo/build}',
      'npx --no-install eslint .': 'code.exec{origin=project-config}',
      'bunx github:acme/tool': 'package.install{source=git} + code.exec{origin=registry} + code.opaque',
    },
    inert: ['npx --version'],
  },
};
