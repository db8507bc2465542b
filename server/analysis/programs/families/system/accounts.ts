/** Accounts, groups and who may become root. */

import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';

const privilegedGroups = /(^|,)(sudo|wheel|admin|docker|root|adm|lxd|disk|shadow|libvirt)(,|$)/;

export const accounts: ProgramSpec = {
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
