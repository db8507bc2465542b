/** Firewalls and other guards of the machine. */
import type { ProgramSpec } from '../../program';

/** `--state` is a question to firewalld, and a condition of a rule to iptables. */
function listing(name: string): readonly string[] {
  if (name !== 'firewall-cmd') return ['-L', '-S', '-C'];
  return [
    '--state',
    '--list-all',
    '--list-services',
    '--list-ports',
    '--get-default-zone',
    '--get-active-zones',
    '--query-service',
  ];
}

/** `iptables -L`: listing is all right. */
export const firewalls: ProgramSpec = {
  names:
    'iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save nft ufw pfctl firewall-cmd ipset ebtables arptables ipfw',
  options:
    '-t,--table=T -L,--list[=C] -S,--list-rules[=C] -n,--numeric -v,--verbose --line-numbers -C,--check=C -s=S -f=F -a --state --get-default-zone --list-all --list-services --list-ports --get-active-zones --zone=Z --dry-run -x --permanent --reload --query-service=S',
  inertWith: ['--dry-run'],
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value));
    const lists = /save$/.test(call.name) || call.has(...listing(call.name)) === true;
    const reading =
      lists ||
      (call.name === 'nft' && words[0] === 'list') ||
      (call.name === 'ufw' && /^(status|version|show)$/.test(words[0] ?? '')) ||
      (call.name === 'pfctl' && words[0]?.startsWith('-s')) ||
      (call.name === 'ipset' && /^(list|save|test)$/.test(words[0] ?? ''));
    const loads = /-restore$/.test(call.name);
    return reading || (words.length === 0 && !loads) ? [] : [{ kind: 'system.configure', area: 'firewall' }];
  },
  examples: {
    yields: {
      'iptables -F': 'system.configure{area=firewall}',
      'ufw disable': 'system.configure{area=firewall}',
      'iptables -A INPUT -m state --state NEW -j ACCEPT': 'system.configure{area=firewall}',
      'nft flush ruleset': 'system.configure',
      'iptables-restore < rules.v4': 'fs.read + system.configure{area=firewall}',
    },
    inert: ['firewall-cmd --state', 'iptables -t nat -nvL', 'iptables -L -n', 'ufw status', 'nft list ruleset'],
  },
};

export const securityTools: ProgramSpec = {
  names:
    'setenforce getenforce sestatus csrutil spctl setsebool semanage aa-disable aa-complain aa-teardown Set-MpPreference fail2ban-client auditctl augenrules tccutil systemsetup fdesetup apparmor_parser',
  options: '-s -l -t=T -R -P -D -e=N --status --assess --master-disable --master-enable -a=A -w=W -k=K -p=P',
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value));
    if (
      (/^(getenforce|sestatus)$/.test(call.name) ||
        /^(status|-l|--status|list|--assess|-a|--version|-s|get|ping|-get.*)$/.test(words[0] ?? '') ||
        (call.name === 'semanage' && words.some((word) => /^(-l|--list|-E|--extract)$/.test(word)))) &&
      call.name !== 'auditctl'
    )
      return [];
    if (call.name === 'auditctl')
      return words.every((word) => word === '-l' || word === '-s')
        ? []
        : [{ kind: 'audit.tamper', what: 'audit-rules' }];
    return [{ kind: 'system.configure', area: 'security-tool' }];
  },
  examples: {
    yields: {
      'setenforce 0': 'system.configure{area=security-tool}',
      'csrutil disable': 'system.configure{area=security-tool}',
      'auditctl -D -l': 'audit.tamper{what=audit-rules}',
    },
    inert: ['csrutil status', 'auditctl -l', 'getenforce', 'semanage port -l'],
  },
};
