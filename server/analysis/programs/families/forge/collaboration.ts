/** Pull requests and issues: changed, and spoken in. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import { sourceOfFile, sourceOfWord, when } from '../../stating';
import { change, changes, hostOfForge, inert, type Op, options, serviceOf } from './change';

function speaks(object: 'pr' | 'issue', op: Op): Command {
  return { options, does: (call) => [change(call, object, op), ...says(call, object)] };
}

/** What is written there is read by everybody who can see the repository. */
function says(call: Call, channel: 'pr' | 'issue'): EffectDraft[] {
  const files = call.words('-F').map((word) => sourceOfFile(call, word));
  const sources = [...call.invocation.args.map(sourceOfWord), ...files];
  const source = sources.find((each) => each === 'secret' || each === 'env');
  return [
    { kind: 'comm.send', channel },
    ...when(source !== undefined, {
      kind: 'net.upload',
      host: hostOfForge(call),
      source: source ?? null,
      channel: 'http',
    }),
  ];
}

export const pullRequests: Command = {
  options,
  commands: {
    'list view status checks diff checkout': inert,
    'create new': speaks('pr', 'create'),
    'comment note review': {
      options,
      does: (call) => [change(call, 'pr', call.has('--approve') === true ? 'approve' : 'update'), ...says(call, 'pr')],
    },
    'edit update ready update-branch reopen lock unlock revert rebase': changes('pr', 'update'),
    close: changes('pr', 'cancel'),
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
    'list view status': inert,
    'create new': speaks('issue', 'create'),
    'comment note': speaks('issue', 'update'),
    'edit update reopen pin unpin lock unlock develop': changes('issue', 'update'),
    close: changes('issue', 'cancel'),
    delete: changes('issue', 'delete'),
    transfer: changes('issue', 'transfer'),
  },
};
