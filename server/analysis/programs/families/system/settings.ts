/** Settings of the kernel, the network, the clock and the desktop; system logs. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Answer, type Call, isTold, opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';

export const kernel: ProgramSpec = {
  names:
    'sysctl modprobe insmod rmmod depmod kmutil kextload kextunload dmesg kldload kldunload ldconfig update-initramfs grub-install update-grub grub-mkconfig efibootmgr dkms setcap capsh getcap',
  options:
    '-w,--write -p,--load[=F] -a,--all -n -e -q -r,--remove -c,--clear -C -D -T -H -w -l -L -v -f --system --pid=P --show --print --show-depends --showconfig --dry-run',
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
        if (call.has('-n', '--dry-run', '--show-depends', '--showconfig') === true) return [];
        return when(call.maybe('-r') || call.operands.length > 0, { kind: 'system.configure', area: 'kernel' });
      case 'kmutil':
      case 'dkms':
        return when(
          !/^(status|showloaded|find|inspect|print-diagnostics|check|dumpstate|libraries|log|match)$/.test(
            String(call.operand(0)),
          ),
          {
            kind: 'system.configure',
            area: 'kernel',
          },
        );
      default:
        return [{ kind: 'system.configure', area: 'kernel' }];
    }
  },
  examples: {
    yields: {
      'sysctl -w net.ipv4.ip_forward=1': 'system.configure{area=kernel}',
      'insmod x.ko': 'system.configure{area=kernel}',
      'modprobe -r nvme': 'system.configure{area=kernel}',
      'dmesg -C': 'audit.tamper{what=system-log}',
    },
    inert: ['sysctl -a', 'dmesg', 'sysctl kernel.hostname', 'modprobe --show-depends nvme', 'dkms status'],
  },
};

/** `ip OBJECT VERB`; the others of the family have verbs anywhere. */
const actsBySecondWord = /^(ip|nmcli|tc|bridge|netsh|wg)$/;

const showingVerb =
  /^(show|showconf|showdump|dump|list|ls|lst|sh|s|get|status|monitor|mon|save|help|exists|general|identify|count|statistics|stats|bestpath|route|fdb|-s)$/;

/** An object alone is shown, and so is what a verb that only shows is about. */
function isShown(call: Call, [, verb]: readonly string[]): boolean {
  return !actsBySecondWord.test(call.name) || verb === undefined || showingVerb.test(verb);
}

/** `ip netns exec NAME CMD` and `ip vrf exec NAME CMD`. */
function ranElsewhere(call: Call, words: readonly string[]): Answer | undefined {
  if (call.name !== 'ip' || !/^(netns|vrf)$/.test(words[0] ?? '') || words[1] !== 'exec') return undefined;
  // Its own words may look like options of `ip`.
  const { args } = call.invocation;
  const command = args.slice(args.findIndex((word) => word.value === 'exec') + 2);
  return {
    effects: [{ kind: 'privilege.escalate', how: 'namespace' }],
    runs: [{ type: 'argv', words: command, label: `ip ${words[0]} exec`, authority: 'elevated' }],
  };
}

/** An address after the name of an interface, an entry of the table of neighbours, a name of the machine. */
function setsByForm(call: Call): boolean {
  switch (call.name) {
    case 'ifconfig':
      return call.operands.length > 1;
    case 'arp':
      return call.maybe('-d', '-s');
    case 'scutil':
      return call.invocation.args.some((word) => word.value === '--set');
    default:
      return false;
  }
}

