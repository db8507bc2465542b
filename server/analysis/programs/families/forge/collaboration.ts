/** Pull requests and issues: changed, and spoken in. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import { when } from '../../stating';
import { change, changes, discloses, inert, type Op, options, serviceOf } from './change';

export function speaks(object: 'pr' | 'issue', op: Op): Command {
  return { options, does: (call) => [change(call, object, op), ...said(call, object)] };
}

/** What is written there is read by everybody who can see the repository. */
function said(call: Call, channel: 'pr' | 'issue'): EffectDraft[] {
  return [{ kind: 'comm.send', channel }, ...discloses(call, call.invocation.args, call.words('-F'))];
}

export const pullRequests: Command = {
  options,
  commands: {
    'list ls view show status checks diff checkout subscribe unsubscribe todo issues for': inert,
    'create new': speaks('pr', 'create'),
    'comment note': speaks('pr', 'update'),
    review: {
      options: '-R,--repo=R -a,--approve -r,--request-changes -c,--comment -b,--body=B -F,--body-file=F',
      does: (call) => [change(call, 'pr', call.has('--approve') === true ? 'approve' : 'update'), ...said(call, 'pr')],
    },
    'edit update ready update-branch reopen lock unlock revert rebase': changes('pr', 'update'),
    close: {
      options,
      does: (call) => [
        change(call, 'pr', 'cancel'),
        ...when(call.has('--delete-branch'), { kind: 'vcs.rewriteHistory', how: 'delete-ref', remote: true }),
      ],
    },
    delete: changes('pr', 'delete'),
    approve: changes('pr', 'approve'),
    'merge accept': {
      options,
      does: (call) => [
        change(call, 'pr', 'merge'),
        ...when(call.has('--admin'), { kind: 'access.change', provider: serviceOf(call), op: 'policy' }),
      ],
    },
  },
};

export const issues: Command = {
  options,
  commands: {
    'list ls view show status subscribe unsubscribe': inert,
    'create new': speaks('issue', 'create'),
    'comment note': speaks('issue', 'update'),
    'edit update reopen pin unpin lock unlock develop': changes('issue', 'update'),
    close: changes('issue', 'cancel'),
    delete: changes('issue', 'delete'),
    transfer: changes('issue', 'transfer'),
  },
};
