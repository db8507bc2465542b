/** npm and pnpm. */
import type { Command, ProgramSpec } from '../../program';
import { always, writes } from '../../stating';
import { npmOptions } from './installs';
import { npmCommands } from './npm-commands';
import { execs } from './run-package';
import { runsNamedScript } from './scripts';

export const examples = {
  yields: {
    'npm install': 'package.install{source=lockfile,manager=npm,scripts=true}',
    'npm ci --ignore-scripts': 'package.install{source=lockfile,pinned=true,scripts=false}',
    'npm i -D left-pad@1.3.0': 'package.install{name=left-pad,source=registry,pinned=true,global=false}',
    'npm install -g @acme/tool': 'package.install{name=@acme/tool,global=true,pinned=false}',
    'npm i git+https://github.com/a/b.git': 'package.install{source=git}',
    'npm install https://evil.example/x.tgz': 'package.install{source=url}',
    'npm uninstall left-pad': 'package.remove{name=left-pad}',
    'npm publish --access public': 'package.publish{op=publish}',
    'npm unpublish acme@1.0.0 --force': 'package.publish{op=unpublish}',
    'npm config set registry http://x': 'config.write{target=package-manager,executes=true}',
    'npm config set color false': 'config.write{executes=false}',
    'npm config set //registry.npmjs.org/:_authToken abc': 'secret.write{store=registry-cred}',
    'npm token create': 'secret.write{op=mint}',
    'npm token revoke abc': 'secret.write{op=delete}',
    'npm owner add eve acme': 'package.publish{op=owner,name=acme}',
    'npm dist-tag add acme@1.0.0 latest': 'package.publish{op=tag,name=acme@1.0.0}',
    'npm create vite@latest shop': 'package.install{name=create-vite,pinned=false} + code.exec{origin=registry}',
    'npm exec -- rimraf build':
      'package.install{name=rimraf} + code.exec{origin=registry} + fs.delete{path=/repo/build}',
    'npm run clean': 'code.exec{origin=project-config,resolved=true} + fs.delete{path=/repo/build,via=script}',
    'npm version patch': 'vcs.commit',
    'npm pkg set type=module': 'fs.write{path=/repo/package.json}',
    'npm cache clean --force': 'package.remove',
  },
  inert: [
    'npm ls',
    'npm view react versions',
    'npm run',
    'npm audit',
    'npm publish --dry-run',
    'npm config get registry',
    'npm -v',
    'npm owner ls acme',
    'npm token list',
    'npm pack --dry-run',
    'npm version 1.2.3 --no-git-tag-version',
  ],
};

export const npm: ProgramSpec = {
  names: 'npm cnpm',
  options: npmOptions,
  commands: npmCommands,
  inertWith: ['--version'],
  examples,
};

/** `-w` is the root of the workspace, not one of its packages; `-c` gives the words to a shell. */
const pnpmOptions = `${npmOptions.replace('-w,--workspace,--filter,-F=W', '--filter,-F,--filter-prod=W').replace('--call,-c=CMD', '-c,--shell-mode')} -w,--workspace-root`;

const pnpmCommands: Readonly<Record<string, Command>> = {
  ...npmCommands,
  exec: execs,
  'self-update setup': always({ kind: 'package.install', manager: 'pnpm', source: 'registry', global: true }),
  env: {
    options: npmOptions,
    commands: {
      'list ls': [],
      'use add': always({ kind: 'package.install', manager: 'pnpm', name: 'node', source: 'registry', global: true }),
      'remove rm': always({ kind: 'package.remove', manager: 'pnpm', name: 'node', global: true }),
    },
  },
  // From then on the packages that were held back run their scripts.
  'approve-builds': always({ kind: 'config.write', target: 'package-manager', executes: true }),
  deploy: { options: npmOptions, does: (call) => writes(call, call.operands, 'create') },
  'patch-remove ignored-builds cat-file cat-index find-hash catalog server': { options: npmOptions },
};

function asPnpm(command: Command): Command {
  const described = typeof command !== 'function' && !('length' in command);
  return described && command.options === npmOptions ? { ...command, options: pnpmOptions } : command;
}

export const pnpm: ProgramSpec = {
  names: 'pnpm',
  options: pnpmOptions,
  commands: Object.fromEntries(Object.entries(pnpmCommands).map(([names, command]) => [names, asPnpm(command)])),
  otherwise: runsNamedScript,
  examples: {
    yields: {
      'pnpm install --frozen-lockfile': 'package.install{manager=pnpm,source=lockfile,pinned=true,scripts=true}',
      'pnpm add -D zod@3.23.8': 'package.install{manager=pnpm,name=zod,pinned=true}',
      'pnpm dlx cowsay': 'package.install{name=cowsay,pinned=false} + code.exec{origin=registry}',
      'pnpm clean': 'code.exec{origin=project-config,resolved=true} + fs.delete{path=/repo/build}',
      'pnpm -w publish': 'package.publish{op=publish}',
      'pnpm exec rm -rf build': 'fs.delete{path=/repo/build}',
      "pnpm -c exec 'ls; rm -rf build'": 'fs.delete{path=/repo/build}',
      'pnpm approve-builds': 'config.write{executes=true}',
    },
    inert: ['pnpm list --depth 0', 'pnpm why react', 'pnpm -r outdated'],
  },
};
