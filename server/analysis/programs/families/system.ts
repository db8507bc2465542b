/** Processes, services, power, accounts, networks and other settings of the machine. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { type Answer, type Call, type ProgramSpec, together } from '../program';
import type { Run, Word } from '../spec';
import { always, reads, when, writes } from '../stating';

type Signal = EffectDraftOf<'process.signal'>;

const kill: ProgramSpec = {
  names: 'kill',
  options: '-s,--signal=S -n=N -l,--list[=S] -L,--table -q,--queue=V -p -a --timeout=T',
  inertWith: ['-l', '-L'],
  does(call) {
    const words = call.invocation.args.map((word) => word.value);
    const force =
      words.some((word) => /^-(9|KILL|SIGKILL)$/i.test(String(word))) ||
      /^(9|KILL|SIGKILL)$/i.test(String(call.value('-s', '-n')));
    const probes = words[0] === '-0' || call.value('-s') === '0';
    if (probes) return [];
    // The first word with a dash is the signal; a later one is a process group, and -1 is everybody.
    const [first] = words;
    const targets = words
      .slice(/^-(\d+|[A-Z]+\d*)$/i.test(String(first)) && words.length > 1 ? 1 : 0)
      .filter((word) => !/^-(s|n|-signal)$|^-[A-Za-z]/.test(String(word)) || word === null);
    const values = call.words('-s', '-n').map((word) => word.value);
    const signals = targets.filter((word) => word === null || (word !== '--' && !values.includes(word)));
    return signals.map((target): EffectDraft => ({ kind: 'process.signal', target, scope: scopeOf(target), force }));
  },
  examples: {
    yields: {
      'kill -9 1234': 'process.signal{target=1234,force=true}',
      'kill 1234': 'process.signal{force=false}',
      'kill -9 -1': 'process.signal{scope=all}',
      'kill -TERM 1': 'process.signal{scope=init}',
      'kill -s KILL 77': 'process.signal{target=77,force=true}',
      'kill $(lsof -t -i:3000)': 'process.signal{target=?}',
    },
    inert: ['kill -l', 'kill -0 1234'],
  },
};

function scopeOf(target: Text): Exclude<Signal['scope'], undefined> {
  if (target === '-1') return 'all';
  if (target === '1' || target === '0x1') return 'init';
  return typeof target === 'string' && target.startsWith('%') ? 'own' : null;
}

const pkill: ProgramSpec = {
  names: 'pkill killall taskkill skill killall5 fuser xkill slay',
  options:
    '-s,--signal=S -f,--full -u,--euid,-U=USER -t=TTY -P=PID -g=G -G=G -n -o -x,--exact -i -e -I -v -w -q -k,--kill -9 -KILL -SIGKILL -TERM -HUP -INT -USR1 -USR2 -0 -1 -15 --older-than=T -r -l,--list -m -a --older=S --newest --oldest',
  does(call) {
    if (call.name === 'fuser' && !call.maybe('-k')) return [];
    if (call.has('-0') === true || (call.name === 'killall' && call.has('-l') === true)) return [];
    const flags = call.invocation.args.map((word) => String(word.value).toLowerCase());
    const force =
      call.has('-9', '-KILL', '-SIGKILL') === true ||
      flags.includes('/f') ||
      /^(9|KILL|SIGKILL)$/i.test(String(call.value('-s')));
    const everybody = call.name === 'killall5' || (call.words('-u').length > 0 && call.operands.length === 0);
    const targets = call.operands.filter((word) => !String(word.value).startsWith('/'));
    const windows = flags.flatMap((flag, at) =>
      flag === '/im' || flag === '/pid' ? [call.invocation.args[at + 1]?.value ?? null] : [],
    );
    const names: readonly Text[] = windows.length > 0 ? windows : targets.map((word) => word.value);
    const scope = everybody ? 'all' : null;
    return (names.length > 0 ? names : [null]).map(
      (target): EffectDraft => ({ kind: 'process.signal', target, scope, force }),
    );
  },
  examples: {
    yields: {
      'pkill -9 -f node': 'process.signal{target=node,force=true}',
      'killall Dock': 'process.signal',
      'pkill -u dana': 'process.signal{scope=all}',
    },
    inert: ['fuser 8080/tcp'],
  },
};

type Operation = Exclude<EffectDraftOf<'service.control'>['op'], undefined | null>;

const operations: Readonly<Record<string, Operation>> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  reload: 'restart',
  'try-restart': 'restart',
  'reload-or-restart': 'restart',
  'force-reload': 'restart',
  condrestart: 'restart',
  kill: 'stop',
  enable: 'enable',
  disable: 'disable',
  mask: 'mask',
  unmask: 'enable',
  reenable: 'enable',
  revert: 'restart',
  isolate: 'stop',
  'set-default': 'enable',
  preset: 'enable',
  freeze: 'stop',
  thaw: 'start',
  clean: 'stop',
  load: 'start',
  unload: 'stop',
  bootstrap: 'start',
  bootout: 'stop',
  kickstart: 'restart',
  remove: 'disable',
  delete: 'disable',
  submit: 'start',
  add: 'enable',
  del: 'disable',
  pause: 'stop',
  continue: 'start',
  config: 'enable',
  create: 'enable',
  update: 'restart',
  reread: 'restart',
  scale: 'restart',
  monit: 'start',
  'add-update': 'start',
  setenv: 'start',
  'import-environment': 'start',
  'set-property': 'restart',
  'set-environment': 'restart',
  'daemon-reexec': 'restart',
};

const power: Readonly<Record<string, Exclude<EffectDraftOf<'system.power'>['op'], undefined>>> = {
  poweroff: 'shutdown',
  halt: 'shutdown',
  reboot: 'reboot',
  kexec: 'reboot',
  suspend: 'suspend',
  hibernate: 'suspend',
  'hybrid-sleep': 'suspend',
  'suspend-then-hibernate': 'suspend',
  sleep: 'suspend',
  rescue: 'shutdown',
  emergency: 'shutdown',
  'soft-reboot': 'reboot',
  'terminate-user': 'logout',
  'terminate-session': 'logout',
  'kill-user': 'logout',
  'kill-session': 'logout',
};

function controls(verb: Text | undefined, units: readonly Word[], names: { persists?: boolean } = {}): EffectDraft[] {
  if (typeof verb !== 'string') return [{ kind: 'service.control', unit: null, op: null }];
  const op = operations[verb];
  if (!op) return [];
  const targets: readonly Text[] = units.length > 0 ? units.map((word) => word.value) : [null];
  return targets.flatMap((unit): EffectDraft[] => [
    { kind: 'service.control', unit, op },
    ...when(names.persists && (op === 'enable' || verb === 'load' || verb === 'bootstrap') && verb !== 'config', {
      kind: 'persist.install',
      mechanism: 'systemd',
      op: 'add',
    }),
  ]);
}

const systemctl: ProgramSpec = {
  names: 'systemctl loginctl machinectl',
  options:
    '-t,--type=T --state=S -p,--property=P -H,--host=H -M,--machine=M -n,--lines=N -o,--output=O -s,--signal=S --job-mode=M --root=R --when=T -a,--all --user --system --now -f,--force --no-pager --no-block -q,--quiet -l,--full --failed --no-legend --plain --runtime --global -i --kill-whom=W --value --dry-run',
  inertWith: ['--dry-run'],
  does(call) {
    const verb = call.operand(0);
    if (typeof verb === 'string' && power[verb]) return [{ kind: 'system.power', op: power[verb] ?? null }];
    return controls(verb, call.operands.slice(1), { persists: true });
  },
  examples: {
    yields: {
      'systemctl stop nginx': 'service.control{unit=nginx,op=stop}',
      'systemctl enable --now x': 'service.control{op=enable} + persist.install{mechanism=systemd}',
      'systemctl poweroff': 'system.power{op=shutdown}',
    },
    inert: [
      'systemctl status nginx',
      'systemctl list-units --type=service',
      'systemctl daemon-reload',
      'systemctl is-active x',
    ],
  },
};

/** `service NAME VERB`. */
const service: ProgramSpec = {
  names: 'service rc-service invoke-rc.d',
  does: (call) => controls(call.operand(1) ?? 'status', call.operands.slice(0, 1)),
  examples: {
    yields: { 'service nginx restart': 'service.control{unit=nginx,op=restart}' },
    inert: ['service nginx status', 'service --status-all'],
  },
};

