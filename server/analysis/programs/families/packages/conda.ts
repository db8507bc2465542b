/** conda and its faster kin. */
import type { Call, Command, ProgramSpec } from '../../program';
import { reads, writes } from '../../stating';
import { installs, removes, setsManager } from './installs';

const options =
  '-n,--name=ENV -p,--prefix=DIR -c,--channel=C -f,--file=F -y,--yes -q -v -d,--dry-run --json --override-channels --offline -a,--all --clone=ENV --force --no-deps --live-stream,--no-capture-output --cwd=D';

/** Channels have names; an address is somebody else's. */
function installsFromChannels(call: Call) {
  const elsewhere = call.words('-c').some((word) => /^https?:|\//.test(String(word.value)));
  const files = call.words('-f');
  return [
    ...reads(call, files, { shown: false }),
    ...installs(call, call.operands, elsewhere ? { source: 'url' } : {}),
  ];
}

const install: Command = { options, inertWith: ['-d'], does: installsFromChannels };

const removesFromEnvironment: Command = {
  options,
  inertWith: ['-d'],
  does: (call) => {
    const environment = call.value('-n', '-p');
    return call.has('-a') === true || call.operands.length === 0
      ? [{ kind: 'package.remove', manager: call.name, name: environment ?? null }]
      : removes(call);
  },
};

export const conda: ProgramSpec = {
  names: 'conda mamba micromamba',
  options,
  commands: {
    'list info search doctor compare package notices help repoquery activate deactivate shell.posix shell.bash shell.zsh':
      [],
    'install create update upgrade self-update': install,
    'remove uninstall rename': removesFromEnvironment,
    env: {
      options,
      commands: {
        'list export config': [],
        'create update': install,
        remove: removesFromEnvironment,
      },
    },
    export: { options, does: (call) => writes(call, call.words('-f'), 'overwrite') },
    run: {
      options,
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: `${call.name} run` }] }),
    },
    clean: {
      options,
      inertWith: ['-d'],
      does: (call) => [{ kind: 'package.remove', manager: call.name, name: 'cache', undo: 'recoverable' }],
    },
    config: {
      options:
        '--show --show-sources --get --describe --validate --add=K=V --append=K=V --prepend=K=V --set=K=V --remove=K=V --remove-key=K',
      does(call) {
        const changed = call.words('--add', '--append', '--prepend', '--set', '--remove', '--remove-key');
        if (changed.length === 0 && !call.open) return [];
        const unknown = changed.length === 0 || changed.some((word) => typeof word.value !== 'string');
        const named = changed.map((word) => String(word.value)).join(' ');
        return [setsManager(unknown ? null : named, /channel|proxy|ssl_verify/)];
      },
    },
    init: [{ kind: 'persist.install', mechanism: 'shell-rc', op: 'add' }],
  },
  examples: {
    yields: {
      'conda install numpy': 'package.install{name=numpy,source=registry}',
      'conda install -c https://x.test/channel acme': 'package.install{name=acme,source=url}',
      'conda env create -f environment.yml': 'fs.read + package.install{source=lockfile}',
      'conda env remove -n shop': 'package.remove{name=shop}',
      'conda run -n shop rm -rf build': 'fs.delete{path=/repo/build}',
      'conda config --add channels https://x.test': 'config.write{target=package-manager,executes=true}',
      'conda init bash': 'persist.install{mechanism=shell-rc}',
    },
    inert: ['conda list', 'conda env list', 'conda activate shop', 'conda config --show', 'conda env export'],
  },
};
