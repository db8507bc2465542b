/** Package managers of operating systems that are told by options what to do. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, opaque, type ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { when } from '../../stating';
import { type Install, installs, removes } from './installs';

function installsSystemWide(call: Call, words: readonly Word[], source: NonNullable<Install['source']>): EffectDraft[] {
  return installs(call, words, { global: true, source });
}

const removesSystemWide = (call: Call) => removes(call, { global: true });

const dpkg: ProgramSpec = {
  names: 'dpkg dpkg-reconfigure',
  options:
    '-i,--install -r,--remove -P,--purge --unpack --configure -a,--pending -l,--list -L,--listfiles -S,--search -s,--status -V,--verify -I,--info -c,--contents --get-selections --set-selections --add-architecture=A --dry-run,--simulate,--no-act --force-all -p=LEVEL -f=FRONTEND',
  inertWith: ['--dry-run', '-l', '-L', '-S', '-s', '-V', '-I', '-c', '--get-selections'],
  does(call) {
    if (call.has('-r', '-P') === true) return removesSystemWide(call);
    const changes = call.name === 'dpkg-reconfigure' || call.maybe('-i', '--unpack', '--configure');
    return when(changes, ...installsSystemWide(call, call.operands, 'file'));
  },
  examples: {
    yields: {
      'dpkg -i a.deb': 'package.install{global=true,source=file}',
      'dpkg -P nginx': 'package.remove{name=nginx,global=true}',
      'dpkg --configure -a': 'package.install{global=true}',
    },
    inert: ['dpkg -l', 'dpkg -S /bin/ls', 'dpkg -I a.deb'],
  },
};

const rpm: ProgramSpec = {
  names: 'rpm',
  options:
    '-i,--install -U,--upgrade -F,--freshen -e,--erase -q,--query -V,--verify -a,--all -p,--package -l -c -d -R -v -h --nodeps --force --test --import --checksig,-K --root=D --qf,--queryformat=F --initdb --rebuilddb',
  inertWith: ['--test', '-q', '-V', '-K'],
  does(call) {
    if (call.has('-e') === true) return removesSystemWide(call);
    return [
      ...when(call.maybe('-i', '-U', '-F'), ...installsSystemWide(call, call.operands, 'file')),
      ...when(call.has('--import'), { kind: 'system.configure', area: 'package-repo' }),
    ];
  },
  examples: {
    yields: {
      'rpm -Uvh a.rpm': 'package.install{name=a.rpm,global=true,source=file}',
      'rpm -e nginx': 'package.remove{name=nginx}',
      'rpm --import https://x.test/key.asc': 'system.configure{area=package-repo}',
    },
    inert: ['rpm -qa', 'rpm -qi nginx', 'rpm -V nginx'],
  },
};

/** The operation of pacman is a capital letter, wherever it stands; small letters say more of it. */
function pacmanEffects(call: Call): EffectDraft[] {
  const flags = call.invocation.args.map((word) => String(word.value)).filter((flag) => /^-[A-Za-z]+$/.test(flag));
  const letters = flags.join('');
  const operation = /[A-Z]/.exec(letters)?.[0] ?? '';
  if (operation === 'R') return removesSystemWide(call);
  if (/[QFTDV]/.test(operation) || (operation === 'S' && /[sigl]/.test(letters))) return [];
  if (operation === 'S' && letters.includes('c'))
    return removes(call, { global: true, name: 'cache', undo: 'recoverable' });
  const onlyRefreshes = operation === 'S' && !letters.includes('u') && call.operands.length === 0;
  if (onlyRefreshes) return [{ kind: 'net.fetch' }];
  return installsSystemWide(call, call.operands, operation === 'U' ? 'file' : 'registry');
}

const pacman: ProgramSpec = {
  names: 'pacman yay paru',
  options: '--noconfirm --needed --asdeps --overwrite=G --root=D --dbpath=D --config=F --ignore=P --print,-p',
  inertWith: ['-p'],
  does: pacmanEffects,
  examples: {
    yields: {
      'pacman -Syu': 'package.install{global=true}',
      'pacman -S --noconfirm jq': 'package.install{name=jq,source=registry}',
      'pacman -Sy': 'net.fetch',
      'pacman -Rns jq': 'package.remove{name=jq}',
      'pacman -Scc': 'package.remove{name=cache}',
    },
    inert: ['pacman -Qi jq', 'pacman -Ss jq', 'pacman -s -S jq'],
  },
};

