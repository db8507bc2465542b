/** Package managers of Python. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { always, reads } from '../../stating';
import { bareName, type Install, installs, removes, sourceOf } from './installs';

const pipOptions =
  '-r,--requirement=F -c,--constraint=F -e,--editable=P -t,--target=D --prefix=D --root=D -i,--index-url,--index=U --extra-index-url=U -f,--find-links=U --no-index --trusted-host=H --proxy=P --cache-dir=D --python=V -p=V --user --upgrade,-U --pre --no-deps --require-hashes --no-build-isolation --only-binary=F --no-binary=F -q -v --dry-run --break-system-packages --force-reinstall -y,--yes --system --group=G -G=G -D,--dev --optional=G --extra=E --with=P --without=P --from=P --no-root --sync --frozen --locked -n,--name=N --channel=C --all-extras --only=G -d,--dest=D --timeout=N --retries=N';

function pipInstall(call: Call): EffectDraft[] {
  const otherIndex = call
    .words('-i', '--extra-index-url', '-f')
    .some((word) => !/^https:\/\/pypi\.org\//.test(String(word.value)));
  const hashes = call.has('--require-hashes') === true;
  const editable = call.words('-e');
  const more: Partial<Install> = {
    ...(otherIndex && { source: 'url' as const }),
    ...(hashes && { pinned: true }),
    global: call.has('--system', '--break-system-packages'),
  };
  const specs = [...call.operands, ...editable];
  return [...reads(call, call.words('-r'), { shown: false }), ...installs(call, specs, more)];
}

const pipInstallCommand: Command = { options: pipOptions, inertWith: ['--dry-run'], does: pipInstall };

/** What a tool fetches and then runs: `uvx`, `pipx run`. */
function runsFetched(call: Call, words: readonly Word[]): Answer {
  const [program, ...args] = words;
  const spec = call.words('--from', '--spec').at(-1)?.value ?? program?.value ?? null;
  return {
    effects: [
      {
        kind: 'package.install',
        manager: call.name,
        name: bareName(spec),
        source: sourceOf(spec) ?? null,
        pinned: typeof spec === 'string' && /==|@\d/.test(spec),
        scripts: true,
        global: false,
      },
      { kind: 'code.exec', origin: 'registry', lang: 'python', resolved: false },
    ],
    runs: program
      ? [{ type: 'argv', words: [{ ...program, value: bareName(program.value) }, ...args], label: call.name }]
      : [],
  };
}

const runsInside: Command = {
  options: pipOptions,
  stopAtOperand: true,
  does(call) {
    const label = `${call.name} run`;
    const [target] = call.operands;
    const runs: Run[] = /\.py$/.test(String(target?.value))
      ? [{ type: 'file', path: target!.value, language: 'python', args: call.operands.slice(1), label }]
      : [{ type: 'argv', words: call.operands, label }];
    const added = call.words('--with');
    return { effects: added.length > 0 ? installs(call, added) : [], runs: call.operands.length > 0 ? runs : [] };
  },
};

const publishes = (registry: string): Command => ({
  options: `${pipOptions} --repository=R --repository-url=U -u,--username=U --password=P --skip-existing -r=R --token=T --allow-dirty --index-strategy=S`,
  inertWith: ['--dry-run'],
  does: always({ kind: 'package.publish', op: 'publish', registry, name: null }),
});

export const pip: ProgramSpec = {
  names: 'pip pipenv',
  options: pipOptions,
  commands: {
    'list show freeze check search index inspect hash debug help graph --venv verify requirements': [],
    'install lock sync update upgrade': pipInstallCommand,
    'download wheel': always({ kind: 'net.fetch' }),
    'uninstall clean': { options: pipOptions, does: (call) => removes(call) },
    cache: {
      commands: {
        'dir info list': [],
        'purge remove': always({ kind: 'package.remove', manager: 'pip', name: 'cache', undo: 'recoverable' }),
      },
    },
    config: {
      commands: {
        'list get debug': [],
        'set unset edit': (call) => [
          {
            kind: 'config.write',
            target: 'package-manager',
            executes: /index|find-links|trusted/.test(String(call.operand(0))),
          },
        ],
      },
    },
    'run shell': runsInside,
  },
  examples: {
    yields: {
      'pip install requests==2.32.0': 'package.install{name=requests,pinned=true,source=registry}',
      'pip3 install -r requirements.txt': 'fs.read + package.install{source=lockfile}',
      'pip install --index-url http://x.test/simple acme': 'package.install{source=url,name=acme}',
      'pip install git+https://github.com/a/b': 'package.install{source=git}',
      'pip uninstall -y requests': 'package.remove{name=requests}',
    },
    inert: ['pip list', 'pip freeze', 'pip show requests'],
  },
};

