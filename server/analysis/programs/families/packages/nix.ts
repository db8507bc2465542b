/** Nix and Guix. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command, Does, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always, when } from '../../stating';
import { installs, projectCode, removes } from './installs';

const nixOptions =
  '-f,--file=F -I=PATH -A,--attr=A -o,--out-link=F --no-link --option=K=V --extra-experimental-features,--experimental-features=F --override-input=I=U --arg=K=V --argstr=K=V --expr,-E=E --impure --json --raw -L,--print-build-logs --refresh --offline -v -q --profile=P -i,--ignore-environment -k,--keep=V -u,--unset=V';

/** Fetched to be used, but not put among what is installed. */
function fetchesTemporarily(call: Call): EffectDraft[] {
  const named = call.operands.filter((word) => /#|^(nixpkgs|github:|git\+|https?:)/.test(String(word.value)));
  return installs(call, named, { source: 'registry', global: false, scripts: false }).slice(0, named.length);
}

/** `nix shell nixpkgs#jq -c CMD…`, `nix develop -c CMD…`. */
const shell: Command = {
  options: nixOptions,
  does(call) {
    const words = call.invocation.args;
    const at = words.findIndex((word) => /^(-c|--command)$/.test(String(word.value)));
    const runs: Run[] =
      at < 0 ? [] : [{ type: 'argv', words: words.slice(at + 1), label: `nix ${call.path.join(' ')}` }];
    const inside = call.path.at(-1) === 'develop' ? [projectCode] : [];
    return { effects: [...inside, ...fetchesTemporarily(call)], runs };
  },
};

const run: Command = {
  options: nixOptions,
  does: (call) => {
    const foreign = fetchesTemporarily(call);
    return foreign.length > 0
      ? [...foreign, { kind: 'code.exec', origin: 'registry', resolved: false }]
      : [projectCode];
  },
};

const installsInProfile: Does = (call) => installs(call, call.operands, { global: true, source: 'registry' });

function removesGenerations(call: Call): EffectDraft[] {
  return [{ kind: 'package.remove', manager: call.name, name: 'generations', global: true, undo: 'irreversible' }];
}

const nix: ProgramSpec = {
  names: 'nix',
  options: nixOptions,
  commands: {
    'search show-config eval why-depends path-info log hash key repl fmt doctor edit help derivation config print-dev-env registry realisation ls cat bundle daemon-info':
      [],
    build: [projectCode],
    'develop shell env': shell,
    run,
    flake: {
      options: nixOptions,
      commands: {
        'show metadata info lock update init new archive prefetch clone': [],
        check: [projectCode],
      },
    },
    profile: {
      options: nixOptions,
      commands: {
        'list history diff-closures': [],
        'install add upgrade rollback': installsInProfile,
        remove: (call) => removes(call, { global: true }),
        'wipe-history': removesGenerations,
      },
    },
    store: {
      options: nixOptions,
      commands: {
        'ls cat info ping verify diff-closures dump-path path-from-hash-part': [],
        'gc delete': removesGenerations,
        'optimise repair add sign copy-log': [],
      },
    },
    copy: (call) => {
      const to = call.invocation.args.findIndex((word) => word.value === '--to');
      return when(to >= 0, { kind: 'net.upload', host: null, channel: 'http', source: 'file' });
    },
    'upgrade-nix': installsInProfile,
  },
  examples: {
    yields: {
      'nix build .#app': 'code.exec{origin=project-config}',
      'nix shell nixpkgs#jq -c rm -rf build':
        'package.install{name=nixpkgs#jq,global=false} + fs.delete{path=/repo/build}',
      'nix run nixpkgs#cowsay': 'package.install{name=nixpkgs#cowsay} + code.exec{origin=registry}',
      'nix profile install nixpkgs#jq': 'package.install{name=nixpkgs#jq,global=true}',
      'nix store gc': 'package.remove{name=generations,global=true}',
    },
    inert: ['nix flake show', 'nix search nixpkgs jq', 'nix profile list', 'nix fmt'],
  },
};

/** The older programs, told by options. */
const nixEnv: ProgramSpec = {
  names: 'nix-env',
  options: `-iA=A -i,--install -e,--uninstall --upgrade -q,--query -qa -qaP --delete-generations --rollback --switch-generation=G --list-generations --set-flag=K=V --dry-run ${nixOptions}`,
  inertWith: ['-q', '-qa', '-qaP', '--list-generations', '--dry-run'],
  does(call) {
    if (call.has('-e') === true) return removes(call, { global: true });
    if (call.has('--delete-generations') === true) return removesGenerations(call);
    return installs(call, [...call.words('-iA', '-A'), ...call.operands], { global: true, source: 'registry' });
  },
  examples: {
    yields: {
      'nix-env -iA nixpkgs.jq': 'package.install{name=nixpkgs.jq,global=true}',
      'nix-env -e jq': 'package.remove{name=jq,global=true}',
    },
    inert: ['nix-env -q', 'nix-env --list-generations'],
  },
};

const nixShell: ProgramSpec = {
  names: 'nix-shell',
  options: `--run,--command=CMD -p,--packages --pure ${nixOptions}`,
  does(call) {
    const runs = call.words('--run').map(
      (word): Run => ({
        type: 'shell',
        text: word.value,
        span: word.span,
        label: 'nix-shell --run',
      }),
    );
    const packages =
      call.has('-p') === true ? installs(call, call.operands, { global: false, scripts: false }) : [projectCode];
    return { effects: packages, runs };
  },
  examples: {
    yields: {
      "nix-shell -p jq --run 'rm -rf build'": 'package.install{name=jq,global=false} + fs.delete{path=/repo/build}',
      'nix-shell': 'code.exec{origin=project-config}',
    },
    inert: ['nix-shell --version'],
  },
};

/** Builds what is configured and, when asked, puts it in place of the running system. */
const nixSystems: ProgramSpec = {
  names:
    'nixos-rebuild home-manager darwin-rebuild nix-build nix-instantiate nix-collect-garbage nix-channel nix-store',
  options: `-d,--delete-old --delete-older-than=A --gc --delete -r,--realise --add --remove --update --list --flake=F -q,--query --verify --target-host=H ${nixOptions}`,
  inertWith: (name) => (name === 'nix-store' ? ['-q', '--verify'] : ['--list']),
  does(call) {
    switch (call.name) {
      case 'nix-collect-garbage':
        return removesGenerations(call);
      case 'nix-store':
        return when(call.has('--gc', '--delete'), ...removesGenerations(call));
      case 'nix-channel':
        return [{ kind: 'system.configure', area: 'package-repo' }];
      case 'nix-build':
        return [projectCode];
      case 'nix-instantiate':
        return [];
      default:
        return rebuilds(call);
    }
  },
  examples: {
    yields: {
      'nixos-rebuild switch': 'code.exec{origin=project-config} + package.install{global=true}',
      'nix-collect-garbage -d': 'package.remove{name=generations,undo=irreversible}',
      'nix-channel --add https://x.test nixpkgs': 'system.configure{area=package-repo}',
      'nix-build -A app': 'code.exec{origin=project-config}',
    },
    inert: ['home-manager generations', 'nix-channel --list', 'nix-store -q --tree /nix/store/a'],
  },
};

function rebuilds(call: Call): EffectDraft[] {
  const verb = String(call.operand(0) ?? '');
  if (/^(generations|packages|news|list-generations|edit|repl|help)$/.test(verb)) return [];
  if (/^(expire-generations|remove-generations|uninstall)$/.test(verb)) return removesGenerations(call);
  const activates = /^(switch|boot|test|rollback|activate)$/.test(verb);
  return [projectCode, ...when(activates, ...installs(call, [], { global: true, source: 'file' }))];
}

const guix: ProgramSpec = {
  names: 'guix',
  commands: {
    'search show describe lint size graph weather hash help edit repl import refresh': [],
    build: [projectCode],
    'install upgrade pull': installsInProfile,
    remove: (call) => removes(call, { global: true }),
    package: {
      options:
        '-i,--install=P -r,--remove=P -u,--upgrade -l,--list-generations -I,--list-installed -d,--delete-generations -m,--manifest=F',
      inertWith: ['-l', '-I'],
      does: (call) =>
        call.maybe('-r', '-d') ? removes(call, { global: true }) : installs(call, call.words('-i'), { global: true }),
    },
    'shell environment': {
      does: (call) => ({
        effects: installs(call, call.operands.slice(0, call.operands.length - (call.last.afterDashes?.length ?? 0)), {
          global: false,
          scripts: false,
        }),
        runs: call.last.afterDashes?.length
          ? [{ type: 'argv', words: call.last.afterDashes, label: 'guix shell' }]
          : [],
      }),
    },
    gc: removesGenerations,
    'system home deploy': always(projectCode, {
      kind: 'package.install',
      manager: 'guix',
      source: 'file',
      global: true,
    }),
  },
  examples: {
    yields: {
      'guix install jq': 'package.install{name=jq,global=true}',
      'guix shell jq -- rm -rf build': 'package.install{name=jq,global=false} + fs.delete{path=/repo/build}',
    },
    inert: ['guix search jq', 'guix describe'],
  },
};

export const nixes: readonly ProgramSpec[] = [nix, nixEnv, nixShell, nixSystems, guix];
