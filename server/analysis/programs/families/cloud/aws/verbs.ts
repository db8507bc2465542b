/** What an operation of AWS does, by its verb. */
import type { EffectDraft, EffectDraftOf } from '../../../../../effects/effect';
import type { Call } from '../../../program';
import { when } from '../../../stating';
import { evidenceOf, flag } from './request';

export const readingVerb =
  /^(describe|list|get|batch-get|head|search|lookup|filter|test|validate|estimate|simulate|preview|query|scan|select|check|detect|view|count|help|wait|show|ls|tail|decode|explain|poll|discover|select-object-content|transact-get|verify|compare|evaluate)(-|$)/;

const destroyingVerb =
  /^(delete|terminate|destroy|purge|remove|batch-delete|deregister|release|disassociate|detach|cancel|empty|rm|rb|abort|drop|discard)(-|$)/;

const startingVerb = /^(start|reboot|resume|run|launch|invoke|restart)(-|$)/;

const stoppingVerb = /^(stop|pause|suspend|hibernate)(-|$)/;

/** Services whose resources hold data. */
export const stateful =
  /^(rds|dynamodb|s3|s3api|efs|fsx|redshift|elasticache|docdb|neptune|opensearch|es|kinesis|sqs|backup|glacier|ecr|eks|cloudformation|kms|secretsmanager|timestream|memorydb|keyspaces|qldb|organizations|athena|glue)$/;

export function byVerb(call: Call, service: string, operation: string): EffectDraft[] {
  const common = { provider: 'aws', service, evidence: evidenceOf(call) } as const;
  if (service === 'sso' || readingVerb.test(operation)) return [];
  const skips =
    flag(call, '--skip-final-snapshot') ||
    flag(call, '--skip-final-cluster-snapshot') ||
    flag(call, '--delete-automated-backups');
  if (destroyingVerb.test(operation)) {
    const resource =
      call.invocation.args.find(
        (_, at) =>
          /-(id|ids|name|identifier|arn)s?$/.test(String(call.invocation.args[at - 1]?.value)) &&
          /^--/.test(String(call.invocation.args[at - 1]?.value)),
      )?.value ?? null;
    return [
      { kind: 'infra.destroy', ...common, resource, stateful: stateful.test(service), all: false },
      ...when(skips, { kind: 'recovery.destroy', what: 'snapshot', resource }),
    ];
  }
  const op: EffectDraftOf<'infra.change'>['op'] = stoppingVerb.test(operation)
    ? 'stop'
    : startingVerb.test(operation)
      ? 'start'
      : /^(create|run|allocate|import|register|copy|restore)(-|$)/.test(operation)
        ? 'create'
        : 'update';
  return [
    {
      kind: 'infra.change',
      ...common,
      op: op ?? null,
      reviewed: null,
      metered: op === 'create' || /^run-/.test(operation),
    },
  ];
}