const runlevels: ProgramSpec = {
  names: 'update-rc.d rc-update chkconfig insserv',
  does: (call) =>
    call.operands.length < 2
      ? []
      : [
          {
            kind: 'service.control',
            unit: call.operand(0) ?? null,
            op: call.operands.some((word) => /^(disable|remove|del|off)$/.test(String(word.value)))
              ? 'disable'
              : 'enable',
          },
        ],
};

const supervisors: ProgramSpec = {
  names: 'pm2 supervisorctl forever sv s6-svc monit circusctl runit',
  options: '--name,-n=N -i=N -f,--force -a -l=F -o=F -e=F -c=F -u=U -p=P --watch --env=E --cron=C --update-env',
  does(call) {
    const verb = call.operand(0);
    if (verb === 'start' && call.name === 'pm2')
      return { effects: controls(verb, call.operands.slice(1)), runs: pm2File(call) };
    if (verb === 'startup') return [{ kind: 'persist.install', mechanism: 'systemd', op: 'add' }];
    if (verb === 'flush') return [{ kind: 'fs.delete', zone: 'home', recursive: false, root: 'none' }];
    if (verb === 'shutdown') return [{ kind: 'service.control', unit: 'supervisord', op: 'stop' }];
    return controls(verb, call.operands.slice(1));
  },
  examples: {
    yields: {
      'pm2 delete all': 'service.control{unit=all,op=disable}',
      'supervisorctl stop web': 'service.control{op=stop}',
    },
    inert: ['pm2 ls', 'supervisorctl status'],
  },
};

