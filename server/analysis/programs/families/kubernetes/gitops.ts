/** Programs that apply what a repository says, and clusters in containers. */
import type { Call, Command, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { whereOf } from './cluster';

/** Clusters of kind, k3d and minikube are containers of this machine. */
const isOfThisMachine = (call: Call) => /^(kind|k3d|minikube)$/.test(call.name);

const applying: Command = (call) => [
  isOfThisMachine(call)
    ? { kind: 'container.run', privileged: false, image: call.name }
    : { kind: 'k8s.change', op: 'apply', ...whereOf(call) },
];

export const gitops: ProgramSpec = {
  names: 'argocd flux skaffold tilt helmfile werf kapp kubeadm k3d kind minikube',
  options:
    '--context,--kube-context=C --kubeconfig=F -n,--namespace=N --name=N --cascade -y,--yes -f,--filename,--file=F -p=P --prune --dry-run --force --region=R --server=S --auth-token=T',
  inertWith: ['--dry-run'],
  commands: {
    'version get list ls diff status logs history describe build template render validate lint check export trace stats tree events inspect config init doctor diagnose completion help ip profile':
      [],
    'sync apply deploy run dev up reconcile rollback set upgrade create start resume suspend bootstrap install load join edit stop pause unpause patch patch-resource rollout':
      applying,
    app: {
      options: '--cascade -y --prune --force',
      commands: {
        'get list diff history logs manifests resources wait': [],
        'sync create set rollback patch unset edit terminate-op': applying,
        delete: (call) => [{ kind: 'k8s.delete', object: 'app', name: call.operand(0) ?? null, all: true }],
      },
    },
    'delete destroy uninstall down reset': (call) => [
      isOfThisMachine(call)
        ? { kind: 'container.destroy', object: 'stack', name: call.value('--name') ?? null, all: true }
        : { kind: 'k8s.delete', object: call.operand(0) ?? null, all: true, stateful: true },
    ],
    'login logout': [{ kind: 'secret.write', store: 'kubernetes', op: 'update' }],
    // Of k3d and kind it is the cluster of this machine, of argocd one that it looks after.
    'cluster node registry': {
      options: '-a,--all -f,--force --cascade -y',
      commands: {
        'list ls get': [],
        'create start stop edit add import set': (call) =>
          isOfThisMachine(call)
            ? [{ kind: 'container.run', privileged: false, image: call.name }]
            : [{ kind: 'access.change', provider: 'kubernetes', op: 'member' }],
        'delete rm': (call) =>
          isOfThisMachine(call)
            ? [{ kind: 'container.destroy', object: 'stack', name: call.operand(0) ?? null, all: true }]
            : [{ kind: 'access.change', provider: 'kubernetes', op: 'revoke', principal: call.operand(0) ?? null }],
      },
    },
    'account proj repo repocreds cert': {
      commands: { 'list get get-user-info can-i': [] },
      otherwise: () => [{ kind: 'access.change', provider: 'kubernetes', op: 'member' }],
    },
    token: {
      commands: { list: [], create: [{ kind: 'secret.write', store: 'kubernetes', op: 'mint' }] },
      otherwise: () => [{ kind: 'secret.write', store: 'kubernetes', op: 'delete' }],
    },
    // `minikube kubectl -- get pods`
    kubectl: {
      options: '--ssh',
      does: (call) => ({
        runs: [{ type: 'argv', words: [kubectlWord(call), ...call.operands], label: 'minikube kubectl' }],
      }),
    },
    'ssh console': (call) => [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
    admin: {
      commands: {
        'dashboard settings initial-password': [],
        export: [{ kind: 'secret.read', store: 'k8s', audience: 'model' }],
      },
    },
  },
  otherwise: applying,
  examples: {
    yields: {
      'argocd app delete web': 'k8s.delete{object=app,name=web}',
      'argocd app sync web': 'k8s.change{op=apply}',
      'k3d cluster delete shop': 'container.destroy{object=stack,name=shop}',
      'minikube kubectl -- delete ns shop': 'k8s.delete{object=ns,stateful=true}',
      'helmfile destroy': 'k8s.delete{all=true}',
      'argocd login argo.acme.example': 'secret.write{op=update}',
      'kind delete cluster': 'container.destroy',
      'kind create cluster --name shop': 'container.run{privileged=false}',
      'flux reconcile source git shop': 'k8s.change',
    },
    inert: ['flux get all', 'argocd app diff web', 'helmfile diff'],
  },
};

function kubectlWord({ invocation }: Call): Word {
  return { value: 'kubectl', raw: 'kubectl', span: invocation.span, many: false };
}
