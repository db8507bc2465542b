/** Package managers of operating systems, by sub-commands. */
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';
import { installs, removes } from './installs';

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
  does: (call) => ({ effects: systemInstalls(call), runs: aptRuns(call) }),
};

const systemRemove: Command = {
  options: systemOptions,
  inertWith: ['-s'],
  does: (call) => ({ effects: removes(call, system), runs: aptRuns(call) }),
};

/** To some `update` means the list of what there is, to others what is installed. */
const update: Command = {
  options: systemOptions,
  inertWith: ['-s'],
  does: (call) =>
    /^(dnf|yum|microdnf|tdnf|zypper|flatpak|snap|scoop|swupd|emerge)$/.test(call.name)
      ? systemInstalls(call)
      : fetches(call),
};

const systemInstalls = (call: Call) =>
  installs(call, call.operands, { ...system, ...(call.operands.length === 0 && { source: 'registry' }) });

const fetches = (call: Call): Answer => ({ effects: [{ kind: 'net.fetch' }], runs: aptRuns(call) });

/** `dnf group install x`, `dnf module enable x`, `choco source add`: the second word says what is done. */
const nested: Command = {
  options: systemOptions,
  commandWords: 1,
  does(call) {
    const verb = String(call.operand(0) ?? 'list');
    const named = call.from(1);
    if (/^(list|info|search|show|summary|userinstalled|ls|export|verify|update-list)$/.test(verb)) return [];
    if (/^(install|upgrade|reinstall|rerun|redo|undo|rollback)$/.test(verb)) return systemInstalls(named);
    if (/^(remove|erase|uninstall)$/.test(verb) && /^(group|module|history)/.test(call.path.at(-1) ?? ''))
      return removes(named, system);
    return [{ kind: 'system.configure', area: 'package-repo' }];
  },
};

export const systemManagers: ProgramSpec = {
  names:
    'apt apt-get aptitude dnf yum zypper apk choco winget scoop snap flatpak port pkg mas microdnf tdnf opkg eopkg swupd',
  options: systemOptions,
  commands: {
    'list ls search se info if show policy depends rdepends config doctor deps uses desc leaves outdated home cat log options provides whatprovides repoquery check-update check changelog madison showsrc stats version query help find contents files why dot docs formulae audit repolist lr patterns products ps connections interfaces account lucky status whohas which':
      [],
    'refresh ref makecache': {
      options: systemOptions,
      does: (call) => (call.name === 'snap' ? systemInstalls(call) : fetches(call)),
    },
    'update up': update,
    'install add in si reinstall upgrade dist-upgrade full-upgrade dup patch distro-sync localinstall groupinstall build-dep bundle switch fix':
      systemInstall,
    'remove uninstall purge autoremove autopurge rm del delete erase groupremove zap reset': systemRemove,
    'source download fetch': { options: systemOptions, does: sourceOrRepositories },
    'clean autoclean cleanup prune gc cache': {
      options: systemOptions,
      does: (call) => [
        { kind: 'package.remove', manager: call.name, name: 'cache', global: true, undo: 'recoverable' },
      ],
    },
    'edit-sources config-manager': always({ kind: 'system.configure', area: 'package-repo' }),
    'addrepo ar removerepo rr modifyrepo mr remote-add remote-delete remote-modify add-repository': always({
      kind: 'system.configure',
      area: 'package-repo',
    }),
    'bucket feature copr module group groups history remote sources': nested,
    remotes: [],
    'hold unhold mark pin unpin link unlink alias set unset addlock al removelock rl': always({
      kind: 'config.write',
      target: 'package-manager',
      executes: false,
    }),
    'connect disconnect override permission-set': always({ kind: 'access.change', op: 'policy' }),
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
      'apt-get install -y curl': 'package.install{manager=apt-get,name=curl,global=true,source=registry}',
      'apt install ./a.deb': 'package.install{source=file}',
      'apt-get purge nginx': 'package.remove{name=nginx,global=true}',
      'apt-get -o APT::Update::Pre-Invoke::="rm -rf build" update': 'net.fetch + fs.delete{path=/repo/build}',
      'apk add --no-cache git': 'package.install{name=git}',
      'apt update': 'net.fetch',
      'dnf update': 'package.install{manager=dnf,global=true}',
      'dnf copr enable acme/tools': 'system.configure{area=package-repo}',
      'winget source add -n acme https://x.test': 'system.configure{area=package-repo}',
      'apt-get source jq': 'net.fetch',
      'snap remove lxd': 'package.remove{name=lxd}',
      'snap stop lxd': 'service.control{unit=lxd,op=stop}',
    },
    inert: [
      'apt list --installed',
      'apt-get install -s curl',
      'dnf search x',
      'dnf history list',
      'winget source list',
      'zypper se jq',
    ],
  },
};

/** To apt `source` is a package's code, to winget and choco an address of packages. */
function sourceOrRepositories(call: Call): Answer {
  const isAddress = call.path.at(-1) === 'source' && /^(winget|choco|scoop|flatpak)$/.test(call.name);
  if (!isAddress) return fetches(call);
  return /^(list|export|undefined)$/.test(String(call.operand(0)))
    ? []
    : [{ kind: 'system.configure', area: 'package-repo' }];
}

export const aptMark: ProgramSpec = {
  names: 'apt-mark',
  commands: {
    'showauto showmanual showhold showinstall showremove showpurge minimize-manual': [],
    'hold unhold auto manual install remove purge': always({
      kind: 'config.write',
      target: 'package-manager',
      executes: false,
    }),
  },
  examples: {
    yields: { 'apt-mark hold linux-image-generic': 'config.write{target=package-manager,executes=false}' },
    inert: ['apt-mark showhold'],
  },
};
