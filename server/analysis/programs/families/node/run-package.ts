/** npx and its kin: a program of the project, or one fetched to be run. */

import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { isPinned, nameOf, npmOptions, sourceOf } from './installs';

/** `npx X`: a program of the project when it is installed there, else fetched and run. */
function runsPackage(call: Call, words: readonly Word[]): Answer {
  const shell = call
    .words('--call')
    .map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label: `${call.name} -c` }));
  const [program, ...args] = words;
  if (!program) return { runs: shell };
  const packages = call.words('--package');
  const spec = packages[0]?.value ?? program.value;
  const name = nameOf(spec);
  const runs: Run[] = [
    ...shell,
    {
      type: 'argv',
      words: [{ ...program, value: binaryOf(nameOf(program.value)) }, ...args],
      label: call.path.length > 0 ? `${call.name} ${call.path.join(' ')}` : call.name,
    },
  ];
  if (isInstalled(call, name))
    return { effects: [{ kind: 'code.exec', origin: 'project-config', lang: 'javascript', resolved: true }], runs };
  return {
    effects: [
      {
        kind: 'package.install',
        manager: call.name,
        name,
        source: sourceOf(spec) ?? null,
        pinned: isPinned(spec),
        scripts: true,
        global: false,
      },
      { kind: 'code.exec', origin: 'registry', lang: 'javascript', resolved: false },
    ],
    runs,
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

export const npx: ProgramSpec = {
  names: 'npx bunx pnpx',
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsPackage(call, call.operands),
  examples: {
    yields: {
      'npx -y cowsay@1.6.0 hi':
        'package.install{source=registry,pinned=true,scripts=true,name=cowsay} + code.exec{origin=registry}',
    },
    inert: ['npx --version'],
  },
};
