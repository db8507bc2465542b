/** Homebrew. */
import type { Command, ProgramSpec } from '../../program';
import { always, when, writes } from '../../stating';
import { installs, removes } from './installs';

const brewOptions =
  '-y -q,--quiet -v,--verbose -d,--debug -f,--force --cask,--casks --formula,--formulae --HEAD --zap -n,--dry-run -s,--build-from-source --file=F --global --all --json=V --prefix --repository --cellar --cache --no-lock --no-upgrade --describe --skip-link --greedy';

const install: Command = {
  options: brewOptions,
  inertWith: ['-n'],
  does: (call) =>
    installs(call, call.operands, { global: true, ...(call.operands.length === 0 && { source: 'registry' }) }),
};

const remove: Command = {
  options: brewOptions,
  inertWith: ['-n'],
  does: (call) => removes(call, { global: true }),
};

const bundle: Command = {
  options: brewOptions,
  does: (call) => installs(call, [], { global: true, source: 'file' }),
  commands: {
    'check list': [],
    dump: (call) => {
      const file = call.words('--file')[0] ?? {
        value: 'Brewfile',
        raw: 'Brewfile',
        span: call.invocation.span,
        many: false,
      };
      return writes(call, [file], 'overwrite');
    },
    install: (call) => installs(call, [], { global: true, source: 'file' }),
    cleanup: (call) => when(call.has('-f'), { kind: 'package.remove', manager: 'brew', name: null, global: true }),
    exec: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'brew bundle exec' }] }),
    },
  },
};

const services: Command = {
  options: brewOptions,
  commands: {
    'list info cleanup': [],
    'start run': (call) => [{ kind: 'service.control', unit: call.operand(0) ?? null, op: 'start' }],
    'stop kill': (call) => [{ kind: 'service.control', unit: call.operand(0) ?? null, op: 'stop' }],
    restart: (call) => [{ kind: 'service.control', unit: call.operand(0) ?? null, op: 'restart' }],
  },
};

export const homebrew: ProgramSpec = {
  names: 'brew',
  options: brewOptions,
  commands: {
    'list ls search info desc deps uses leaves outdated home homepage config doctor dr log cat formulae casks commands help docs audit missing options tap-info shellenv completions developer style':
      [],
    'update up fetch': always({ kind: 'net.fetch' }),
    'install upgrade reinstall': install,
    'uninstall remove rm autoremove zap': remove,
    cleanup: {
      options: `${brewOptions} --prune=D`,
      inertWith: ['-n'],
      does: always({ kind: 'package.remove', manager: 'brew', name: 'cache', global: true, undo: 'recoverable' }),
    },
    'tap untap': (call) => when(call.operands.length > 0, { kind: 'system.configure', area: 'package-repo' }),
    'link ln unlink switch': always({ kind: 'config.write', target: 'path', executes: false }),
    'pin unpin analytics': always({ kind: 'config.write', target: 'package-manager', executes: false }),
    test: always({ kind: 'code.exec', origin: 'foreign-file', resolved: false }),
    'edit create': always({ kind: 'code.opaque', reason: 'interactive', program: 'brew' }),
    bundle,
    services,
  },
  examples: {
    yields: {
      'brew install jq': 'package.install{manager=brew,name=jq,source=registry,global=true}',
      'brew install https://x.test/acme.rb': 'package.install{source=url}',
      'brew uninstall jq': 'package.remove{name=jq,global=true}',
      'brew tap acme/tools': 'system.configure{area=package-repo}',
      'brew services stop postgresql@16': 'service.control{unit=postgresql@16,op=stop}',
      'brew bundle --file=Brewfile': 'package.install{manager=brew,source=file,global=true}',
      'brew bundle dump': 'fs.write{path=/repo/Brewfile}',
      'brew update': 'net.fetch',
    },
    inert: ['brew info jq', 'brew services list', 'brew bundle check', 'brew --prefix', 'brew outdated'],
  },
};
