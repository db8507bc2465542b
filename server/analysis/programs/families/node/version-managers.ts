/** Managers of versions of languages. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, CommandSpec, Does, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { always, when } from '../../stating';

const switches = always({ kind: 'config.write', target: 'env', executes: false });

const installsVersions: Does = (call) =>
  (call.operands.length > 0 ? call.operands : [undefined]).map((word) => installed(call, word));

function installed(call: Call, word: Word | undefined): EffectDraft {
  return {
    kind: 'package.install',
    manager: call.name,
    name: word?.value ?? null,
    source: 'registry',
    scripts: true,
    global: true,
  };
}

const removesVersion: Does = (call) => [
  { kind: 'package.remove', manager: call.name, name: call.operands.at(-1)?.value ?? null, global: true },
];

/** `mise exec node@20 -- CMD`, `nvm exec 20 CMD`, `pyenv exec CMD`. */
const runsCommand: CommandSpec = {
  stopAtOperand: true,
  does: (call) => ({ runs: [{ type: 'argv', words: commandOf(call), label: `${call.name} ${call.path.join(' ')}` }] }),
};

function commandOf(call: Call): readonly Word[] {
  const dashes = call.operands.findIndex((word) => word.value === '--');
  if (dashes >= 0) return call.operands.slice(dashes + 1);
  const [first] = call.operands;
  const versionFirst = /^(nvm|fnm|n|rustup)$/.test(call.name) || /@|^v?\d/.test(String(first?.value));
  return versionFirst && call.last.afterDashes === undefined ? call.operands.slice(1) : call.operands;
}

const versionManagers: ProgramSpec = {
  names: 'nvm fnm volta n nodenv pyenv rbenv asdf sdk jenv tfenv tfswitch goenv ghcup proto',
  options: '-g,--global --default -y -v -s --lts --using=V --reinstall-packages-from=V',
  commands: {
    'ls list ls-remote list-remote list-all current which version --version where env doctor info help hash rehash reshim prefix root whence completions init setup versions shims bin offline':
      [],
    'use default alias unalias global set pin unpin deactivate local shell': switches,
    'install i add plugin upgrade update self-update fetch lts latest': (call) =>
      call.operand(0) === 'list' ? [] : [installed(call, call.operands[0])],
    'uninstall remove rm unset prune': removesVersion,
    'exec run x': runsCommand,
  },
  otherwise: (call) => [installed(call, call.operands[0])],
  examples: {
    yields: {
      'nvm install 20': 'package.install{manager=nvm,name=20,global=true}',
      'nvm exec 20 rm -rf build': 'fs.delete{path=/repo/build}',
      'volta uninstall node': 'package.remove{manager=volta,name=node,global=true}',
      'pyenv local 3.12': 'config.write{target=env,executes=false}',
    },
    inert: ['nvm ls', 'asdf current', 'volta list', 'pyenv versions'],
  },
};

const rustup: ProgramSpec = {
  names: 'rustup',
  options: '-q -v --toolchain=T --profile=P -c,--component=C -t,--target=T --force --no-self-update -y',
  commands: {
    'show which doc man completions help check': [],
    'default override set': (call) => (call.operand(0) === 'list' ? [] : switches(call)),
    'toolchain target component': {
      commands: {
        list: [],
        'install update add': installsVersions,
        link: switches,
        'uninstall remove': removesVersion,
      },
    },
    'update upgrade install': installsVersions,
    uninstall: removesVersion,
    run: runsCommand,
    self: (call) => (call.operand(0) === 'uninstall' ? removesVersion(call) : [installed(call, undefined)]),
  },
  examples: {
    yields: {
      'rustup target add wasm32-wasip1': 'package.install{manager=rustup,name=wasm32-wasip1}',
      'rustup self uninstall': 'package.remove{manager=rustup,global=true}',
      'rustup run nightly cargo test': 'code.exec{origin=project-config}',
    },
    inert: ['rustup show', 'rustup target list', 'rustup component list --installed'],
  },
};

const mise: ProgramSpec = {
  names: 'mise rtx',
  options:
    '-C,--cd=D -E,--env=E -j,--jobs=N -y,--yes -q -v -g,--global -f,--force -n,--dry-run -r,--raw -P,--profile=P',
  inertWith: ['-n'],
  commands: {
    'ls list ls-remote latest current outdated where which bin-paths doctor dr env e activate deactivate completion help version search registry cfg config fmt generate hook-env reshim token tool':
      [],
    'run r watch': always({ kind: 'code.exec', origin: 'project-config', resolved: false }),
    'tasks t': {
      commands: { 'ls list info deps validate': [], 'run r': always({ kind: 'code.exec', origin: 'project-config' }) },
    },
    'exec x': runsCommand,
    trust: (call) => when(!call.maybe('--show'), { kind: 'code.exec', origin: 'project-config', resolved: false }),
    'use u set unset settings shell sh alias unuse sync link ln': switches,
    'install i upgrade up plugins plugin p self-update backends': (call) =>
      call.operand(0) === 'ls' || call.operand(0) === 'list' ? [] : installsVersions(call),
    'uninstall remove rm prune implode': removesVersion,
    cache: (call) => when(call.operand(0) !== 'path', { kind: 'package.remove', manager: 'mise', name: 'cache' }),
  },
  otherwise: () => [{ kind: 'code.exec', origin: 'project-config', resolved: false }],
  examples: {
    yields: {
      'mise run deploy': 'code.exec{origin=project-config,resolved=false}',
      'mise exec node@20 -- rm -rf build': 'fs.delete{path=/repo/build}',
      'mise use node@20': 'config.write{target=env,executes=false}',
      'mise install': 'package.install{manager=mise,global=true}',
    },
    inert: ['mise ls', 'mise tasks ls', 'mise current'],
  },
};

const corepack: ProgramSpec = {
  names: 'corepack',
  options: '--activate --install-directory=D -o=F --all -g,--global --json',
  commands: {
    'enable disable': switches,
    'prepare install hydrate use up': installsVersions,
    pack: [],
    cache: always({ kind: 'package.remove', manager: 'corepack', name: 'cache' }),
  },
  // `corepack pnpm install`
  otherwise: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'corepack' }] }),
  examples: {
    yields: {
      'corepack prepare pnpm@9 --activate': 'package.install{manager=corepack,name=pnpm@9}',
      'corepack enable': 'config.write{target=env,executes=false}',
      'corepack pnpm add zod': 'package.install{manager=pnpm,name=zod}',
    },
    inert: ['corepack --version', 'corepack pnpm list'],
  },
};

export const managersOfVersions: readonly ProgramSpec[] = [versionManagers, rustup, mise, corepack];
