/** helm. */
import type { EffectDraft } from '../../../../effects/effect';
import type { ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';
import { whereOf } from './cluster';

const helmOptions = `--kube-context=C -n,--namespace=NS --kubeconfig=F -f,--values=F --set=V --set-string=V --set-file=V --set-json=V --version=V --repo=U --timeout=T --wait --atomic -i,--install --create-namespace --dry-run[=S] --debug --force --reset-values --reuse-values --history-max=N --keep-history --no-hooks --description=D -o,--output=F --username=U --password=P --ca-file=F --devel --dependency-update --post-renderer=P -A,--all-namespaces -a,--all -q,--short -m,--max=N`;

export const helm: ProgramSpec = {
  names: 'helm helm3',
  options: helmOptions,
  inertWith: ['--dry-run'],
  commands: {
    'list ls status history hist get show inspect search template lint version env verify completion help': [],
    // Plugins that many have.
    diff: [],
    secrets: {
      commands: {
        'dec decrypt view edit': [{ kind: 'secret.read', store: 'env-file', audience: 'model' }],
        'enc encrypt': [{ kind: 'secret.write', store: 'helm', op: 'update' }],
      },
    },
    'upgrade install': (call) => ({
      effects: [
        { kind: 'k8s.change', op: 'helm-upgrade', ...whereOf(call, '--kube-context'), object: call.operand(0) ?? null },
      ],
      runs: call
        .words('--post-renderer')
        .map((word): Run => ({ type: 'argv', words: [word], label: 'helm --post-renderer' })),
    }),
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
    registry: { commands: { 'login logout': [{ kind: 'secret.write', store: 'registry-cred', op: 'update' }] } },
    'repo dependency dep plugin': {
      commands: {
        'list ls': [],
        'add update remove rm build index up': always({ kind: 'net.fetch' }),
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
      'helm -n prod delete web api': 'k8s.delete{name=web,namespace=prod} + k8s.delete{name=api}',
      'helm rollback web 1': 'k8s.change{op=helm-rollback,object=web}',
      'helm upgrade web ./c --post-renderer ./missing.sh': 'k8s.change + code.opaque{program=/repo/missing.sh}',
      'helm registry login ghcr.io': 'secret.write{op=update}',
      'helm secrets view secrets.yaml': 'secret.read{audience=model}',
      'helm $VERB web': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'helm list -A',
      'helm diff upgrade web ./c',
      'helm get values web',
      'helm upgrade web ./c --dry-run',
      'helm template .',
    ],
  },
};
