/** A deployment, and what takes it away. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Call, Command } from '../../../program';
import { always } from '../../../stating';

export const options =
  '--prod,--production -y,--yes -t,--token=T --scope,-S=S --cwd=D --env,-e=E --build-env=E -c,--config=F --name,-n=N --target=T --dir,-d=D --site,-s=S --message,-m=M --force,-f --project,-p,-P=P --only=O --stage=S --region,-r=R --app,-a=A --stack-name=N --profile=P --require-approval=R --all --debug --json --local --remote --preview --binding=B --namespace-id=N --command=SQL --file=F --access-token=T --org=O --image,-i=I --detach --dry-run --no-execute-changeset --no-confirm-changeset --auto-approve --prebuilt --alias=A --no-prompts';

export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const stage = call.words('--stage', '--env', '--target', '--project').map((word) => `STAGE=${String(word.value)}`);
  const production = call.has('--prod') === true ? ['STAGE=production'] : [];
  const envVars = [...stage, ...production];
  return envVars.length > 0 ? { envVars } : {};
}

export function releases(op: 'deploy' | 'rollback' | 'promote' | 'remove'): Command {
  return { options, inertWith: ['--dry-run'], does: (call) => [release(call, op)] };
}

export function release(call: Call, op: 'deploy' | 'rollback' | 'promote' | 'remove'): EffectDraft {
  const prod =
    call.has('--prod') === true ||
    call.words('--env', '--stage', '--target').some((word) => /^prod(uction)?$/.test(String(word.value)));
  return {
    kind: 'deploy.release',
    target: call.name,
    op,
    ...(prod && { env: 'prod' as const }),
    evidence: evidenceOf(call),
  };
}

export function destroys(service: string): Command {
  return {
    options,
    does: (call) => [
      {
        kind: 'infra.destroy',
        provider: call.name,
        service,
        resource: call.operand(0) ?? null,
        all: call.has('--all'),
        evidence: evidenceOf(call),
      },
    ],
  };
}

export const environmentVariables: Command = {
  options,
  commands: {
    'ls list': [],
    'pull get': (call) => [
      { kind: 'secret.read', store: 'env-var', audience: call.path.at(-1) === 'pull' ? 'process' : 'model' },
    ],
    'add set import update clone': always({ kind: 'secret.write', store: 'platform', op: 'update' }),
    'rm remove unset delete': always({ kind: 'secret.write', store: 'platform', op: 'delete' }),
  },
};

export const inertVerbs =
  'ls list inspect logs log whoami open help teams switch build version --version status docs info ps show doctor telemetry synth diff ls-stacks metadata notices context validate print plan config types tail releases history platform regions dashboard';