function pm2File(call: Call): readonly Run[] {
  const file = call.operands[1];
  return file && /\.[cm]?[jt]s$/.test(String(file.value))
    ? [{ type: 'file', path: file.value, language: 'javascript', label: 'pm2 start' }]
    : [];
}

const launchctl: ProgramSpec = {
  names: 'launchctl',
  options: '-w -F -k -p -D=D -S=S',
  does(call) {
    const verb = call.operand(0);
    const added = verb === 'load' || verb === 'bootstrap' || verb === 'enable' || verb === 'submit';
    const removed = verb === 'unload' || verb === 'bootout' || verb === 'remove' || verb === 'disable';
    if (verb === 'reboot') return [{ kind: 'system.power', op: 'reboot' }];
    return [
      ...controls(verb, call.operands.slice(-1)),
      ...when(added || removed, { kind: 'persist.install', mechanism: 'launchd', op: added ? 'add' : 'remove' }),
    ];
  },
  examples: {
    yields: { 'launchctl load -w x.plist': 'service.control{op=start} + persist.install{mechanism=launchd,op=add}' },
    inert: ['launchctl list'],
  },
};

const windowsServices: ProgramSpec = {
  names: 'sc net',
  does(call) {
    const [verb, target] = [String(call.operand(0)).toLowerCase(), call.operand(1) ?? null];
    if (call.name === 'net' && (verb === 'user' || verb === 'localgroup')) return netAccount(call, verb);
    if (call.name === 'net' && /^(use|share|session)$/.test(verb))
      return call.operands.length > 1 ? [{ kind: 'system.configure', area: 'mount' }] : [];
    const op = operations[verb];
    return op ? [{ kind: 'service.control', unit: target, op }] : [];
  },
  examples: {
    yields: {
      'sc stop Spooler': 'service.control{unit=Spooler,op=stop}',
      'net user bob pw /add': 'system.configure{area=account}',
    },
    inert: ['sc query', 'net view'],
  },
};

function netAccount(call: Call, verb: string): Answer {
  const changes =
    call.operands.some((word) => /^\/(add|delete|active)/i.test(String(word.value))) || call.operands.length > 2;
  const grants = verb === 'localgroup' && call.operands.some((word) => /^administrators$/i.test(String(word.value)));
  return [
    ...when(changes, { kind: 'system.configure', area: 'account' }),
    ...when(changes && grants, { kind: 'access.change', op: 'grant', provider: 'windows' }),
  ];
}

const shutdown: ProgramSpec = {
  names: 'shutdown reboot halt poweroff telinit init logout pmset',
  options: '-r -h -H -P -k -c -f,--force -n -p -w -d -i --reboot --halt --poweroff --no-wall --show -a -s -l -g',
  inertWith: ['-c', '-k', '--show'],
  does(call) {
    const target = call.operand(0);
    if (call.name === 'pmset')
      return /^(sleepnow|shutdown|restart)$/.test(String(target))
        ? [{ kind: 'system.power', op: 'suspend' }]
        : when(call.operands.length > 0 || call.maybe('-a'), { kind: 'system.configure', area: 'limits' });
    if (call.name === 'init' || call.name === 'telinit') {
      if (/^[0-6sSqQu]$/.test(String(target)) === false) return [];
      return /^[qQu]$/.test(String(target))
        ? [{ kind: 'service.control', unit: 'init', op: 'restart' }]
        : [{ kind: 'system.power', op: target === '6' ? 'reboot' : 'shutdown' }];
    }
    if (call.name === 'logout') return [];
    return [{ kind: 'system.power', op: call.name === 'reboot' || call.has('-r') === true ? 'reboot' : 'shutdown' }];
  },
  examples: {
    yields: {
      'shutdown -h now': 'system.power{op=shutdown}',
      reboot: 'system.power{op=reboot}',
      'init 0': 'system.power{op=shutdown}',
      'shutdown -r +5': 'system.power{op=reboot}',
    },
    inert: ['shutdown -c'],
  },
};

const privilegedGroups = /(^|,)(sudo|wheel|admin|docker|root|adm|lxd|disk|shadow|libvirt)(,|$)/;

