/** uv and uvx. */
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { always, reads } from '../../stating';
import { bareName, installs, isPinned, projectCode, removes, sourceOf } from './installs';
import { pipInstallCommand, pipOptions, publishes } from './python-common';

/** What a tool fetches and then runs: `uvx TOOL`, `pipx run TOOL`. */
export function runsFetched(call: Call): Answer {
  const [program, ...args] = call.operands;
  if (!program) return [];
  const spec = call.words('--from', '--spec').at(-1)?.value ?? program.value;
  return {
    effects: [
      {
        kind: 'package.install',
        manager: call.name,
        name: bareName(spec),
        source: sourceOf(spec) ?? null,
        pinned: isPinned(spec) === true || /@\d/.test(String(spec)),
        scripts: true,
        global: false,
      },
      { kind: 'code.exec', origin: 'registry', lang: 'python', resolved: false },
      ...call.words('--with').flatMap((word) => installs(call, [word])),
    ],
    runs: [{ type: 'argv', words: [{ ...program, value: bareName(program.value) }, ...args], label: call.name }],
  };
}

const runOptions = `-m,--module -s,--script --gui-script --with-editable=P --with-requirements=F --env-file=F --package=P --project=D --directory=D --no-project --isolated --no-sync --active ${pipOptions}`;

/** `uv run FILE`, `uv run -m MODULE`, `uv run PROGRAM`, `uv run -`. */
const run: Command = {
  options: runOptions,
  stopAtOperand: true,
  does(call) {
    const [target] = call.operands;
    const effects = call.words('--with').flatMap((word) => installs(call, [word]));
    if (!target) return { effects };
    if (/^https?:/.test(String(target.value)))
      return { effects: [...effects, { kind: 'code.exec', origin: 'network', lang: 'python', resolved: false }] };
    return { effects, runs: [runInside(call, target)] };
  },
};

function runInside(call: Call, target: Word): Run {
  const label = 'uv run';
  const isFile = /\.pyw?$/.test(String(target.value)) || call.has('-s') === true;
  if (isFile) return { type: 'file', path: target.value, language: 'python', args: call.operands.slice(1), label };
  const python: Word = { ...target, value: 'python', raw: 'python' };
  const module: Word = { ...target, value: '-m', raw: '-m' };
  if (call.has('-m') === true) return { type: 'argv', words: [python, module, ...call.operands], label };
  return { type: 'argv', words: target.value === '-' ? [python, ...call.operands] : call.operands, label };
}

export const uv: ProgramSpec = {
  names: 'uv',
  options: pipOptions,
  commands: {
    'version tree help export lock venv init format generate-shell-completion': [],
    build: [projectCode],
    'add sync': pipInstallCommand,
    remove: { options: pipOptions, does: (call) => removes(call) },
    run,
    pip: {
      options: pipOptions,
      commands: {
        'list show freeze check compile tree': [],
        install: pipInstallCommand,
        // Its operands are lists of what there shall be.
        sync: {
          options: pipOptions,
          inertWith: ['--dry-run'],
          does: (call) => [...reads(call, call.operands, { shown: false }), ...installs(call, [])],
        },
        uninstall: { options: pipOptions, does: (call) => removes(call) },
      },
    },
    tool: {
      options: pipOptions,
      commands: {
        'list dir': [],
        run: { options: pipOptions, stopAtOperand: true, does: runsFetched },
        'install upgrade': { options: pipOptions, does: (call) => installs(call, call.operands, { global: true }) },
        'update-shell': always({ kind: 'config.write', target: 'path', executes: false }),
        uninstall: { does: (call) => removes(call, { global: true }) },
      },
    },
    python: {
      commands: {
        'list find dir pin': [],
        'install upgrade': always({
          kind: 'package.install',
          manager: 'uv',
          name: 'python',
          source: 'registry',
          global: true,
        }),
        uninstall: always({ kind: 'package.remove', manager: 'uv', name: 'python', global: true }),
      },
    },
    cache: {
      commands: {
        'dir size': [],
        'clean prune': always({ kind: 'package.remove', manager: 'uv', name: 'cache', undo: 'recoverable' }),
      },
    },
    auth: {
      commands: {
        dir: [],
        token: always({ kind: 'secret.read', store: 'registry-cred', audience: 'model' }),
        login: always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
        logout: always({ kind: 'secret.write', store: 'registry-cred', op: 'delete' }),
      },
    },
    publish: publishes,
    self: (call) =>
      call.operand(0) === 'version'
        ? []
        : [{ kind: 'package.install', manager: 'uv', source: 'registry', global: true }],
  },
  examples: {
    yields: {
      'uv add httpx': 'package.install{name=httpx}',
      'uv sync --frozen': 'package.install{manager=uv,source=lockfile}',
      'uv pip sync requirements.txt': 'fs.read + package.install{source=lockfile}',
      'uv tool install ruff': 'package.install{name=ruff,global=true}',
      'uv run --with rich -- rm -rf build': 'package.install{name=rich} + fs.delete{path=/repo/build}',
      'uv run -m http.server 8000': 'net.listen{port=8000}',
      'uv run https://x.test/s.py': 'code.exec{origin=network,resolved=false}',
      'uv publish': 'package.publish{registry=pypi}',
    },
    inert: ['uv pip list', 'uv lock', 'uv tool list', 'uv run ruff check .'],
  },
};

export const uvx: ProgramSpec = {
  names: 'uvx',
  options: pipOptions,
  stopAtOperand: true,
  does: runsFetched,
  examples: {
    yields: {
      'uvx ruff check': 'package.install{name=ruff,source=registry,pinned=false} + code.exec{origin=registry}',
      'uvx --from git+https://github.com/a/b ruff': 'package.install{source=git} + code.exec{origin=registry}',
    },
    inert: ['uvx --version'],
  },
};
