/** terraform and its kin. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, type Command, opaque, type ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { environmentVariables } from '../databases/connection';

export const options =
  '-chdir=DIR -var=KV -var-file=F -target=R -replace=R -out=F -state=F -state-out=F -backup=F -parallelism=N -lock=B -lock-timeout=T -input=B -auto-approve -destroy -refresh=B -refresh-only -compact-warnings -no-color -json -detailed-exitcode -generate-config-out=F -upgrade -reconfigure -migrate-state -backend=B -backend-config=C -from-module=M -get=B -plugin-dir=D -force -ignore-remote-version -allow-missing -raw -recursive -check -diff -write=B -list=B -module=M -type=T -filter=F -verbose';

/** `-destroy` in the plan, too: applying it later is not seen here. */
function applies(call: Call): readonly EffectDraft[] {
  const plan = call.operands[0];
  const evidence = evidenceOf(call);
  if (call.has('-destroy') === true)
    return [{ kind: 'infra.destroy', provider: call.name, all: call.words('-target').length === 0, evidence }];
  // A saved plan was looked at, or could have been; what it holds is in the plan, not here.
  if (plan && call.path.at(-1) === 'apply')
    return [{ kind: 'infra.change', provider: call.name, op: 'apply', reviewed: null, evidence }];
  const refreshOnly = call.has('-refresh-only') === true;
  return [
    {
      kind: 'infra.change',
      provider: call.name,
      op: refreshOnly ? 'update' : 'apply',
      reviewed: refreshOnly,
      evidence,
    },
    ...when(call.has('-destroy') === null ? null : false, { kind: 'infra.destroy', provider: call.name, evidence }),
  ];
}

export function evidenceOf(call: Call) {
  const workspace = call.invocation.variable('TF_WORKSPACE');
  const awsProfile = call.invocation.variable('AWS_PROFILE');
  const named = environmentVariables(call);
  const envVars = [...named, ...(typeof workspace === 'string' ? [`TF_WORKSPACE=${workspace}`] : [])];
  return { ...(awsProfile !== undefined && { awsProfile }), ...(envVars.length > 0 && { envVars }) };
}

export const state = (
  op: 'rm' | 'mv' | 'import' | 'taint' | 'unlock' | 'workspace-delete' | 'cancel' | 'push',
): Command => ({
  options,
  does: (call) => [{ kind: 'infra.state', tool: call.name, op }],
});

export const terraform: ProgramSpec = {
  names: 'terraform tofu terragrunt',
  options: `${options} --terragrunt-non-interactive --terragrunt-working-dir=D --terragrunt-config=F`,
  commands: {
    'validate fmt show output providers version graph metadata help get modules functions hclfmt hclvalidate graph-dependencies':
      [],
    plan: always({
      kind: 'code.exec',
      origin: 'project-config',
      lang: 'terraform',
      certainty: 'possible',
      resolved: true,
    }),
    init: always({ kind: 'net.fetch' }),
    'apply run-all': (call) => runAll(call),
    // terragrunt's newer and older words for it.
    run: { options: `${options} --all --graph`, stopAtOperand: false, does: (call) => runAll(call) },
    'destroy-all': (call) => [{ kind: 'infra.destroy', provider: call.name, all: true, evidence: evidenceOf(call) }],
    'apply-all': (call) => [
      { kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false, evidence: evidenceOf(call) },
    ],
    'plan-all validate-all output-all': [],
    destroy: (call) => [
      {
        kind: 'infra.destroy',
        provider: call.name,
        all: call.words('-target').length === 0,
        evidence: evidenceOf(call),
      },
    ],
    refresh: (call) => [
      { kind: 'infra.change', provider: call.name, op: 'update', reviewed: true, evidence: evidenceOf(call) },
    ],
    state: {
      options,
      commands: {
        'list show pull': [],
        'rm remove': state('rm'),
        'mv move': state('mv'),
        push: state('push'),
        'replace-provider': state('mv'),
      },
    },
    'taint untaint': state('taint'),
    'force-unlock': state('unlock'),
    import: state('import'),
    workspace: {
      commands: {
        'list show': [],
        'select new': always({ kind: 'config.write', target: 'other', executes: false }),
        delete: state('workspace-delete'),
      },
    },
    'login logout': always({ kind: 'secret.write', store: 'terraform', op: 'update' }),
    console: always({ kind: 'code.opaque', reason: 'interactive', program: 'terraform' }),
    test: always({ kind: 'infra.change', provider: 'terraform', op: 'apply', reviewed: false }),
  },
  examples: {
    yields: {
      'terraform apply -auto-approve': 'infra.change{op=apply,reviewed=false}',
      'terraform -chdir=infra apply': 'infra.change{op=apply,reviewed=false}',
      'terraform destroy': 'infra.destroy{all=true}',
      'terraform apply -destroy -auto-approve': 'infra.destroy{all=true}',
      'terraform destroy -target=aws_db_instance.main': 'infra.destroy{all=false}',
      'terraform state rm aws_s3_bucket.b': 'infra.state{op=rm}',
      'terraform force-unlock -force 123': 'infra.state{op=unlock}',
      'terraform workspace delete staging': 'infra.state{op=workspace-delete}',
      'terraform apply plan.out': 'infra.change{op=apply}',
      'terraform plan': 'code.exec{certainty=possible}',
      'terragrunt run --all destroy': 'infra.destroy{all=true}',
      'terragrunt run-all apply': 'infra.change{op=apply}',
      'terraform $VERB': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'terraform validate',
      'terraform fmt -check',
      'terraform show',
      'terraform state list',
      'terraform output -json',
    ],
  },
};

/** `terragrunt run-all VERB`: the verb is an operand there. */
function runAll(call: Call): readonly EffectDraft[] {
  if (!/^run(-all)?$/.test(call.path.at(-1) ?? '')) return applies(call);
  const verb = call.operand(0);
  if (verb === undefined) return [];
  if (verb === null) return [opaque(call.invocation)];
  if (verb === 'plan' || verb === 'validate' || verb === 'output' || verb === 'init') return [];
  if (verb === 'destroy')
    return [{ kind: 'infra.destroy', provider: call.name, all: true, evidence: evidenceOf(call) }];
  return [{ kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false, evidence: evidenceOf(call) }];
}