const accounts: ProgramSpec = {
  names:
    'useradd usermod userdel adduser deluser groupadd groupmod groupdel addgroup delgroup passwd chpasswd chage gpasswd chsh chfn vipw vigr newusers pwconv dscl dseditgroup sysadminctl',
  options:
    '-a,--append -G,--groups=G -g,--gid=G -u,--uid=U -o -d,--home=D -m,--create-home -M -s,--shell=S -c,--comment=C -r,--system,--remove -p,--password=P -e=D -f,--force -k=D -L,--lock -U,--unlock -l,--login,--list=L -n -S,--status -A=U --disabled-password --gecos=G -E=D -I=D -W=D -x=D --delete-user',
  does(call) {
    if ((call.name === 'passwd' && call.has('-S') === true) || (call.name === 'chage' && call.has('-l') === true))
      return [];
    if (
      call.name === 'dscl' &&
      /^-?(read|list|search|readall)$/.test(String(call.operand(1) ?? call.invocation.args[1]?.value))
    )
      return [];
    const groups = call.words('-G', '-g').map((word) => String(word.value));
    const operands = call.operands.map((word) => String(word.value));
    const named =
      call.name === 'adduser' || call.name === 'gpasswd' ? operands.slice(call.name === 'adduser' ? 1 : 0) : [];
    const privileged = [...groups, ...named].some((group) => privilegedGroups.test(group));
    return [
      { kind: 'system.configure', area: 'account' },
      ...when(privileged, {
        kind: 'access.change',
        op: 'grant',
        provider: 'system',
        principal: call.operand(0) ?? null,
      }),
    ];
  },
  examples: {
    yields: {
      'useradd bob': 'system.configure{area=account}',
      'usermod -aG sudo bob': 'system.configure + access.change{op=grant,principal=bob}',
      'passwd root': 'system.configure',
    },
    inert: ['passwd -S bob', 'chage -l bob'],
  },
};

const sudoers: ProgramSpec = {
  names: 'visudo',
  options: '-c,--check -f,--file=F -s -q',
  inertWith: ['-c'],
  does: always({ kind: 'system.configure', area: 'sudoers' }),
};

/** `iptables -L`: listing is all right. */
const firewalls: ProgramSpec = {
  names:
    'iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save nft ufw pfctl firewall-cmd ipset ebtables arptables ipfw',
  options:
    '-t,--table=T -L,--list[=C] -S,--list-rules[=C] -n,--numeric -v,--verbose --line-numbers -C,--check=C -s=S -f=F -a --state --get-default-zone --list-all --list-services --list-ports --get-active-zones --zone=Z --dry-run -x --permanent --reload --query-service=S',
  inertWith: ['--dry-run'],
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value));
    const lists =
      /save$/.test(call.name) ||
      call.has(
        '-L',
        '-S',
        '-C',
        '--state',
        '--list-all',
        '--list-services',
        '--list-ports',
        '--get-default-zone',
        '--get-active-zones',
        '--query-service',
      ) === true;
    const reading =
      lists ||
      (call.name === 'nft' && words[0] === 'list') ||
      (call.name === 'ufw' && /^(status|version|show)$/.test(words[0] ?? '')) ||
      (call.name === 'pfctl' && words[0]?.startsWith('-s')) ||
      (call.name === 'ipset' && /^(list|save|test)$/.test(words[0] ?? ''));
    return reading || words.length === 0 ? [] : [{ kind: 'system.configure', area: 'firewall' }];
  },
  examples: {
    yields: {
      'iptables -F': 'system.configure{area=firewall}',
      'ufw disable': 'system.configure{area=firewall}',
      'nft flush ruleset': 'system.configure',
    },
    inert: ['iptables -L -n', 'ufw status', 'nft list ruleset'],
  },
};

const securityTools: ProgramSpec = {
  names:
    'setenforce csrutil spctl setsebool semanage aa-disable aa-complain aa-teardown Set-MpPreference fail2ban-client auditctl augenrules chcon restorecon tccutil systemsetup fdesetup apparmor_parser',
  options: '-s -l -t=T -R -P -D -e=N --status --assess --master-disable --master-enable -a=A -w=W -k=K -p=P',
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value));
    if (
      /^(status|-l|--status|list|--assess|-a|--version|-s|get|ping)$/.test(words[0] ?? '') &&
      call.name !== 'auditctl'
    )
      return [];
    if (call.name === 'auditctl')
      return words.includes('-l') || words.includes('-s') ? [] : [{ kind: 'audit.tamper', what: 'audit-rules' }];
    return [{ kind: 'system.configure', area: 'security-tool' }];
  },
  examples: {
    yields: {
      'setenforce 0': 'system.configure{area=security-tool}',
      'csrutil disable': 'system.configure{area=security-tool}',
      'auditctl -D': 'audit.tamper{what=audit-rules}',
    },
    inert: ['csrutil status', 'auditctl -l'],
  },
};

const mounts: ProgramSpec = {
  names:
    'mount umount losetup swapon swapoff fusermount fusermount3 cryptsetup nsenter chroot pivot_root hdiutil mount.cifs sshfs',
  options:
    '-t,--types=T -o,--options=O -a,--all -l,--list -r -w -f,--force -n -v -B,--bind -R --rbind -M --move -L=L -U=U --target=T --source=S -s,--show,--summary -d,--detach -D -j,--json --noheadings -u -z -m,--mount -p,--pid -i --net -F,--fork --userspec=U -S=N',
  stopAtOperand: false,
  does: (call) => mountEffects(call),
  examples: {
    yields: {
      'mount /dev/sdb1 /mnt': 'system.configure{area=mount}',
      'umount /mnt': 'system.configure{area=mount}',
      'swapoff -a': 'system.configure',
    },
    inert: ['mount', 'losetup -l', 'mount -l'],
  },
};

