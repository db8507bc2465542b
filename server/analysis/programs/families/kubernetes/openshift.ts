/** What `oc` has beyond kubectl. */
import type { Command } from '../../program';
import { always, when } from '../../stating';
import { rsh } from './access';
import { whereOf } from './cluster';

const grants: Command = (call) => [
  {
    kind: 'access.change',
    provider: 'kubernetes',
    op: /^remove/.test(call.path.at(-1) ?? '') ? 'revoke' : 'grant',
    principal: call.operand(1) ?? null,
    evidence: whereOf(call).evidence ?? {},
  },
];

const creates: Command = (call) => [{ kind: 'k8s.change', op: 'create', ...whereOf(call) }];

const policies: Command = {
  commands: {
    'who-can scc-review scc-subject-review': [],
    'add-cluster-role-to-user add-cluster-role-to-group add-role-to-user add-role-to-group add-scc-to-user add-scc-to-group remove-cluster-role-from-user remove-cluster-role-from-group remove-role-from-user remove-role-from-group remove-scc-from-user remove-user remove-group':
      grants,
  },
};

export const openshift: Readonly<Record<string, Command>> = {
  'project projects status process': [],
  'login logout': always({ kind: 'secret.write', store: 'k8s', op: 'update' }),
  whoami: {
    options: '-t,--show-token --show-context --show-server --show-console',
    does: (call) =>
      when(call.has('-t'), {
        kind: 'secret.read',
        store: 'k8s',
        audience: call.audience,
      }),
  },
  'new-project new-app start-build import-image': creates,
  rsh,
  policy: policies,
  adm: {
    commands: {
      policy: policies,
      'top inspect must-gather node-logs release': [],
      'cordon uncordon drain taint': (call) => [{ kind: 'k8s.change', op: 'drain', ...whereOf(call), object: 'node' }],
      'upgrade prune certificate groups migrate': creates,
    },
  },
};
