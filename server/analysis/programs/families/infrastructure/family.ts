/** Programs that make infrastructure what a file says. */

import type { ProgramSpec } from '../../program';
import { always } from '../../stating';
import { ansible, ansibleTools, playbook } from './ansible';
import { backups, snapshots, windowsBackups } from './backups';
import { configurationManagers } from './configuration-managers';
import { consul, nomad } from './hashicorp';
import { pulumi } from './pulumi';
import { terraform } from './terraform';
import { vagrant } from './vagrant';

const packer: ProgramSpec = {
  names: 'packer cdktf',
  options: '-var=KV -var-file=F -f,--force -only=N -auto-approve --auto-approve -y',
  commands: {
    'validate fmt inspect version plan diff synth list help convert get output': [],
    'build apply deploy': (call) => [{ kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false }],
    destroy: (call) => [{ kind: 'infra.destroy', provider: call.name, all: call.operands.length === 0 }],
    'init plugins': always({ kind: 'net.fetch' }),
  },
  examples: {
    yields: {
      'cdktf destroy --auto-approve': 'infra.destroy{all=true}',
      'packer build web.pkr.hcl': 'infra.change{op=apply,reviewed=false}',
    },
    inert: ['packer validate x.pkr.hcl', 'cdktf diff'],
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
  vagrant,
  nomad,
  consul,
  backups,
  snapshots,
  windowsBackups,
];
