/** Machines of this machine in which containers run: Lima, Colima, OrbStack. */
import type { ProgramSpec } from '../../program';
import { always } from '../../stating';

export const virtualMachines: ProgramSpec = {
  names: 'limactl colima orb orbctl',
  options: '-f,--force -y -p,--profile=P -a,--all --name=N --cpu=N --memory=N --disk=N --runtime=R --kubernetes',
  commands: {
    'list ls status version info logs validate help completion show-ssh template disk usernet doctor config': [],
    'start create restart stop update edit clone': always({ kind: 'container.run', privileged: false, image: null }),
    'delete remove rm factory-reset reset prune': (call) => [
      {
        kind: 'container.destroy',
        object: 'system',
        name: call.operand(0) ?? null,
        all: call.operands.length === 0 || call.has('-a'),
        force: call.has('-f'),
      },
    ],
    'shell ssh': {
      stopAtOperand: true,
      does: (call) =>
        call.operands.length > 1
          ? {
              runs: [
                {
                  type: 'argv',
                  words: call.operands.slice(1),
                  label: `${call.name} shell`,
                  via: 'container',
                  elsewhere: true,
                },
              ],
            }
          : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
    },
  },
  examples: {
    yields: {
      'colima delete -f': 'container.destroy{object=system,all=true,force=true}',
      'limactl delete default': 'container.destroy{object=system,name=default}',
      'limactl shell default rm -rf /srv': 'fs.delete{via=container}',
      'colima start': 'container.run{privileged=false}',
    },
    inert: ['colima status', 'limactl list'],
  },
};