export const uv: ProgramSpec = {
  names: 'uv',
  options: pipOptions,
  commands: {
    'version tree help export build lock venv init format': [],
    'add sync': pipInstallCommand,
    remove: { options: pipOptions, does: (call) => removes(call) },
    run: runsInside,
    pip: {
      options: pipOptions,
      commands: {
        'list show freeze check compile tree': [],
        'install sync': pipInstallCommand,
        uninstall: { options: pipOptions, does: (call) => removes(call) },
      },
    },
    tool: {
      options: pipOptions,
      commands: {
        'list dir': [],
        run: { options: pipOptions, stopAtOperand: true, does: (call) => runsFetched(call, call.operands) },
        'install upgrade update-shell': {
          options: pipOptions,
          does: (call) => installs(call, call.operands, { global: true }),
        },
        uninstall: { does: (call) => removes(call, { global: true }) },
      },
    },
    python: {
      commands: {
        'list find dir pin': [],
        'install uninstall upgrade': always({
          kind: 'package.install',
          manager: 'uv',
          name: 'python',
          source: 'registry',
          global: true,
        }),
      },
    },
    cache: {
      commands: {
        dir: [],
        'clean prune': always({ kind: 'package.remove', manager: 'uv', name: 'cache', undo: 'recoverable' }),
      },
    },
    publish: publishes('pypi'),
    self: (call) =>
      call.operand(0) === 'version'
        ? []
        : [{ kind: 'package.install', manager: 'uv', source: 'registry', global: true }],
  },
  examples: {
    yields: { 'uv add httpx': 'package.install{name=httpx}', 'uv publish': 'package.publish{registry=pypi}' },
    inert: ['uv pip list', 'uv lock'],
  },
};

export const fetchingRunners: ProgramSpec = {
  names: 'uvx pipx',
  options: `${pipOptions} --spec=S`,
  stopAtOperand: true,
  does(call) {
    const verb = call.name === 'pipx' ? call.operand(0) : 'run';
    const words = call.name === 'pipx' ? call.operands.slice(1) : call.operands;
    if (verb === 'run')
      return runsFetched(
        call,
        words.filter((word) => !/^--?(spec|pip-args)/.test(String(word.value))),
      );
    if (verb === 'list' || verb === 'environment' || verb === undefined) return [];
    const names = words.filter((word) => !String(word.value).startsWith('-'));
    if (/^uninstall/.test(String(verb)))
      return names.map(
        (word): EffectDraft => ({ kind: 'package.remove', manager: 'pipx', name: word.value, global: true }),
      );
    return installs(call, names, { global: true, source: 'registry' });
  },
  examples: {
    yields: {
      'uvx ruff check': 'package.install{name=ruff,source=registry} + code.exec{origin=registry}',
      'pipx install black': 'package.install{global=true}',
    },
    inert: ['pipx list'],
  },
};

export const poetry: ProgramSpec = {
  names: 'poetry pdm hatch rye conda mamba micromamba pixi flit',
  options: pipOptions,
  commands: {
    'show check list info search about version --version activate deactivate lock export build new init shell help env clean dep status fmt test type-check':
      (call) => (call.path.at(-1) === 'env' && call.operand(0) === 'remove' ? removes(call) : []),
    'add install update upgrade sync self create': pipInstallCommand,
    'remove uninstall prune': { options: pipOptions, does: (call) => removes(call) },
    run: runsInside,
    publish: publishes('pypi'),
    config: {
      options: `${pipOptions} --list --unset --local`,
      does: (call) =>
        call.operands.length < 2 && !call.maybe('--unset')
          ? []
          : [
              {
                kind: 'config.write',
                target: 'package-manager',
                executes: /repositor|source|http/.test(String(call.operand(0))),
              },
            ],
    },
    'source cache': {
      commands: {
        'show list info': [],
        'add remove clear': always({ kind: 'config.write', target: 'package-manager', executes: true }),
      },
    },
  },
  otherwise: (call, name) =>
    call.name === 'hatch' || call.name === 'rye' || call.name === 'pixi'
      ? [{ kind: 'code.exec', origin: 'project-config', path: name }]
      : [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }],
  examples: {
    yields: {
      'poetry add httpx': 'package.install{name=httpx}',
      'poetry publish --build': 'package.publish',
      'conda install numpy': 'package.install{name=numpy}',
    },
    inert: ['poetry show', 'conda list'],
  },
};

export const twine: ProgramSpec = {
  names: 'twine pyproject-build',
  commands: { check: [], 'upload register': publishes('pypi') },
  otherwise: (call) =>
    call.name === 'twine' ? [{ kind: 'code.opaque', reason: 'unresolved-command', program: 'twine' }] : [],
  examples: { yields: { 'twine upload dist/*': 'package.publish{registry=pypi}' }, inert: ['twine check dist/*'] },
};