/** `ip addr`, `route -n`, `ifconfig`: shown without a verb, changed with one. */
export const networking: ProgramSpec = {
  names:
    'ip ifconfig route iwconfig ifup ifdown nmcli networksetup ethtool brctl bridge tc iw wg wg-quick openvpn wpa_cli rfkill netplan networkctl scutil dhclient resolvconf resolvectl hostnamectl ipconfig netsh arp',
  options:
    '-4 -6 -s -br,-brief -j,-json -c,-color -o -a,--all -n -d -h -v -i=I -e -t,--terse -f,--fields=F --dns -listallhardwareports -getinfo=S -getdnsservers=S',
  does(call) {
    if (actsBySecondWord.test(call.name) && !isTold(call, 2)) return [opaque(call.invocation)];
    const words = call.operands.map((word) => String(word.value));
    const elsewhere = ranElsewhere(call, words);
    if (elsewhere) return elsewhere;
    const acting =
      setsByForm(call) ||
      words.some(
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
    if (!acting && !always) return isShown(call, words) ? [] : [opaque(call.invocation)];
    const firewall = call.name === 'netsh' && words[0] === 'advfirewall';
    return [{ kind: 'system.configure', area: dns ? 'dns' : firewall ? 'firewall' : 'network' }];
  },
  examples: {
    yields: {
      'ip link set eth0 down': 'system.configure{area=network}',
      'ifconfig eth0 down': 'system.configure',
      'ip route flush table main': 'system.configure',
      'ifconfig eth0 192.0.2.7': 'system.configure{area=network}',
      'ip netns exec blue rm -rf build': 'privilege.escalate{how=namespace} + fs.delete{recursive=true}',
    },
    inert: ['arp -a', 'ip netns list', 'ip addr', 'ip -br a', 'ifconfig', 'route -n', 'nmcli device status'],
  },
};

const clockReading =
  /^(status|show.*|list-.*|timesync-status|tracking|sources|sourcestats|activity|ntpdata|serverstats|rtcdata|waitsync|peers|pe|rv|as|help)$/;

/** `date` shows the time in a form after `+`, and sets it to anything else. */
export const date: ProgramSpec = {
  names: 'date gdate',
  options:
    '-s,--set=S -d,--date=D -f,--file=F -r,--reference=F -u,--utc,--universal -I,--iso-8601[=F] -R,--rfc-email --rfc-3339=F --resolution -j -n -v=V -z=Z --debug',
  does(call) {
    const shown = call.has('-d', '-f', '-r', '-j', '-v') === true;
    const setting: EffectDraft = { kind: 'system.configure', area: 'time' };
    if (call.has('-s') === true) return [setting];
    if (shown) return [];
    const given = call.operands.some((word) => /^\d{4,}(\.\d\d)?$/.test(String(word.value)));
    return when(given || (call.operands.some((word) => word.value === null) && null), setting);
  },
  examples: {
    yields: {
      "date -s '2020-01-01 12:00'": 'system.configure{area=time}',
      'date 010112002020': 'system.configure{area=time}',
    },
    inert: ['date', 'date +%Y-%m-%d', "date -d '3 days ago' +%s", 'date -j -f %s 1700000000 +%F'],
  },
};

export const clocks: ProgramSpec = {
  names: 'timedatectl hwclock ntpdate chronyc ntpq localectl',
  commandWords: 1,
  options: '-r,--show -s,--hctosys -w,--systohc -u -l --set --date=D -p -n',
  does(call) {
    const verb = String(call.operand(0) ?? '');
    const changes =
      /^set-|^(makestep|burst|settime|reset)$/.test(verb) || call.name === 'ntpdate' || call.maybe('-s', '-w', '--set');
    if (changes) return [{ kind: 'system.configure', area: 'time' }];
    return verb === '' || clockReading.test(verb) ? [] : [opaque(call.invocation)];
  },
  examples: {
    yields: { 'timedatectl set-time 12:00': 'system.configure{area=time}' },
    inert: ['timedatectl', 'timedatectl status'],
  },
};

export const windowsRegistry: ProgramSpec = {
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

export const logs: ProgramSpec = {
  names: 'journalctl wevtutil log logrotate ausearch aureport',
  options:
    '-u,--unit=U -n,--lines=N -f,--follow -e -x -b,--boot[=B] -k,--dmesg -p,--priority=P -S,--since=T -U,--until=T -o,--output=O -r,--reverse --no-pager -g,--grep=P -t=T --vacuum-size=S --vacuum-time=T --vacuum-files=N --rotate --flush --disk-usage --list-boots -q -a --user --system --utc --predicate=P --last=T --style=S',
  does(call) {
    const verb = call.operands.length === 0 ? '' : String(call.operand(0)).toLowerCase();
    if (
      call.name === 'wevtutil' &&
      !/^(cl|clear-log|el|enum-logs|gl|get-log|ep|gp|qe|query-events|gli|epl|export-log|)$/.test(verb)
    )
      return [opaque(call.invocation)];
    const clears =
      call.name === 'wevtutil'
        ? /^cl/.test(verb)
        : call.name === 'log'
          ? verb === 'erase'
          : call.has('--vacuum-size', '--vacuum-time', '--vacuum-files');
    return when(clears, { kind: 'audit.tamper', what: 'system-log' });
  },
  examples: {
    yields: { 'journalctl --vacuum-time=1s': 'audit.tamper{what=system-log}', 'wevtutil cl System': 'audit.tamper' },
    inert: ['journalctl -u nginx -n 50'],
  },
};
