/** Accounts, groups and who may become root. */

import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';

const privilegedGroups = /(^|,)(sudo|wheel|admin|docker|root|adm|lxd|disk|shadow|libvirt)(,|$)/;

interface Membership {
  readonly op: 'grant' | 'revoke';
  readonly member: string | undefined;
  readonly groups: readonly string[];
}

/** Who joins or leaves which groups, where a program has that for itself. */
function membershipOf(name: string, words: readonly string[], operands: readonly string[]): Membership | undefined {
  const after = (option: RegExp) => words[words.findIndex((word) => option.test(word)) + 1];
  switch (name) {
    case 'adduser':
      return { op: 'grant', member: operands[0], groups: operands.slice(1) };
    case 'deluser':
      return { op: 'revoke', member: operands[0], groups: operands.slice(1) };
    case 'gpasswd': {
      const revokes = words.includes('-d') || words.includes('--delete');
      return { op: revokes ? 'revoke' : 'grant', member: after(/^(-a|-d|--add|--delete)$/), groups: words.slice(-1) };
    }
    case 'dseditgroup':
      return { op: words.includes('-d') ? 'revoke' : 'grant', member: after(/^-[ad]$/), groups: words.slice(-1) };
    case 'dscl': {
      const group = words.map((word) => /^\/Groups\/(.+)$/.exec(word)?.[1]).find((found) => found !== undefined);
      const grants = words.some((word) => /^-?(append|merge|create)$/.test(word));
      return group === undefined
        ? undefined
        : { op: grants ? 'grant' : 'revoke', member: words.at(-1), groups: [group] };
    }
    case 'sysadminctl':
      return words.includes('-admin') ? { op: 'grant', member: after(/^-addUser$/), groups: ['admin'] } : undefined;
    default:
      return undefined;
  }
}

export const accounts: ProgramSpec = {
  names:
    'useradd usermod userdel adduser deluser groupadd groupmod groupdel addgroup delgroup passwd chpasswd chage gpasswd chsh chfn vipw vigr newusers pwconv dscl dseditgroup sysadminctl',
  options:
    '-a,--append -G,--groups=G -g,--gid=G -u,--uid=U -o -d,--home=D -m,--create-home -M -s,--shell=S -c,--comment=C -r,--system,--remove -p,--password=P -e=D -f,--force -k=D -L,--lock -U,--unlock -l,--login,--list=L -n -S,--status -A=U --disabled-password --gecos=G -E=D -I=D -W=D -x=D --delete-user',
  does(call) {
    if ((call.name === 'passwd' && call.has('-S') === true) || (call.name === 'chage' && call.has('-l') === true))
      return [];
    const words = call.invocation.args.map((word) => String(word.value));
    if (call.name === 'dscl' && words.some((word) => /^-?(read|list|search|readall|cat)$/.test(word))) return [];
    if (call.name === 'dseditgroup' && words.some((word) => /^(read|checkmember)$/.test(word))) return [];
    const groups = call.words('-G', '-g').map((word) => String(word.value));
    const operands = call.operands.map((word) => String(word.value));
    const membership = membershipOf(call.name, words, operands);
    const privileged = [...groups, ...(membership?.groups ?? [])].some((group) => privilegedGroups.test(group));
    return [
      { kind: 'system.configure', area: 'account' },
      ...when(privileged, {
        kind: 'access.change',
        op: membership?.op ?? 'grant',
        provider: 'system',
        principal: membership?.member ?? call.operand(0) ?? null,
      }),
    ];
  },
  examples: {
    yields: {
      'useradd bob': 'system.configure{area=account}',
      'usermod -aG sudo bob': 'system.configure + access.change{op=grant,principal=bob}',
      'passwd root': 'system.configure',
      'adduser bob sudo': 'system.configure + access.change{op=grant,principal=bob}',
      'gpasswd -a bob docker': 'system.configure + access.change{op=grant,principal=bob}',
      'gpasswd -d bob sudo': 'system.configure + access.change{op=revoke,principal=bob}',
      'dscl . -append /Groups/admin GroupMembership bob': 'system.configure + access.change{op=grant,principal=bob}',
      'dseditgroup -o edit -a bob -t user admin': 'system.configure + access.change{op=grant,principal=bob}',
    },
    inert: ['passwd -S bob', 'chage -l bob', 'dscl . -read /Users/bob'],
  },
};

export const sudoers: ProgramSpec = {
  names: 'visudo',
  options: '-c,--check -f,--file=F -s -q',
  inertWith: ['-c'],
  does: always({ kind: 'system.configure', area: 'sudoers' }),
  examples: {
    yields: { 'visudo -f /etc/sudoers.d/deploy': 'system.configure{area=sudoers}' },
    inert: ['visudo -c', 'visudo --check -f /etc/sudoers.d/deploy'],
  },
};