const portage: ProgramSpec = {
  names: 'emerge xbps-install xbps-remove',
  options:
    '-p,--pretend -a,--ask -v,--verbose -u,--update -D,--deep -N,--newuse -C,--unmerge -c,--depclean -s,--search -S,--sync -y,--yes -R,--recursive -n,--dry-run -f,--fetchonly -o --info -1,--oneshot',
  // To emerge `-n` is not to replace what is there.
  inertWith: (name) => ['-p', '-s', '--info', ...(name === 'emerge' ? [] : ['-n'])],
  does(call) {
    const removing = call.name === 'xbps-remove' || call.has('-C', '-c') === true;
    if (removing) return removesSystemWide(call);
    if (call.operands.length === 0) return [{ kind: 'net.fetch' }];
    return installsSystemWide(call, call.operands, 'registry');
  },
  examples: {
    yields: {
      'emerge -av app-misc/jq': 'package.install{name=app-misc/jq,global=true}',
      'emerge -C app-misc/jq': 'package.remove{name=app-misc/jq}',
      'xbps-remove -R jq': 'package.remove{name=jq}',
      'emerge --sync': 'net.fetch',
    },
    inert: ['emerge -p app-misc/jq', 'emerge -s jq'],
  },
};

const macOS: ProgramSpec = {
  names: 'installer pkgutil softwareupdate',
  options:
    '-pkg=P -target=T -i,--install -a,--all -r,--recommended -l,--list --history -R,--restart -d,--download --fetch-full-installer --install-rosetta --agree-to-license --forget=P --pkgs --files=P --pkg-info=P --expand=P=D -dominfo -volinfo -pkginfo',
  inertWith: ['-l', '--history', '--pkgs', '--files', '--pkg-info', '-dominfo', '-volinfo', '-pkginfo'],
  does(call) {
    const forgotten = call.words('--forget');
    if (forgotten.length > 0)
      return forgotten.map((word) => ({ kind: 'package.remove', manager: call.name, name: word.value, global: true }));
    if (call.name === 'installer') return installsSystemWide(call, call.words('-pkg'), 'file');
    if (call.name === 'pkgutil' && call.open) return [opaque(call.invocation)];
    const updates = call.name === 'softwareupdate' && call.maybe('-i', '--fetch-full-installer', '--install-rosetta');
    return when(updates, ...installsSystemWide(call, call.operands, 'registry'));
  },
  examples: {
    yields: {
      'installer -pkg a.pkg -target /': 'package.install{name=a.pkg,global=true,source=file}',
      'softwareupdate -i -a': 'package.install{global=true,source=registry}',
      'pkgutil --forget com.acme.app': 'package.remove{name=com.acme.app}',
    },
    inert: ['softwareupdate -l', 'pkgutil --pkgs'],
  },
};

const repositories: ProgramSpec = {
  names: 'add-apt-repository apt-add-repository apt-key',
  options: '-y,--yes -r,--remove -n,--no-update -L,--list --keyserver=K --recv-keys',
  inertWith: ['-L'],
  does: (call) =>
    /^(list|finger|export|exportall)$/.test(String(call.operand(0)))
      ? []
      : [{ kind: 'system.configure', area: 'package-repo' }],
  examples: {
    yields: { 'add-apt-repository -y ppa:acme/tools': 'system.configure{area=package-repo}' },
    inert: ['apt-key list', 'add-apt-repository --list'],
  },
};

/** Makes packages out of recipes that run commands. */
const packageBuilders: ProgramSpec = {
  names: 'makepkg rpmbuild debuild dpkg-buildpackage fpm',
  options: '-i,--install -s,--syncdeps --printsrcinfo --verifysource -b=F -ba -bb -bs -us -uc',
  inertWith: ['--printsrcinfo', '--verifysource'],
  does: (call) => [
    { kind: 'code.exec', origin: 'project-config' },
    ...when(call.name === 'makepkg' && call.has('-i'), ...installsSystemWide(call, [], 'file')),
  ],
  examples: {
    yields: { 'makepkg -si': 'code.exec{origin=project-config} + package.install{global=true,source=file}' },
    inert: ['makepkg --printsrcinfo'],
  },
};

export const lowLevelPackages: readonly ProgramSpec[] = [
  dpkg,
  rpm,
  pacman,
  portage,
  macOS,
  repositories,
  packageBuilders,
];
