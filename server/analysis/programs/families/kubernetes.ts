/** kubectl, helm and the programs around them. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import type { Call, Command, ProgramSpec } from '../program';
import type { Word } from '../spec';
import { always, reads, sourceOfFile, when, writes } from '../stating';
import { execsInside } from './containers/run';

const connection =
  '--context=C --cluster=C --user=U -n,--namespace=NS --kubeconfig=F -s,--server=H --token=T --as=U --as-group=G --certificate-authority=F --client-certificate=F --client-key=F --insecure-skip-tls-verify --request-timeout=T --tls-server-name=N -v=N --cache-dir=D --profile=P --match-server-version --warnings-as-errors --log-flush-frequency=D --vmodule=M';

const selection =
  '-l,--selector=L --field-selector=F -A,--all-namespaces --all -f,--filename=F -k,--kustomize=D -R,--recursive -o,--output=F --template=T --show-labels -w,--watch';
const changing =
  '--dry-run[=S] --force --grace-period=N --now --cascade[=C] --wait[=B] --timeout=T --field-manager=M --server-side --validate[=V] --record --overwrite --prune --save-config --ignore-not-found --raw=U -i,--interactive --local --resource-version=V --replicas=N --current-replicas=N -p,--patch=P --patch-file=F --type=T --from-literal=L --from-file=F --from-env-file=F --image=I --port=P --to-revision=N --revision=N -c,--container=C --edit --min=N --max=N --cpu-percent=N';

/** Kinds whose deletion takes data, or everything within, along. */
const statefulKinds =
  /^(ns|namespaces?|pv|persistentvolumes?|pvc|persistentvolumeclaims?|crds?|customresourcedefinitions?|sts|statefulsets?|volumesnapshots?|etcdclusters?|postgresqls?|databases?|buckets?)(\..*)?$/i;

type Where = Pick<EffectDraftOf<'k8s.change'>, 'namespace' | 'context' | 'pinned' | 'evidence'>;

/** The cluster that is meant: pinned by an option, or whatever the current context is. */
function whereOf(call: Call, contextOption = '--context'): Where {
  const context = call.value(contextOption);
  const namespace = call.value('-n', '--namespace');
  return {
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
    pinned: context !== undefined || call.has('-s', '--kubeconfig') === true,
    ...(context !== undefined && { evidence: { kubeContext: context } }),
  };
}

interface Resource {
  readonly object: Text;
  readonly name: Text | undefined;
}

/** `pod a b`, `pod/a deploy/b`, `pods,services`. */
function resourcesOf(operands: readonly Word[]): readonly Resource[] {
  const [first, ...others] = operands.map((word) => word.value);
  if (first === undefined) return [];
  if (typeof first !== 'string') return [{ object: null, name: null }];
  if (first.includes('/')) return operands.map((word) => splitResource(word.value));
  const kinds = first.split(',');
  return kinds.flatMap((object) =>
    others.length > 0 ? others.map((name): Resource => ({ object, name })) : [{ object, name: undefined }],
  );
}

function splitResource(text: Text): Resource {
  if (typeof text !== 'string') return { object: null, name: null };
  const [object = '', name] = text.split('/');
  return { object, name };
}

function changes(op: Exclude<EffectDraftOf<'k8s.change'>['op'], undefined | null>): Command {
  return {
    options: `${selection} ${changing}`,
    does(call) {
      if (isDryRun(call)) return [];
      const [first] = resourcesOf(call.operands);
      return [
        ...reads(
          call,
          call.words('-f').filter((word) => word.value !== '-' && !/^https?:/.test(String(word.value))),
          { shown: false },
        ),
        { kind: 'k8s.change', op, ...whereOf(call), object: first?.object ?? null },
      ];
    },
  };
}

function isDryRun(call: Call): boolean {
  if (call.has('--dry-run') !== true) return call.has('--local') === true;
  const value = call.words('--dry-run').at(-1)?.value;
  return value === undefined || value === 'client' || value === 'server' || value === 'true';
}

const deletion: Command = {
  options: `${selection} ${changing}`,
  does(call) {
    if (isDryRun(call)) return [];
    const common = { ...whereOf(call), all: call.has('--all'), force: call.has('--force', '--now') } as const;
    const resources = resourcesOf(call.operands);
    const byFile = call
      .words('-f', '-k')
      .map((word): EffectDraft => ({ kind: 'k8s.delete', ...common, object: null, name: null, span: word.span }));
    const named = resources.map(
      ({ object, name }): EffectDraft => ({
        kind: 'k8s.delete',
        ...common,
        object,
        ...(name !== undefined && { name }),
        stateful: typeof object === 'string' ? statefulKinds.test(object) || object === 'all' : null,
        ...(name === undefined && { extent: 'unbounded' as const }),
      }),
    );
    return [...byFile, ...named];
  },
};

