/** kubectl. */
import type { ProgramSpec } from '../../program';
import { always, reads, when } from '../../stating';
import { copy, debug, exec, execOptions, getting, runPod } from './access';
import { changes, deletion, drains, rollout, scale } from './changes';
import { changing, connection, isDryRun, selection, whereOf } from './cluster';

export const kubectl: ProgramSpec = {
  names: 'kubectl oc k microk8s.kubectl kubecolor',
  options: connection,
  commands: {
    get: getting,
    'describe logs top explain diff version api-resources api-versions cluster-info events wait completion options kustomize plugin help krew':
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
    'create expose autoscale': changes('create'),
    run: runPod,
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
    proxy: {
      options:
        '--address=A -p,--port=P --accept-hosts=R --accept-paths=R --reject-paths=R --api-prefix=P -w,--www=D -u,--unix-socket=F --disable-filter',
      does(call) {
        const address = call.value('--address');
        const open =
          address === '0.0.0.0' || call.words('--accept-hosts').length > 0 || (address === null ? null : false);
        return [
          { kind: 'net.listen', expose: open === null ? null : open ? 'lan' : 'loopback' },
          // Whoever reaches it may do what its user may.
          ...when(open, { kind: 'access.change', provider: 'kubernetes', op: 'publicize' }),
        ];
      },
    },
    'port-forward': {
      options: '--address=A --pod-running-timeout=T -p,--port=P',
      does: (call) => [{ kind: 'net.listen', expose: call.value('--address') === '0.0.0.0' ? 'lan' : 'loopback' }],
    },
    attach: {
      options: execOptions,
      does: (call) => [{ kind: 'remote.exec', tool: 'kubectl', host: call.operand(0) ?? null, resolved: false }],
    },
    debug,
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
      'kubectl debug node/n1 -it --image=busybox -- rm -rf /host/etc':
        'privilege.escalate + remote.exec{tool=kubectl} + fs.delete',
      'kubectl debug web-1 -it --image=busybox -- ls': 'remote.exec{tool=kubectl}',
      'kubectl delete pods --all': 'k8s.delete{all=true,extent=unbounded}',
      'kubectl apply -f k8s/': 'k8s.change{op=apply} + fs.read',
      'kubectl get secret db -o yaml': 'secret.read{store=k8s,audience=model}',
      'kubectl scale deploy/web --replicas=0': 'k8s.change{op=scale} + service.control{op=stop}',
      'kubectl exec -it web-1 -- rm -rf /data': 'remote.exec{tool=kubectl,host=web-1} + fs.delete{via=remote}',
      'kubectl rollout restart deploy/web': 'k8s.change{op=rollout}',
      'kubectl drain node1 --ignore-daemonsets': 'k8s.change{op=drain}',
      'kubectl port-forward svc/db 5432:5432': 'net.listen{expose=loopback}',
      'kubectl config use-context prod': 'config.write{target=kube}',
      'kubectl proxy': 'net.listen{expose=loopback}',
      'kubectl proxy --address=0.0.0.0': 'net.listen{expose=lan} + access.change{op=publicize}',
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