function mountEffects(call: Call): Answer {
  const words = call.invocation.args;
  if (call.name === 'nsenter' || call.name === 'chroot') return entersNamespace(call);
  const lists = call.has('-l', '-s', '-j') === true && call.operands.length === 0;
  if (
    words.length === 0 ||
    lists ||
    /^(status|luksDump|info|isLuks|imageinfo|benchmark)$/.test(String(call.operand(0)))
  )
    return [];
  if (
    call.name === 'cryptsetup' &&
    /^(luksFormat|erase|luksErase|luksKillSlot|luksRemoveKey|reencrypt|format)$/.test(String(call.operand(0)))
  ) {
    return [
      {
        kind: 'disk.destroy',
        how: /Format|format/.test(String(call.operand(0))) ? 'format' : 'secure-erase',
        device: call.operand(1) ?? null,
      },
    ];
  }
  return [{ kind: 'system.configure', area: 'mount' }];
}

/** A namespace is entered, and something is run in it. */
function entersNamespace(call: Call): Answer {
  const start = call.invocation.args.findIndex(
    (word, at) =>
      at > 0 && !/^-/.test(String(word.value)) && !/^-(t|S|G|w)$/.test(String(call.invocation.args[at - 1]?.value)),
  );
  const rest = call.name === 'chroot' ? call.operands.slice(1) : start >= 0 ? call.invocation.args.slice(start) : [];
  return {
    effects: [{ kind: 'privilege.escalate', how: 'namespace' }],
    runs:
      rest.length > 0
        ? [{ type: 'argv', words: rest, label: call.name, authority: 'elevated', elsewhere: call.name === 'chroot' }]
        : [],
  };
}

const kernel: ProgramSpec = {
  names:
    'sysctl modprobe insmod rmmod depmod kmutil kextload kextunload dmesg kldload kldunload ldconfig update-initramfs grub-install update-grub grub-mkconfig efibootmgr dkms setcap capsh getcap prlimit',
  options:
    '-w,--write -p,--load[=F] -a,--all -n -e -q -r,--remove -c,--clear -C -D -T -H -w -l -L -v -f --system --pid=P --show --print',
  does(call) {
    switch (call.name) {
      case 'sysctl':
        return when(
          call.maybe('-w', '-p', '--system') || call.operands.some((word) => String(word.value).includes('=')),
          { kind: 'system.configure', area: 'kernel' },
        );
      case 'dmesg':
        return when(call.has('-c', '-C'), { kind: 'audit.tamper', what: 'system-log' });
      case 'ldconfig':
        return when(call.has('-p') !== true && call.invocation.args.length > 0, {
          kind: 'system.configure',
          area: 'limits',
        });
      case 'getcap':
      case 'capsh':
        return [];
      case 'setcap':
        return [{ kind: 'privilege.escalate', how: 'caps' }];
      case 'efibootmgr':
        return when(call.invocation.args.length > 0 && !call.maybe('-v'), { kind: 'system.configure', area: 'kernel' });
      case 'modprobe':
        return when(call.maybe('-r') || call.operands.length > 0, { kind: 'system.configure', area: 'kernel' });
      case 'prlimit':
        return when(
          call.invocation.args.some((word) => String(word.value).includes('=')),
          { kind: 'system.configure', area: 'limits' },
        );
      default:
        return [{ kind: 'system.configure', area: 'kernel' }];
    }
  },
  examples: {
    yields: {
      'sysctl -w net.ipv4.ip_forward=1': 'system.configure{area=kernel}',
      'insmod x.ko': 'system.configure{area=kernel}',
      'dmesg -C': 'audit.tamper{what=system-log}',
    },
    inert: ['sysctl -a', 'dmesg', 'sysctl kernel.hostname'],
  },
};