const getting: Command = {
  options: `${selection} --sort-by=F --raw=U --chunk-size=N --ignore-not-found --subresource=S --server-print --watch-only -L=L --no-headers --show-kind --show-managed-fields --show-events -h`,
  does(call) {
    const secret = resourcesOf(call.operands).some(
      ({ object }) => typeof object === 'string' && /^secrets?$/.test(object),
    );
    const content =
      call.words('-o').some((word) => !/^(name|wide)$/.test(String(word.value))) || call.maybe('--template');
    return when(secret && content, {
      kind: 'secret.read',
      store: 'k8s',
      audience: call.invocation.outputShown ? 'model' : 'process',
    });
  },
};

const scale: Command = {
  options: `${selection} ${changing}`,
  does: (call) => {
    if (isDryRun(call)) return [];
    const [first] = resourcesOf(call.operands);
    const stops = call.words('--replicas').at(-1)?.value === '0';
    return [
      { kind: 'k8s.change', op: 'scale', ...whereOf(call), object: first?.object ?? null },
      ...when(stops, { kind: 'service.control', op: 'stop', unit: call.operand(0) ?? null }),
    ];
  },
};

const drainOptions = `${selection} ${changing} --ignore-daemonsets --delete-emptydir-data --delete-local-data --disable-eviction --pod-selector=S`;
const drains = (op: 'drain' | 'cordon' | 'taint'): Command => ({
  options: drainOptions,
  does: (call) => (isDryRun(call) ? [] : [{ kind: 'k8s.change', op, ...whereOf(call), object: 'node' }]),
});

const rollout: Command = {
  options: `${selection} ${changing}`,
  commands: {
    'status history': [],
    'restart undo pause resume': (call) => [
      { kind: 'k8s.change', op: 'rollout', ...whereOf(call), object: resourcesOf(call.operands)[0]?.object ?? null },
    ],
  },
};

const execOptions = '-c,--container=C -i,--stdin -t,--tty -q,--quiet -f,--filename=F --pod-running-timeout=T';

/** `kubectl exec POD -- CMD`; without `--` the rest is the command too. */
const exec: Command = {
  options: execOptions,
  stopAtOperand: true,
  does(call) {
    const [pod, ...rest] = call.operands;
    const dashes = rest.findIndex((word) => word.value === '--');
    const command = dashes >= 0 ? rest.slice(dashes + 1) : rest.filter((word) => !/^-/.test(String(word.value)));
    const answer = execsInside(call, 'kubectl', pod?.value ?? null, command, 'kubectl exec');
    const where = whereOf(call);
    const effects = 'length' in answer ? answer : (answer.effects ?? []);
    const runs = 'length' in answer ? [] : (answer.runs ?? []);
    return {
      effects: effects.map(
        (effect): EffectDraft => ({
          ...effect,
          ...(where.evidence && { evidence: { ...effect.evidence, ...where.evidence } }),
        }),
      ),
      runs,
    };
  },
};

const copy: Command = {
  options: '-c,--container=C --no-preserve --retries=N',
  does(call) {
    const [from, to] = call.operands;
    const inside = (word: Word | undefined) => /^[\w./-]+:/.test(String(word?.value));
    if (inside(from) && to) return writes(call, [to], 'overwrite');
    return from
      ? [
          ...reads(call, [from], { shown: false }),
          { kind: 'net.upload', channel: 'socket', source: sourceOfFile(call, from) ?? null, host: null },
        ]
      : [];
  },
};

