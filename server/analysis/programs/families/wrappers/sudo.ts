/** `sudo` and its like: a command with the rights of somebody else. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { assignmentsOf, withoutAssignments } from './assignments';
import { cwdOf } from './running';

export const sudo: ProgramSpec = {
  names: 'sudo sudoedit doas gsudo pkexec',
  options:
    '-A -b -E,--preserve-env[=LIST] -e,--edit -g,--group=G -h,--host=H -H,--set-home -i,--login -K,--remove-timestamp -k,--reset-timestamp -l,--list -n,--non-interactive -P -p,--prompt=P -R,--chroot=D -r,--role=R -S,--stdin -s,--shell -T=N -t,--type=T -U,--other-user=U -u,--user=U -C=N -D,--chdir=D -V,--version -v,--validate -L',
  stopAtOperand: true,
  inertWith: ['-V', '-v', '-K', '-l'],
  does(call) {
    const user = call.value('-u');
    const how = call.name === 'doas' ? 'doas' : call.name === 'gsudo' ? 'runas' : 'sudo';
    const escalate: EffectDraft = { kind: 'privilege.escalate', how, user: user === undefined ? 'root' : user };
    if (call.has('-e') || call.name === 'sudoedit') return { effects: [escalate], runs: [editing(call)] };
    const words = withoutAssignments(call.operands);
    const facets = { authority: 'elevated', variables: assignmentsOf(call.operands), ...cwdOf(call, '-D') } as const;
    if (words.length > 0) return { effects: [escalate], runs: [{ type: 'argv', words, label: call.name, ...facets }] };
    if (call.has('-k') === true) return [];
    return { effects: [escalate, ...shellFor(call)], runs: elevatedInput(call) };
  },
  examples: {
    yields: {
      'sudo rm -rf build': 'privilege.escalate{how=sudo,user=root} + fs.delete{recursive=true,authority=elevated}',
      'sudo -u postgres -- ls /var/lib': 'privilege.escalate{user=postgres}',
      'sudo -s': 'privilege.escalate{how=sudo} + code.opaque{reason=interactive}',
      "echo 'rm -rf build' | sudo -s": 'privilege.escalate + fs.delete{authority=elevated}',
      'sudo -k rm -rf build': 'privilege.escalate + fs.delete{recursive=true}',
      'sudoedit /etc/hosts': 'privilege.escalate + fs.write{path=/etc/hosts}',
      'doas -u dana rm a.txt': 'privilege.escalate{how=doas,user=dana} + fs.delete',
    },
    inert: ['sudo -v', 'sudo -l', 'sudo -k', 'sudo -n -v'],
  },
};

function editing(call: Call): Run {
  const name = { value: 'tee', raw: 'sudoedit', span: call.invocation.span, many: false };
  return { type: 'argv', words: [name, ...call.operands], label: `${call.name} -e`, authority: 'elevated' };
}

/** `sudo -s` alone opens a shell; with a pipe it reads the pipe. */
function shellFor(call: Call): EffectDraft[] {
  const opens = call.has('-s', '-i') !== false;
  return opens && !call.invocation.stdin ? [{ kind: 'code.opaque', reason: 'interactive', program: call.name }] : [];
}

function elevatedInput(call: Call): Run[] {
  const { stdin } = call.invocation;
  if (!stdin || call.has('-s', '-i') === false) return [];
  return [{ type: 'stdin', language: 'sh', stream: stdin, label: call.name, authority: 'elevated' }];
}

/** Another group for a shell, or for one command. */
export const group: ProgramSpec = {
  names: 'sg newgrp',
  options: '-c=C -l -',
  does(call) {
    const [name, only] = call.operands.filter((word) => word.value !== '-');
    const text = call.words('-c').at(-1) ?? (call.name === 'sg' ? only : undefined);
    if (text) return { runs: [{ type: 'shell', text: text.value, span: text.span, label: `sg ${name?.raw ?? ''}` }] };
    return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  examples: {
    yields: {
      "sg docker -c 'rm -rf build'": 'fs.delete{recursive=true}',
      'newgrp docker': 'code.opaque{reason=interactive}',
    },
    inert: ["sg docker -c 'git status'"],
  },
};

export const su: ProgramSpec = {
  names: 'su runuser',
  options:
    '-c,--command=C --session-command=C -l,--login -f,--fast -g,--group=G -G,--supp-group=G -m,-p,--preserve-environment -P,--pty -s,--shell=S -u,--user=U -w,--whitelist-environment=L -',
  does(call) {
    const users = call.operands.filter((word) => word.value !== '-');
    const user = call.value('-u') ?? users[0]?.value ?? 'root';
    const effects: EffectDraft[] = [{ kind: 'privilege.escalate', how: 'su', user }];
    const facets = { label: 'su -c', authority: 'elevated' } as const;
    const text = call.words('-c', '--session-command').at(-1);
    if (text) return { effects, runs: [{ type: 'shell', text: text.value, span: text.span, ...facets }] };
    if (call.words('-u').length > 0 && users.length > 0)
      return { effects, runs: [{ type: 'argv', words: users, ...facets }] };
    const { stdin } = call.invocation;
    if (stdin) return { effects, runs: [{ type: 'stdin', language: 'sh', stream: stdin, ...facets }] };
    return { effects: [...effects, { kind: 'code.opaque', reason: 'interactive', program: call.name }] };
  },
  examples: {
    yields: {
      "su -c 'rm -rf build' dana":
        'privilege.escalate{how=su,user=dana} + fs.delete{recursive=true,authority=elevated}',
      'su - postgres': 'privilege.escalate{user=postgres} + code.opaque{reason=interactive}',
      'runuser -u dana -- rm a.txt': 'privilege.escalate{user=dana} + fs.delete',
    },
    // Somebody else's rights are always taken.
    inert: ['su --help'],
  },
};