/** `ip addr`, `route -n`, `ifconfig`: shown without a verb, changed with one. */
const networking: ProgramSpec = {
  names:
    'ip ifconfig route iwconfig ifup ifdown nmcli networksetup ethtool brctl bridge tc iw wg wg-quick openvpn wpa_cli rfkill netplan networkctl scutil dhclient resolvconf resolvectl hostnamectl ipconfig netsh arp',
  options:
    '-4 -6 -s -br,-brief -j,-json -c,-color -o -a,--all -n -d -h -v -i=I -e -t,--terse -f,--fields=F --dns -listallhardwareports -getinfo=S -getdnsservers=S',
  does(call) {
    const words = call.operands.map((word) => String(word.value));
    const acting = words.some(
      (word) =>
        /^(add|del|delete|set|flush|change|replace|append|up|down|on|off|connect|disconnect|modify|mod|delif|addif|delbr|addbr|block|unblock|apply|try|renew|release|netmask|import|export|reset|dns|set-hostname|add-connection|disable|enable|reload|reconfigure|revert)$/.test(
          word,
        ) || /^-set/.test(word),
    );
    const always =
      /^(ifup|ifdown|wg-quick|openvpn|dhclient)$/.test(call.name) ||
      call.invocation.args.some((word) =>
        /^-(set|add|create|remove)|^\/(renew|release|flushdns)/.test(String(word.value)),
      );
    const dns = /^(resolvconf|resolvectl|scutil)$/.test(call.name);
    return when(acting || always, {
      kind: 'system.configure',
      area: dns ? 'dns' : call.name === 'netsh' && words[0] === 'advfirewall' ? 'firewall' : 'network',
    });
  },
  examples: {
    yields: {
      'ip link set eth0 down': 'system.configure{area=network}',
      'ifconfig eth0 down': 'system.configure',
      'ip route flush table main': 'system.configure',
    },
    inert: ['ip addr', 'ip -br a', 'ifconfig', 'route -n', 'nmcli device status'],
  },
};

const clocks: ProgramSpec = {
  names: 'timedatectl hwclock ntpdate chronyc ntpq localectl',
  options: '-r,--show -s,--hctosys -w,--systohc -u -l --set --date=D -p -n',
  does(call) {
    const verb = String(call.operand(0));
    const changes =
      /^set-|^(makestep|burst|settime|reset)$/.test(verb) || call.name === 'ntpdate' || call.maybe('-s', '-w', '--set');
    return when(changes, { kind: 'system.configure', area: 'time' });
  },
  examples: {
    yields: { 'timedatectl set-time 12:00': 'system.configure{area=time}' },
    inert: ['timedatectl', 'timedatectl status'],
  },
};

const windowsRegistry: ProgramSpec = {
  names:
    'reg regedit defaults dconf gsettings PlistBuddy plutil gconftool-2 xdg-settings xdg-mime update-alternatives lsregister',
  does(call) {
    const verb = String(call.operand(0)).toLowerCase();
    if (
      /^(read|query|get|list|list-recursively|list-schemas|list-keys|find|domains|export|dump|read-type|print|monitor|watch|range|describe|check|-p|-lint|undefined|help|compile)$/.test(
        verb,
      )
    )
      return [];
    if (
      call.invocation.args.some((word) =>
        /^(-p|-lint|--display|--list|--query|--get-selections)$/.test(String(word.value)),
      )
    )
      return [];
    const startup = call.operands.some((word) => /currentversion\\run/i.test(String(word.value)));
    return [
      { kind: 'system.configure', area: 'registry' },
      ...when(startup, {
        kind: 'persist.install',
        mechanism: 'registry-run',
        op: verb === 'delete' ? 'remove' : 'add',
      }),
    ];
  },
  examples: {
    yields: { 'defaults write com.apple.dock autohide -bool true': 'system.configure{area=registry}' },
    inert: ['defaults read', 'gsettings get a b', 'reg query HKLM'],
  },
};

const logs: ProgramSpec = {
  names: 'journalctl wevtutil log logrotate ausearch aureport',
  options:
    '-u,--unit=U -n,--lines=N -f,--follow -e -x -b,--boot[=B] -k,--dmesg -p,--priority=P -S,--since=T -U,--until=T -o,--output=O -r,--reverse --no-pager -g,--grep=P -t=T --vacuum-size=S --vacuum-time=T --vacuum-files=N --rotate --flush --disk-usage --list-boots -q -a --user --system --utc --predicate=P --last=T --style=S',
  does(call) {
    const clears =
      call.name === 'wevtutil'
        ? /^(cl|clear-log)$/i.test(String(call.operand(0)))
        : call.name === 'log'
          ? call.operand(0) === 'erase'
          : call.has('--vacuum-size', '--vacuum-time', '--vacuum-files');
    return when(clears, { kind: 'audit.tamper', what: 'system-log' });
  },
  examples: {
    yields: { 'journalctl --vacuum-time=1s': 'audit.tamper{what=system-log}', 'wevtutil cl System': 'audit.tamper' },
    inert: ['journalctl -u nginx -n 50'],
  },
};