const kubectl: ProgramSpec = {
  names: 'kubectl oc k microk8s.kubectl kubecolor',
  options: connection,
  commands: {
    get: getting,
    'describe logs top explain diff version api-resources api-versions cluster-info events wait completion options kustomize plugin help':
      {
        options: `${selection} --previous -p --tail=N --since=T -f -c=C --timestamps --max-log-requests=N --for=C --timeout=T --containers --sort-by=F --client --short --recursive --api-version=V --all-containers`,
      },
    'apply replace': {
      options: `${selection} ${changing}`,
      does(call) {
        if (isDryRun(call)) return [];
        const where = whereOf(call);
        const files = call.words('-f').filter((word) => word.value !== '-' && !/^https?:/.test(String(word.value)));
        const replaced = call.path.at(-1) === 'replace' && call.maybe('--force');
        const verbs = call.operands[0]?.value;
        if (verbs === 'view-last-applied') return [];
        return [
          ...reads(call, files, { shown: false }),
          { kind: 'k8s.change', op: 'apply', ...where, object: null },
          ...when(call.has('--prune') === true || replaced, { kind: 'k8s.delete', ...where, object: null, all: false }),
        ];
      },
    },
    'create run expose autoscale': changes('create'),
    'patch edit set': changes('patch'),
    'label annotate': changes('label'),
    delete: deletion,
    scale,
    rollout,
    drain: drains('drain'),
    'cordon uncordon': drains('cordon'),
    taint: drains('taint'),
    exec,
    cp: copy,
    'port-forward proxy': {
      options: '--address=A --pod-running-timeout=T -p,--port=P',
      does: (call) => [{ kind: 'net.listen', expose: call.value('--address') === '0.0.0.0' ? 'lan' : 'loopback' }],
    },
    'attach debug': {
      options: `${execOptions} --image=I --target=C --copy-to=N --profile=P`,
      does: (call) => [{ kind: 'remote.exec', tool: 'kubectl', host: call.operand(0) ?? null, resolved: false }],
    },
    auth: { commands: { 'can-i whoami': [], reconcile: changes('apply') } },
    config: {
      commands: {
        view: {
          options: '--raw --minify --flatten -o,--output=F',
          does: (call) =>
            when(call.has('--raw'), {
              kind: 'secret.read',
              store: 'k8s',
              audience: call.invocation.outputShown ? 'model' : 'process',
            }),
        },
        'current-context get-contexts get-clusters get-users': [],
        'use-context set-context set-cluster set-credentials set unset delete-context delete-cluster delete-user rename-context use':
          always({ kind: 'config.write', target: 'kube', executes: false }),
      },
    },
    certificate: always({ kind: 'access.change', provider: 'kubernetes', op: 'grant' }),
    'adm project projects status login logout whoami new-project new-app start-build': (call) =>
      /^(status|whoami|projects?)$/.test(call.path.at(-1) ?? '')
        ? []
        : [{ kind: 'k8s.change', op: 'create', ...whereOf(call) }],
  },
  examples: {
    yields: {
      'kubectl delete ns shop': 'k8s.delete{object=ns,name=shop,stateful=true,pinned=false}',
      'kubectl --context prod-eu delete pod a b -n web --force':
        'k8s.delete{object=pod,name=a,context=prod-eu,namespace=web,force=true,stateful=false} + k8s.delete{name=b}',
      'kubectl delete pods --all': 'k8s.delete{all=true,extent=unbounded}',
      'kubectl apply -f k8s/': 'k8s.change{op=apply} + fs.read',
      'kubectl get secret db -o yaml': 'secret.read{store=k8s,audience=model}',
      'kubectl scale deploy/web --replicas=0': 'k8s.change{op=scale} + service.control{op=stop}',
      'kubectl exec -it web-1 -- rm -rf /data': 'remote.exec{tool=kubectl,host=web-1} + fs.delete{via=remote}',
      'kubectl rollout restart deploy/web': 'k8s.change{op=rollout}',
      'kubectl drain node1 --ignore-daemonsets': 'k8s.change{op=drain}',
      'kubectl port-forward svc/db 5432:5432': 'net.listen{expose=loopback}',
      'kubectl config use-context prod': 'config.write{target=kube}',
    },
    inert: [
      'kubectl get pods -A',
      'kubectl get secrets',
      'kubectl describe pod x',
      'kubectl logs -f web',
      'kubectl apply -f x.yaml --dry-run=client',
      'kubectl config view',
      'kubectl diff -f k',
    ],
  },
};

const helmOptions = `--kube-context=C -n,--namespace=NS --kubeconfig=F -f,--values=F --set=V --set-string=V --set-file=V --set-json=V --version=V --repo=U --timeout=T --wait --atomic -i,--install --create-namespace --dry-run[=S] --debug --force --reset-values --reuse-values --history-max=N --keep-history --no-hooks --description=D -o,--output=F --username=U --password=P --ca-file=F --devel --dependency-update --post-renderer=P -A,--all-namespaces -a,--all -q,--short -m,--max=N`;

const helm: ProgramSpec = {
  names: 'helm helm3',
  options: helmOptions,
  inertWith: ['--dry-run'],
  commands: {
    'list ls status history hist get show inspect search template lint version env verify completion help': [],
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

const applying: Command = (call) => [{ kind: 'k8s.change', op: 'apply', pinned: call.has('--context') === true }];

const gitops: ProgramSpec = {
  names: 'argocd flux kustomize skaffold tilt helmfile werf kapp kubeadm k3d kind minikube eksctl kops',
  options:
    '--context=C -n,--namespace=N --name=N --cascade -y,--yes -f,--filename,--file=F -p=P --prune --dry-run --force --region=R --server=S --auth-token=T',
  inertWith: ['--dry-run'],
  commands: {
    'version get list ls diff status logs history describe build template render validate lint check export trace stats tree events inspect config init doctor completion help ip profile':
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
      /^(kind|k3d|minikube)$/.test(call.name)
        ? { kind: 'container.destroy', object: 'stack', name: call.value('--name') ?? null, all: true }
        : { kind: 'k8s.delete', object: call.operand(0) ?? null, all: true, stateful: true },
    ],
    'login logout account proj repo cluster': {
      commands: { 'list get': [] },
      otherwise: () => [{ kind: 'access.change', provider: 'kubernetes', op: 'member' }],
    },
  },
  otherwise: (call) => [{ kind: 'k8s.change', op: 'apply', pinned: call.has('--context') === true }],
  examples: {
    yields: {
      'argocd app delete web': 'k8s.delete{object=app,name=web}',
      'argocd app sync web': 'k8s.change{op=apply}',
      'kind delete cluster': 'container.destroy',
    },
    inert: ['kustomize build .', 'flux get all'],
  },
};

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

export const kubernetes: readonly ProgramSpec[] = [kubectl, helm, gitops, velero, contextTools];
