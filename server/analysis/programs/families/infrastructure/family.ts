/** Programs that make infrastructure what a file says. */

import type { ProgramSpec } from '../../program';
import { always } from '../../stating';
import { ansible, ansibleTools, playbook } from './ansible';
import { backups, snapshots, windowsBackups } from './backups';
import { configurationManagers } from './configuration-managers';
import { pulumi } from './pulumi';
import { terraform } from './terraform';

const packer: ProgramSpec = {
  names: 'packer vagrant nomad consul cdktf',
  options:
    '-var=KV -var-file=F -f,--force -only=N -auto-approve --auto-approve -purge -detach -address=A -namespace=N -recurse -y',
  commands: {
    'validate fmt inspect version status global-status ssh-config plan diff synth list members info catalog members-list port box-list node-status server help job-status alloc logs monitor agent-info kv-get snapshot-list convert get':
      [],
    'build up apply deploy run start reload provision resume': (call) => [
      { kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false },
    ],
    destroy: (call) => [{ kind: 'infra.destroy', provider: call.name, all: call.operands.length === 0 }],
    'stop halt suspend': (call) => [{ kind: 'infra.change', provider: call.name, op: 'stop', reviewed: true }],
    'job system node': {
      options: '-purge -detach',
      commands: {
        'status inspect history plan validate init allocs deployments eval': [],
        'run dispatch scale revert promote start': (call) => [
          { kind: 'infra.change', provider: call.name, op: 'apply' },
        ],
        'stop purge gc drain eligibility': (call) => [
          { kind: 'infra.destroy', provider: call.name, resource: call.operand(0) ?? null },
        ],
      },
    },
    kv: {
      options: '-recurse',
      commands: {
        'get export': [],
        'put import': (call) => [{ kind: 'infra.change', provider: call.name, op: 'update' }],
        delete: (call) => [
          { kind: 'infra.destroy', provider: call.name, resource: call.operand(0) ?? null, all: call.has('-recurse') },
        ],
      },
    },
    'init plugins box plugin': always({ kind: 'net.fetch' }),
    'ssh exec rsync': {
      options: '-c,--command=C -p,--plain -t,--tty',
      does: (call) => ({
        effects: [{ kind: 'remote.exec', tool: 'other', host: call.operand(0) ?? null, resolved: false }],
        runs: call.words('-c').map((text) => ({
          type: 'shell',
          text: text.value,
          span: text.span,
          label: `${call.name} ssh`,
          elsewhere: true,
          via: 'remote',
        })),
      }),
    },
  },
  examples: {
    yields: { 'vagrant destroy -f': 'infra.destroy{all=true}', 'vagrant up': 'infra.change' },
    inert: ['vagrant status', 'packer validate x.pkr.hcl'],
  },
};

export const infrastructure: readonly ProgramSpec[] = [
  ...configurationManagers,
  terraform,
  pulumi,
  ansible,
  playbook,
  ansibleTools,
  packer,
  backups,
  snapshots,
  windowsBackups,
];
