/** Vagrant: virtual machines of this machine. */
import type { EffectDraftOf } from '../../../../effects/effect';
import type { Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';

const here = { provider: 'vagrant', evidence: { host: 'localhost' } } as const;

const changes = (op: EffectDraftOf<'infra.change'>['op']): Command =>
  always({ kind: 'infra.change', ...here, op: op ?? null });

export const vagrant: ProgramSpec = {
  names: 'vagrant',
  options: '-f,--force -y --provision --no-provision --provider=P -a,--all --box-version=V -c,--command=C',
  commands: {
    'status global-status ssh-config port version validate help init powershell winrm-config': [],
    'up reload provision resume': changes('apply'),
    'halt suspend': changes('stop'),
    destroy: (call) => [
      {
        kind: 'infra.destroy',
        ...here,
        resource: call.operand(0) ?? null,
        stateful: true,
        all: call.operands.length === 0,
      },
    ],
    snapshot: {
      commands: {
        list: [],
        'save push': changes('update'),
        'delete pop': (call) => [
          { kind: 'recovery.destroy', what: 'snapshot', resource: call.operands.at(-1)?.value ?? null },
        ],
        restore: changes('update'),
      },
    },
    box: {
      commands: {
        'list outdated': [],
        'add update repackage': always({ kind: 'net.fetch' }),
        'remove prune': always({ kind: 'package.remove', manager: 'vagrant' }),
      },
    },
    plugin: {
      commands: {
        list: [],
        'install update repair': always({
          kind: 'package.install',
          manager: 'vagrant',
          source: 'registry',
          scripts: true,
        }),
        'uninstall expunge': always({ kind: 'package.remove', manager: 'vagrant' }),
      },
    },
    ssh: {
      options: '-c,--command=C -p,--plain -t,--tty',
      does(call) {
        const runs = call.words('-c').map(
          ({ value, span }): Run => ({
            type: 'shell',
            text: value,
            span,
            label: 'vagrant ssh',
            via: 'remote',
            elsewhere: true,
          }),
        );
        const host = call.operand(0) ?? null;
        return { effects: [{ kind: 'remote.exec', tool: 'other', host, resolved: runs.length > 0 }], runs };
      },
    },
    'rsync rsync-auto upload package': changes('update'),
    'login cloud': [{ kind: 'secret.write', store: 'vagrant', op: 'update' }],
  },
  examples: {
    yields: {
      'vagrant destroy -f': 'infra.destroy{all=true}',
      'vagrant up': 'infra.change{op=apply}',
      "vagrant ssh -c 'rm -rf /srv'": 'remote.exec{resolved=true} + fs.delete{via=remote}',
      'vagrant snapshot delete web before': 'recovery.destroy{what=snapshot,resource=before}',
    },
    inert: ['vagrant status', 'vagrant box list'],
  },
};