const disks: ProgramSpec = {
  names:
    'mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.exfat mkfs.f2fs mke2fs mkswap mkdosfs newfs newfs_apfs newfs_hfs wipefs blkdiscard format hdparm nvme badblocks',
  options:
    '-t,--type=T -L=L -n=N -F,--force -f -q -c -v -b=N -i=N -m=N -O=O -U=U -E=O -a,--all -o,--offset=O -I -i -w -s --security-erase=P --user-master=U -l=N --no-act',
  inertWith: ['--no-act'],
  does(call) {
    const device = call.operands.at(-1)?.value ?? null;
    switch (call.name) {
      case 'wipefs':
        return when(call.maybe('-a', '-o'), { kind: 'disk.destroy', how: 'format', device, undo: 'irreversible' });
      case 'blkdiscard':
        return [{ kind: 'disk.destroy', how: 'overwrite', device, undo: 'irreversible' }];
      case 'badblocks':
        return when(call.has('-w'), { kind: 'disk.destroy', how: 'overwrite', device, undo: 'irreversible' });
      case 'hdparm':
        return when(call.maybe('--security-erase'), {
          kind: 'disk.destroy',
          how: 'secure-erase',
          device,
          undo: 'irreversible',
        });
      case 'nvme':
        return when(/^(format|sanitize)$/.test(String(call.operand(0))), {
          kind: 'disk.destroy',
          how: 'secure-erase',
          device,
          undo: 'irreversible',
        });
      default:
        return isPlainFile(call, device)
          ? writes(call, call.operands.slice(-1), 'overwrite')
          : [{ kind: 'disk.destroy', how: 'format', device, undo: 'irreversible' }];
    }
  },
  examples: {
    yields: {
      'mkfs.ext4 /dev/sdb1': 'disk.destroy{how=format,device=/dev/sdb1}',
      'wipefs -a /dev/sda': 'disk.destroy{how=format}',
      'mkfs -t ext4 /dev/sdb': 'disk.destroy',
    },
    inert: ['wipefs /dev/sda', 'hdparm -I /dev/sda'],
  },
};

/** An image in a folder rather than a device. */
function isPlainFile(call: Call, device: Text): boolean {
  const { zone } = call.invocation.surroundings.fileTarget(device, call.invocation.cwd);
  return typeof device === 'string' && (zone === 'workspace' || zone === 'temp' || zone === 'home');
}

const partitions: ProgramSpec = {
  names: 'fdisk parted sgdisk gdisk cfdisk sfdisk diskpart partprobe kpartx gparted',
  options:
    '-l,--list -s,--script -p,--print -d,--dump -u=U -a=A -o,--clear -n,--new=N -t,--typecode=T -Z,--zap-all -z,--zap -J,--json -V -v -x',
  inertWith: ['-l'],
  does(call) {
    const words = call.operands.map((word) => String(word.value));
    const prints =
      call.has('-p', '-d', '-J') === true || words.includes('print') || call.name === 'partprobe' || words.length === 0;
    return prints && call.name !== 'diskpart' && !call.maybe('-o', '-Z', '-z', '-n')
      ? []
      : [{ kind: 'disk.destroy', how: 'partition', device: call.operand(0) ?? null, undo: 'irreversible' }];
  },
  examples: {
    yields: {
      'parted /dev/sda mklabel gpt': 'disk.destroy{how=partition}',
      'sgdisk -Z /dev/sda': 'disk.destroy{how=partition}',
      'fdisk /dev/sda': 'disk.destroy',
    },
    inert: ['fdisk -l', 'parted /dev/sda print'],
  },
};

const diskutil: ProgramSpec = {
  names: 'diskutil',
  does(call) {
    const verb = String(call.operand(0)).toLowerCase();
    const device = call.operands.at(-1)?.value ?? null;
    if (/^(erase|zerodisk|randomdisk|secureerase|reformat)/.test(verb))
      return [{ kind: 'disk.destroy', how: 'format', device, undo: 'irreversible' }];
    if (/^(partition|split|merge|resize|addpartition)/.test(verb))
      return [{ kind: 'disk.destroy', how: 'partition', device }];
    if (/^(un)?mount|^eject/.test(verb)) return [{ kind: 'disk.destroy', how: 'unmount', device, undo: 'trivial' }];
    if (verb === 'apfs' || verb === 'ap' || verb === 'coreStorage')
      return when(/^(delete|erase)/i.test(String(call.operand(1))), { kind: 'disk.destroy', how: 'volume', device });
    return [];
  },
  examples: {
    yields: { 'diskutil eraseDisk JHFS+ X disk2': 'disk.destroy{how=format,device=disk2}' },
    inert: ['diskutil list'],
  },
};

const volumes: ProgramSpec = {
  names:
    'lvremove vgremove pvremove lvreduce lvresize mdadm zpool zfs btrfs lvcreate vgcreate pvcreate lvextend lvs vgs pvs lvdisplay vgdisplay pvdisplay lvchange vgchange',
  options:
    '-f,--force -y,--yes -r,--recursive -R -n,--name=N -L,--size=S -l=E -t,--test --zero-superblock --stop,-S --detail,-D --scan --fail --remove --create,-C --level=L --raid-devices=N -o=O -s=S -d -H',
  inertWith: ['-t'],
  does(call) {
    const verbs = call.operands.map((word) => String(word.value));
    const device = call.operands.at(-1)?.value ?? null;
    const snapshot = /@/.test(String(device)) || /snapshot/.test(verbs.join(' '));
    const removes =
      /^(lv|vg|pv)remove$|^lvreduce$/.test(call.name) ||
      call.maybe('--zero-superblock') ||
      (/^(zpool|zfs|btrfs)$/.test(call.name) &&
        verbs.some((verb) => /^(destroy|labelclear|delete|del|rollback)$/.test(verb)));
    if (!removes)
      return when(/create$/.test(call.name) || verbs[0] === 'create', { kind: 'system.configure', area: 'mount' });
    return [
      { kind: 'disk.destroy', how: 'volume', device, undo: 'irreversible' },
      ...when(snapshot && call.name === 'zfs', { kind: 'recovery.destroy', what: 'snapshot', resource: device }),
    ];
  },
  examples: {
    yields: {
      'lvremove -f vg0/data': 'disk.destroy{how=volume}',
      'zpool destroy tank': 'disk.destroy{how=volume,device=tank}',
      'mdadm --zero-superblock /dev/sda': 'disk.destroy',
    },
    inert: ['lvs', 'zpool status', 'zfs list'],
  },
};

