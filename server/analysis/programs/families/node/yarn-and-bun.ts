/** yarn and bun, where they differ from npm. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';
import { installs, installsProject, npmOptions, remove } from './installs';
import { npmCommands, publishes, publishesProject } from './npm-commands';
import { execs } from './run-package';
import { runsFileOrScript, runsInAllPackages, runsInPackage, runsNamedScript } from './scripts';

export const yarn: ProgramSpec = {
  names: 'yarn yarnpkg',
  options: npmOptions,
  // Bare `yarn` installs.
  does: (call) => installsProject(call, []),
  commands: {
    ...npmCommands,
    exec: execs,
    // `yarn set version`: another yarn, kept in the project.
    set: always({ kind: 'config.write', target: 'package-manager', executes: true }),
    'constraints unplug stage search import check versions': { options: npmOptions },
    global: {
      options: npmOptions,
      commands: {
        'list bin dir': [],
        'add upgrade': (call) =>
          installs(call, call.operands).map((effect): EffectDraft => ({ ...effect, global: true }) as EffectDraft),
        remove,
      },
    },
    workspace: {
      stopAtOperand: true,
      does: runsInPackage,
    },
    workspaces: {
      options: npmOptions,
      stopAtOperand: true,
      does: runsInAllPackages,
    },
    npm: {
      commands: {
        publish: publishesProject,
        tag: publishes('tag'),
        'info audit whoami': [],
        'login logout': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
      },
    },
    plugin: {
      commands: {
        'list runtime': [],
        'import remove': always({ kind: 'config.write', target: 'package-manager', executes: true }),
      },
    },
    node: {
      stopAtOperand: true,
      does: (call) => ({
        runs: [
          {
            type: 'argv',
            words: [{ ...call.invocation.args[0]!, value: 'node' }, ...call.operands],
            label: 'yarn node',
          },
        ],
      }),
    },
  },
  otherwise: runsNamedScript,
  examples: {
    yields: {
      yarn: 'package.install{source=lockfile}',
      'yarn add react': 'package.install{name=react}',
      'yarn exec rm -rf build': 'fs.delete{path=/repo/build}',
      'yarn config set npmRegistryServer https://x.test': 'config.write{executes=true}',
      'yarn set version stable': 'config.write{executes=true}',
    },
    inert: ['yarn why react', 'yarn workspaces list', 'yarn cache list', 'yarn constraints'],
  },
};

const packageManagement: Command = {
  options: npmOptions,
  commands: {
    'ls list bin hash hash-string hash-print untrusted default-trusted migrate pack view whoami why version pkg': [],
    trust: (call) => installs(call, call.operands),
    cache: (call) =>
      call.operand(0) === 'rm'
        ? [{ kind: 'package.remove', manager: 'bun', name: 'cache', global: false, undo: 'trivial' }]
        : [],
  },
};

export const bun: ProgramSpec = {
  names: 'bun',
  options: `${npmOptions} -e,--eval=CODE -p,--print=CODE`,
  does: (call) => ({
    runs: call.words('-e', '-p').map(
      (word): Run => ({
        type: 'code',
        language: 'javascript',
        text: word.value,
        span: word.span,
        label: 'bun -e',
        via: 'inline-code',
      }),
    ),
  }),
  commands: {
    ...npmCommands,
    run: { options: npmOptions, stopAtOperand: true, does: (call) => runsFileOrScript(call) },
    pm: packageManagement,
    test: always({ kind: 'code.exec', origin: 'workspace-file', lang: 'javascript' }),
    build: [],
    upgrade: always({ kind: 'package.install', manager: 'bun', source: 'registry', global: true }),
    repl: always({ kind: 'code.opaque', reason: 'interactive', program: 'bun' }),
  },
  otherwise: (call) => runsFileOrScript(call),
  examples: {
    yields: {
      'bun add zod': 'package.install{manager=bun,name=zod,source=registry,global=false}',
      'bun run clean': 'code.exec{origin=project-config,resolved=true} + fs.delete{path=/repo/build}',
      'bun -e \'require("fs").rmSync("build", { recursive: true })\'':
        'code.exec{origin=inline,lang=javascript} + fs.delete{path=/repo/build,recursive=true}',
      'bun pm trust esbuild': 'package.install{name=esbuild,scripts=true}',
    },
    inert: ['bun pm ls', 'bun outdated', 'bun --version'],
  },
};
