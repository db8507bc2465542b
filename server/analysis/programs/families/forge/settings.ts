/** Secrets, variables and credentials of a forge. */
import type { Command } from '../../program';
import { when } from '../../stating';
import { change, inert, options } from './change';

export function settings(object: 'secret' | 'variable'): Command {
  return {
    options,
    commands: {
      'list ls': inert,
      // What GitLab calls a variable is where pipelines keep their secrets.
      'get export': {
        options,
        does: (call) =>
          call.name === 'glab'
            ? {
                effects: [{ kind: 'secret.read', store: null, name: call.operand(0) ?? null, audience: call.audience }],
                output: { text: null, sources: ['secret'] },
              }
            : [],
      },
      'set create update': {
        options,
        does: (call) => [
          change(call, object, 'update'),
          ...when(object === 'secret', {
            kind: 'secret.write',
            store: 'forge',
            name: call.operand(0) ?? null,
            op: 'update',
          }),
        ],
      },
      'delete remove rm': {
        options,
        does: (call) => [
          change(call, object, 'delete'),
          ...when(object === 'secret', {
            kind: 'secret.write',
            store: 'forge',
            name: call.operand(0) ?? null,
            op: 'delete',
          }),
        ],
      },
    },
  };
}

export const authentication: Command = {
  options,
  commands: {
    status: {
      options: `${options} --show-token`,
      does: (call) => when(call.has('--show-token'), { kind: 'secret.read', store: 'git-cred', audience: 'model' }),
    },
    token: {
      options,
      does: (call) => ({
        effects: [{ kind: 'secret.read', store: 'git-cred', audience: call.audience }],
        output: { text: null, sources: ['secret'] },
      }),
    },
    'login refresh switch': { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'update' }] },
    'setup-git': { options, does: () => [{ kind: 'config.write', target: 'git', executes: true }] },
    logout: { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'delete' }] },
    'configure-docker': inert,
  },
};
