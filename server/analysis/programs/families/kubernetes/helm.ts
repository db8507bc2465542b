/** helm, and programs that apply what a repository says. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../../program';
import { always } from '../../stating';
import { whereOf } from './cluster';

const helmOptions = `--kube-context=C -n,--namespace=NS --kubeconfig=F -f,--values=F --set=V --set-string=V --set-file=V --set-json=V --version=V --repo=U --timeout=T --wait --atomic -i,--install --create-namespace --dry-run[=S] --debug --force --reset-values --reuse-values --history-max=N --keep-history --no-hooks --description=D -o,--output=F --username=U --password=P --ca-file=F --devel --dependency-update --post-renderer=P -A,--all-namespaces -a,--all -q,--short -m,--max=N`;

export const helm: ProgramSpec = {
  names: 'helm helm3',
  options: helmOptions,
  inertWith: ['--dry-run'],
  commands: {
    // `diff` is a plugin that many have.
    'list ls status history hist get show inspect search template lint version env verify completion help diff': [],
    'upgrade install': (call) => [
      { kind: 'k8s.change', op: 'helm-upgrade', ...whereOf(call, '--kube-context'), object: call.operand(0) ?? null },
    ],
    rollback: (call) => [
      { kind: 'k8s.change', op: 'helm-rollback', ...whereOf(call, '--kube-context'), object: call.operand(0) ?? null },
    ],
    'uninstall delete del un': (call) =>
      call.operands.map(
        (word): EffectDraft => ({
          kind: 'k8s.delete',
          ...whereOf(call, '--kube-context'),
          object: 'release',
          name: word.value,
          all: true,
        }),
      ),
    'repo dependency dep registry plugin': {
      commands: {
        'list ls': [],
        'add update remove rm build login logout index up': always({ kind: 'net.fetch' }),
        'install uninstall': always({ kind: 'package.install', manager: 'helm', source: 'url', scripts: true }),
      },
    },
    pull: always({ kind: 'net.fetch' }),
    push: always({ kind: 'package.publish', op: 'publish' }),
    'create package': [],
    test: (call) => [{ kind: 'k8s.change', op: 'create', ...whereOf(call, '--kube-context') }],
  },
  examples: {
    yields: {
      'helm upgrade -i web ./chart --kube-context prod': 'k8s.change{op=helm-upgrade,context=prod,pinned=true}',
      'helm uninstall web': 'k8s.delete{object=release,name=web,all=true}',
    },
    inert: ['helm list -A', 'helm upgrade web ./c --dry-run', 'helm template .'],
  },
};

/** Clusters of kind, k3d and minikube are containers of this machine. */
const isOfThisMachine = (call: Call) => /^(kind|k3d|minikube)$/.test(call.name);

const applying: Command = (call) => [
  isOfThisMachine(call)
    ? { kind: 'container.run', privileged: false, image: call.name }
    : { kind: 'k8s.change', op: 'apply', pinned: call.has('--context') === true },
];

export const gitops: ProgramSpec = {
  names: 'argocd flux kustomize skaffold tilt helmfile werf kapp kubeadm k3d kind minikube eksctl kops',
  options:
    '--context=C -n,--namespace=N --name=N --cascade -y,--yes -f,--filename,--file=F -p=P --prune --dry-run --force --region=R --server=S --auth-token=T',
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
    'login logout account proj repo cluster': {
      commands: { 'list get': [] },
      otherwise: () => [{ kind: 'access.change', provider: 'kubernetes', op: 'member' }],
    },
  },
  otherwise: applying,
  examples: {
    yields: {
      'argocd app delete web': 'k8s.delete{object=app,name=web}',
      'argocd app sync web': 'k8s.change{op=apply}',
      'kind delete cluster': 'container.destroy',
      'kind create cluster --name shop': 'container.run{privileged=false}',
      'flux reconcile source git shop': 'k8s.change',
    },
    inert: ['kustomize build .', 'flux get all'],
  },
};
