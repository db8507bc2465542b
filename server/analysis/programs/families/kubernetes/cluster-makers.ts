/** Programs that make whole clusters in a cloud. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';

export const clusterMakers: ProgramSpec = {
  names: 'eksctl kops',
  options:
    '--name,-n=N --cluster=C --region,-r=R --profile,-p=P --config-file,-f=F --state=S --yes --approve --wait --force --dry-run -o,--output=F --zones=Z --admin[=D] --lifetime=D',
  inertWith: ['--dry-run'],
  commands: {
    'get info version completion validate describe help': [],
    'export utils': {
      options: '--name=N --cluster=C --region=R --approve --admin[=D]',
      commands: {
        'kubecfg kubeconfig write-kubeconfig': [{ kind: 'config.write', target: 'kube', executes: true }],
        'describe-stacks describe-addon-versions schema': [],
      },
      otherwise: (call) => [clusterChange(call, 'update')],
    },
    create: (call) => [clusterChange(call, 'create')],
    'update upgrade replace scale set enable associate rolling-update edit drain toolbox': (call) => [
      clusterChange(call, 'update'),
    ],
    'delete disassociate': (call) => [
      {
        kind: 'infra.destroy',
        provider: 'aws',
        service: 'eks',
        resource: call.value('--name', '--cluster') ?? call.operand(1) ?? null,
        stateful: call.operand(0) === 'cluster' || null,
        all: call.operand(0) === 'cluster',
        evidence: { awsProfile: call.value('--profile') ?? null },
      },
    ],
  },
  examples: {
    yields: {
      'eksctl delete cluster --name shop': 'infra.destroy{service=eks,resource=shop,stateful=true,all=true}',
      'kops delete cluster --name shop.k8s.local --yes': 'infra.destroy{all=true}',
      'eksctl create cluster --name shop': 'infra.change{op=create,metered=true}',
      'eksctl utils write-kubeconfig --cluster shop': 'config.write{target=kube}',
    },
    inert: ['eksctl get cluster', 'kops get clusters'],
  },
};

function clusterChange(call: Call, op: 'create' | 'update'): EffectDraft {
  const evidence = { awsProfile: call.value('--profile') ?? null };
  return { kind: 'infra.change', provider: 'aws', service: 'eks', op, metered: op === 'create', evidence };
}
