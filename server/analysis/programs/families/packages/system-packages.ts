/** Package managers of operating systems. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always, when } from '../../stating';
import { installs, removes, sourceOf } from './installs';

const system = { global: true } as const;

const systemOptions =
  '-y,--yes,--assume-yes -q -o,--option=O -t,--target-release=R -c,--config-file=F --root=D --installroot=D --enablerepo=R --disablerepo=R -d,--download-only -s,--simulate,--dry-run,--just-print,--no-act --purge --no-install-recommends --reinstall --force -f --cask --formula --HEAD --no-cache -U,--update -V --allow-downgrades --allow-unauthenticated --zap --id=I -e,--exact --source=S --version=V --silent --accept-package-agreements --accept-source-agreements -p --params=P';

/** apt runs the value of some of its settings. */
function aptRuns(call: Call): readonly Run[] {
  return call.words('-o').flatMap((word): Run[] => {
    const match = /^(?:APT::Update|DPkg|Dpkg|APT).*?(?:Invoke|Pre-Install-Pkgs|Post-Invoke)[^=]*=(.*)$/is.exec(
      String(word.value),
    );
    return match?.[1] ? [{ type: 'shell', text: match[1], label: 'apt -o' }] : [];
  });
}

const systemInstall: Command = {
  options: systemOptions,
  inertWith: ['-s'],
  does: (call) => ({
    effects: installs(call, call.operands, {
      ...system,
      source: sourceOf(call.operand(0) ?? '') === 'file' ? 'file' : 'registry',
    }),
    runs: aptRuns(call),
  }),
};

const systemRemove: Command = {
  options: systemOptions,
  inertWith: ['-s'],
  does: (call) => ({ effects: removes(call, system), runs: aptRuns(call) }),
};

export const systemManagers: ProgramSpec = {
  names:
    'brew apt apt-get aptitude dnf yum zypper apk choco winget scoop snap flatpak port pkg nix-env emerge xbps-install xbps-remove mas microdnf tdnf opkg eopkg swupd',
  options: systemOptions,
  commands: {
    'list ls search info show policy depends rdepends config doctor deps uses desc leaves outdated home cat log options provides whatprovides repoquery history check-update check changelog madison showsrc stats version query help find contents files why dot docs services commands formulae casks owner audit repolist patterns products refs ref connections interfaces':
      [],
    'update refresh makecache': {
      options: systemOptions,
      does: (call) => ({ effects: [{ kind: 'net.fetch' }], runs: aptRuns(call) }),
    },
    'install add in reinstall upgrade dist-upgrade full-upgrade dup localinstall groupinstall build-dep bundle source link switch fix':
      systemInstall,
    'remove uninstall purge autoremove rm del delete erase unlink zap': systemRemove,
    'clean autoclean cleanup prune gc': {
      options: systemOptions,
      does: (call) => [
        { kind: 'package.remove', manager: call.name, name: 'cache', global: true, undo: 'recoverable' },
      ],
    },
    'edit-sources tap untap addrepo removerepo remote-add remote-delete add-repository config-manager remote bucket feature':
      (call) => (call.operands.length === 0 ? [] : [{ kind: 'system.configure', area: 'package-repo' }]),
    'hold unhold mark pin unpin': always({ kind: 'config.write', target: 'package-manager', executes: false }),
    run: {
      stopAtOperand: true,
      does: (call) => [{ kind: 'code.exec', origin: 'foreign-file', path: call.operand(0) ?? null, resolved: false }],
    },
    'start stop restart': (call) => [
      { kind: 'service.control', unit: call.operand(0) ?? null, op: call.path.at(-1) as 'start' | 'stop' | 'restart' },
    ],
  },
  examples: {
    yields: {
      'apt-get install -y curl': 'package.install{manager=apt-get,name=curl,global=true}',
      'brew uninstall jq': 'package.remove{name=jq,global=true}',
      'apk add --no-cache git': 'package.install{name=git}',
      'apt update': 'net.fetch',
    },
    inert: ['apt list --installed', 'brew info jq', 'apt-get install -s curl', 'dnf search x'],
  },
};

export const lowLevelPackages: ProgramSpec = {
  names:
    'dpkg rpm pacman yay paru dpkg-reconfigure installer pkgutil nix nix-channel guix add-apt-repository apt-key softwareupdate dpkg-deb rpmbuild makepkg',
  options:
    '-i,--install -r,--remove -P,--purge -l,--list -L,--listfiles -S,--search -s,--status -e,--erase -U,--upgrade -F -q,--query -Q -R -D -T -V -K -a -y -u -c -n -pkg=P -target=T --noconfirm --forget=P --configure --dry-run',
  inertWith: ['--dry-run'],
  does(call) {
    const flags = call.invocation.args.map((word) => String(word.value));
    if (call.name === 'pacman' || call.name === 'yay' || call.name === 'paru') return pacman(call, flags);
    if (call.name === 'add-apt-repository' || call.name === 'apt-key' || call.name === 'nix-channel')
      return [{ kind: 'system.configure', area: 'package-repo' }];
    if (call.has('-l', '-L', '-s', '-q', '-Q', '-V') === true && !(call.name === 'rpm' && call.maybe('-i', '-U', '-e')))
      return [];
    if (call.name === 'rpm' && call.has('-q') === true) return [];
    if (call.has('-r', '-P', '-e', '--forget') === true) return removes(call, system);
    return when(
      call.name !== 'dpkg-deb' &&
        (call.maybe('-i', '-U', '-F', '-pkg') || /^(nix|guix|installer|softwareupdate|makepkg)$/.test(call.name)),
      ...installs(call, call.operands, { ...system, source: 'file' }),
    );
  },
  examples: {
    yields: {
      'dpkg -i a.deb': 'package.install{global=true,source=file}',
      'pacman -Syu': 'package.install',
      'pacman -Rns x': 'package.remove',
      'rpm -e x': 'package.remove',
    },
    inert: ['dpkg -l', 'rpm -qa', 'pacman -Qi x', 'pacman -Ss x', 'pacman -s -S x'],
  },
};

/** The operation is a capital letter, wherever it stands; small letters say more of it. */
function pacman(call: Call, flags: readonly string[]): EffectDraft[] {
  const letters = flags.filter((flag) => /^-[A-Za-z]+$/.test(flag)).join('');
  const operation = /[A-Z]/.exec(letters)?.[0] ?? '';
  if (operation === 'R') return removes(call, system);
  if (/[QFTDV]/.test(operation) || (operation === 'S' && /[sigl]/.test(letters))) return [];
  if (operation === 'S' && letters.includes('c'))
    return removes(call, { ...system, name: 'cache', undo: 'recoverable' } as Partial<EffectDraftOf<'package.remove'>>);
  return installs(call, call.operands, { ...system, source: operation === 'U' ? 'file' : 'registry' });
}