const dd: ProgramSpec = {
  names: 'dd dcfldd dc3dd pv ddrescue',
  options: '-s=N -L=R -N=N -f,--force -n -d -r=N -q -p -t -e -b -W -a',
  does(call) {
    if (call.name === 'ddrescue') return copied(call, call.operands[0], call.operands[1]);
    if (call.name === 'pv')
      return {
        effects: reads(call, call.operands, { shown: false }),
        ...(call.invocation.stdin && call.operands.length === 0 && { output: call.invocation.stdin }),
      };
    const named = (name: string): Word | undefined => {
      const word = call.operands.find((each) => startOf(each).startsWith(`${name}=`));
      return word && { ...word, value: typeof word.value === 'string' ? word.value.slice(name.length + 1) : null };
    };
    return copied(call, named('if'), named('of'));
  },
  examples: {
    yields: {
      'dd if=/dev/zero of=/dev/sda': 'disk.destroy{how=overwrite,device=/dev/sda}',
      'dd if=a.img of=b.img bs=1M': 'fs.read + fs.write{mode=overwrite}',
    },
    inert: ['dd if=/dev/sda of=/dev/null count=1', 'dd if=a.img'],
  },
};

function startOf(word: Word): string {
  return typeof word.value === 'string' ? word.value : (word.value?.prefix ?? '');
}

function copied(call: Call, from: Word | undefined, to: Word | undefined): Answer {
  const target = to && call.invocation.surroundings.fileTarget(to.value, call.invocation.cwd);
  const harmless = /^\/dev\/(null|stdout|stderr|tty|fd\/.*)$/.test(String(target?.path));
  const device = target?.zone === 'device' && !harmless;
  const written: EffectDraft[] =
    !to || harmless
      ? []
      : device
        ? [{ kind: 'disk.destroy', how: 'overwrite', device: to.value, undo: 'irreversible', span: to.span }]
        : writes(call, [to], 'overwrite');
  return together([...reads(call, from ? [from] : []), ...written]);
}

const deviceMapper: ProgramSpec = {
  names: 'dmsetup',
  commands: {
    'ls info status table targets version deps help': [],
    'remove remove_all wipe_table clear': (call) => [
      { kind: 'disk.destroy', how: 'volume', device: call.operand(0) ?? null },
    ],
  },
  otherwise: () => [{ kind: 'system.configure', area: 'mount' }],
  examples: { yields: { 'dmsetup remove_all': 'disk.destroy{how=volume}' }, inert: ['dmsetup ls'] },
};

/** Debuggers attached to a running process read its memory, and can change it. */
const debuggers: ProgramSpec = {
  names: 'gdb lldb pdb dtrace bpftrace gcore py-spy rbspy',
  options: '-p,--pid=PID -ex=CMD -x=FILE -batch --batch -q --args -c,--core=F -e=CODE -n=NAME',
  does(call) {
    const target = call.words('-p').at(-1)?.value ?? (call.name === 'gcore' ? call.operand(0) : undefined);
    const scripted = when(call.has('-ex', '-x', '-e'), {
      kind: 'code.exec',
      origin: 'inline',
      lang: call.name,
      resolved: false,
    });
    if (target === undefined)
      return scripted.length > 0 ? scripted : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return [
      ...scripted,
      { kind: 'process.signal', target, scope: 'other', force: false },
      { kind: 'secret.read', store: 'process', audience: call.invocation.outputShown ? 'model' : 'process' },
    ];
  },
  examples: { yields: { 'gdb -p 1234': 'process.signal{target=1234} + secret.read{store=process}' } },
};

export const systemPrograms: readonly ProgramSpec[] = [
  kill,
  pkill,
  systemctl,
  service,
  runlevels,
  supervisors,
  launchctl,
  windowsServices,
  shutdown,
  accounts,
  sudoers,
  firewalls,
  securityTools,
  mounts,
  kernel,
  networking,
  clocks,
  windowsRegistry,
  logs,
  disks,
  partitions,
  diskutil,
  volumes,
  dd,
  deviceMapper,
  debuggers,
];
