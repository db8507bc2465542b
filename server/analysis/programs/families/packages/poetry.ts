/** Managers of Python projects: poetry, PDM, Hatch, Rye, pixi, Flit. */
import type { Command, ProgramSpec } from '../../program';
import { always } from '../../stating';
import { installs, projectCode, removes, setsManager } from './installs';
import { pipInstallCommand, pipOptions, publishes, runsInside, runsScriptOrProgram } from './python-common';
import { runsFetched } from './uv';

const remove: Command = { options: pipOptions, does: (call) => removes(call) };

const clearsCache: Command = (call) => [
  { kind: 'package.remove', manager: call.name, name: 'cache', undo: 'recoverable' },
];

const environments: Command = {
  commands: {
    'info list show find use activate create': [],
    'remove prune': (call) => removes(call, { undo: 'recoverable' }),
    run: runsScriptOrProgram,
  },
};

const config: Command = {
  options: `${pipOptions} --list --unset --local`,
  does(call) {
    if (call.operands.length < 2 && !call.maybe('--unset')) return [];
    const key = call.operand(0);
    if (/token|http-basic|password/.test(String(key)))
      return [{ kind: 'secret.write', store: 'registry-cred', op: 'update' }];
    return [setsManager(key, /repositor|source|index|cert/)];
  },
};

export const poetry: ProgramSpec = {
  names: 'poetry flit',
  options: pipOptions,
  commands: {
    'show check list info search about version lock export new init help dep status': [],
    build: [projectCode],
    'add install update upgrade sync': pipInstallCommand,
    remove,
    env: environments,
    shell: always({ kind: 'code.opaque', reason: 'interactive', program: 'poetry' }),
    run: runsInside,
    publish: publishes,
    config,
    source: {
      commands: { show: [], 'add remove': always({ kind: 'config.write', target: 'package-manager', executes: true }) },
    },
    cache: { commands: { list: [], clear: clearsCache } },
    self: {
      commands: {
        'show lock': [],
        'update install sync': (call) => installs(call, [], { source: 'registry', global: true }),
        add: (call) => installs(call, call.operands, { global: true }),
        remove: (call) => removes(call, { global: true }),
      },
    },
  },
  examples: {
    yields: {
      'poetry add httpx': 'package.install{name=httpx}',
      'poetry run rm -rf build': 'fs.delete{path=/repo/build}',
      'poetry publish --build': 'package.publish{op=publish,registry=pypi}',
      'poetry config pypi-token.pypi abc': 'secret.write{store=registry-cred}',
      'poetry env remove --all': 'package.remove{manager=poetry}',
      'poetry self update': 'package.install{manager=poetry,global=true}',
    },
    inert: ['poetry show', 'poetry lock', 'poetry env info', 'poetry config --list'],
  },
};

/** Those whose `run` looks for a script of the project first. */
export const projectManagers: ProgramSpec = {
  names: 'pdm hatch rye pixi',
  options: pipOptions,
  commands: {
    'show list info search version lock export new init help status completion config-list tree which project dep shell-hook':
      [],
    'build fmt test lint type-check fix': [projectCode],
    // `pixi exec`
    exec: { options: `-s,--spec=S ${pipOptions}`, stopAtOperand: true, does: runsFetched },
    'add install update upgrade sync i': pipInstallCommand,
    'remove uninstall': remove,
    env: environments,
    'venv use pin': [],
    run: runsScriptOrProgram,
    'publish upload': publishes,
    config,
    cache: { commands: { 'list info': [], 'clear clean': clearsCache } },
    clean: (call) => removes(call, { undo: 'recoverable' }),
    shell: (call) => [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
    'global tools': {
      commands: {
        list: [],
        'install add update upgrade sync': (call) => installs(call, call.operands, { global: true }),
        'remove uninstall': (call) => removes(call, { global: true }),
      },
    },
    task: { commands: { 'list add alias remove': [] } },
    self: (call) => installs(call, [], { source: 'registry', global: true }),
    'self-update': (call) => installs(call, [], { source: 'registry', global: true }),
  },
  // `pdm start`: a script of the project.
  otherwise: (_, name) => [{ ...projectCode, resolved: false, path: name }],
  examples: {
    yields: {
      'pdm add httpx': 'package.install{manager=pdm,name=httpx}',
      'hatch run test': 'code.exec{origin=project-config,resolved=false}',
      'pixi run rm -rf build': 'code.exec + fs.delete{path=/repo/build}',
      'hatch publish': 'package.publish{registry=pypi}',
      'pixi global install jq': 'package.install{name=jq,global=true}',
      'hatch env prune': 'package.remove{manager=hatch}',
    },
    inert: ['pdm list', 'hatch env show', 'pixi task list', 'pdm lock'],
  },
};
