/** Programs that enter another root or another namespace and run something there. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { RunFacets, Word } from '../../spec';

const entered: EffectDraft = { kind: 'privilege.escalate', how: 'namespace' };

/** What is run there; a shell when nothing is named. */
function enters(call: Call, words: readonly Word[], facets: Partial<RunFacets> = {}): Answer {
  if (words.length === 0) return [entered, { kind: 'code.opaque', reason: 'interactive', program: call.name }];
  return {
    effects: [entered],
    runs: [{ type: 'argv', words, label: call.name, authority: 'elevated', ...facets }],
  };
}

export const chroot: ProgramSpec = {
  names: 'chroot',
  options: '--userspec=U --groups=G --skip-chdir -u=U -g=G -G=G -n',
  stopAtOperand: true,
  does: (call) => (call.operands.length === 0 ? [] : enters(call, call.operands.slice(1), { elsewhere: true })),
  examples: {
    yields: {
      'chroot /mnt rm -rf /var': 'privilege.escalate{how=namespace} + fs.delete{recursive=true,authority=elevated}',
      'chroot /mnt': 'privilege.escalate + code.opaque{reason=interactive}',
    },
    inert: ['chroot --help'],
  },
};

export const nsenter: ProgramSpec = {
  names: 'nsenter',
  options:
    '-t,--target=PID -a,--all -m,--mount[=F] -u,--uts[=F] -i,--ipc[=F] -n,--net[=F] -p,--pid[=F] -C,--cgroup[=F] -U,--user[=F] -T,--time[=F] -S,--setuid[=U] -G,--setgid[=G] --preserve-credentials --keep-caps -r,--root[=D] -w,--wd[=D] -W,--wdns=D -e,--env -F,--no-fork -Z,--follow-context',
  stopAtOperand: true,
  does: (call) => enters(call, call.operands),
  examples: {
    yields: {
      'nsenter --target 1 --mount -- rm -rf build': 'privilege.escalate{how=namespace} + fs.delete{recursive=true}',
      'nsenter -t 1 -m -u -i -n -p': 'privilege.escalate + code.opaque{reason=interactive}',
    },
    inert: ['nsenter --version'],
  },
};
