/** kubectl. */
import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { attach, copy, debug, exec, getting, runPod } from './access';
import { applies, changes, creates, deletion, drains, rollout, scale, sets } from './changes';
import { connection, selection } from './cluster';
import { openshift } from './openshift';

export const kubectl: ProgramSpec = {
  names: 'kubectl oc k microk8s.kubectl kubecolor',
  options: connection,
  commands: {
    get: getting,
    'describe logs top explain diff version api-resources api-versions cluster-info events wait completion options kustomize plugin help neat tree who-can images':
      {
        options: `${selection} --previous -p --tail=N --since=T -f -c=C --timestamps --max-log-requests=N --for=C --timeout=T --containers --sort-by=F --client --short --recursive --api-version=V --all-containers`,
      },
    'apply replace': applies,
    create: creates,
    'expose autoscale': changes('create'),
    run: runPod,
    'patch edit': changes('patch'),
    set: sets,
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
    attach,
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
              audience: call.audience,
            }),
        },
        'current-context get-contexts get-clusters get-users': [],
        'use-context set-context set-cluster set-credentials set unset delete-context delete-cluster delete-user rename-context use':
          always({ kind: 'config.write', target: 'kube', executes: false }),
      },
    },
    certificate: always({ kind: 'access.change', provider: 'kubernetes', op: 'grant' }),
    krew: {
      commands: {
        'list search info version index': [],
        'install upgrade': always({ kind: 'package.install', manager: 'krew', source: 'registry', scripts: false }),
        uninstall: always({ kind: 'package.remove', manager: 'krew' }),
      },
    },
    // Plugins that many have.
    'ctx ns': (call) => when(call.operands.length > 0, { kind: 'config.write', target: 'kube', executes: false }),
    'view-secret modify-secret': always({ kind: 'secret.read', store: 'k8s', audience: 'model' }),
    ...openshift,
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
      'kubectl create clusterrolebinding x --clusterrole=cluster-admin --user=dana':
        'k8s.change{op=create} + access.change{op=grant,principal=dana}',
      'kubectl create secret generic db --from-env-file=.env':
        'k8s.change{object=secret} + secret.write{store=k8s,name=db} + secret.read{store=env-file}',
      'kubectl create token deployer': 'secret.write{op=mint} + secret.read{store=k8s,audience=model}',
      'kubectl get --raw /api/v1/namespaces/shop/secrets/db': 'secret.read{store=k8s}',
      'kubectl set image deploy/web app=acme/web:2': 'k8s.change{op=patch,object=deploy}',
      'kubectl apply -f - <<< "$(printf \'kind: Deployment\\nmetadata:\\n  name: web\\n\')"': 'k8s.change{op=apply}',
      'kubectl attach -it web': 'remote.exec{tool=kubectl,resolved=false} + code.opaque{reason=interactive}',
      'kubectl run x --image=busybox --privileged': 'k8s.change{op=create} + privilege.escalate{how=namespace}',
      'kubectl delete -n prod deploy/web svc/web --context=prod-eu':
        'k8s.delete{object=deploy,namespace=prod,context=prod-eu,pinned=true} + k8s.delete{object=svc}',
      'kubectl delete pod $POD': 'k8s.delete{object=pod,name=?,pinned=?}',
      'oc adm policy add-cluster-role-to-user cluster-admin dana': 'access.change{op=grant,principal=dana}',
      'oc rsh web rm -rf /data': 'remote.exec{host=web} + fs.delete{via=remote}',
      'kubectl $VERB pod web': 'code.opaque{reason=unresolved-command}',
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
