/** kubectl, helm and the programs around them. */
import type { ProgramSpec } from '../../program';
import { always } from '../../stating';
import { clusterMakers } from './cluster-makers';
import { gitops } from './gitops';
import { helm } from './helm';
import { kubectl } from './kubectl';
import { kustomize } from './kustomize';

const velero: ProgramSpec = {
  names: 'velero',
  options: '--confirm --all -n,--namespace=N --from-backup=B -l=S',
  commands: {
    'get describe logs version help completion debug': [],
    'backup schedule snapshot-location backup-location': {
      commands: {
        'get describe logs download': [],
        'create pause unpause set': [],
        delete: (call) => [{ kind: 'recovery.destroy', what: 'backup', resource: call.operand(0) ?? null }],
      },
    },
    'delete uninstall': always({ kind: 'recovery.destroy', what: 'backup' }),
    'restore create install': always({ kind: 'k8s.change', op: 'apply' }),
  },
  examples: {
    yields: { 'velero backup delete nightly': 'recovery.destroy{what=backup,resource=nightly}' },
    inert: ['velero backup get'],
  },
};

const contextTools: ProgramSpec = {
  names: 'kubectx kubens kubie',
  does: (call) => (call.operands.length > 0 ? [{ kind: 'config.write', target: 'kube', executes: false }] : []),
  examples: { yields: { 'kubectx prod': 'config.write{target=kube}' }, inert: ['kubectx'] },
};

export const kubernetes: readonly ProgramSpec[] = [
  kubectl,
  helm,
  gitops,
  kustomize,
  clusterMakers,
  velero,
  contextTools,
];
