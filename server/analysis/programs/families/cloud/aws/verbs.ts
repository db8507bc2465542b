/** What an operation of AWS does, by its verb. */
import type { EffectDraft, EffectDraftOf } from '../../../../../effects/effect';
import { reads, when } from '../../../stating';
import { evidenceOf, filesOf, flag, type Request, resourceOf } from './request';

export const readingVerb =
  /^(describe|list|get|batch-get|head|search|lookup|filter|test|validate|estimate|simulate|preview|query|scan|select|check|detect|view|count|help|wait|show|ls|tail|decode|explain|poll|discover|select-object-content|transact-get|verify|compare|evaluate)(-|$)/;

export const destroyingVerb =
  /^(delete|terminate|destroy|purge|remove|batch-delete|deregister|release|disassociate|detach|cancel|empty|rm|rb|abort|drop|discard)(-|$)/;

const startingVerb = /^(start|reboot|resume|run|launch|invoke|restart)(-|$)/;

const stoppingVerb = /^(stop|pause|suspend|hibernate)(-|$)/;

/** Services whose resources hold data. */
export const stateful =
  /^(rds|dynamodb|s3|s3api|efs|fsx|redshift|elasticache|docdb|neptune|opensearch|es|kinesis|kafka|mq|sqs|backup|glacier|ecr|eks|cloudformation|kms|secretsmanager|timestream.*|memorydb|keyspaces|qldb|organizations|athena|glue)$/;

/** Settings of a bucket, which are no data. */
const settings =
  /-(policy|cors|tagging|tags|website|replication|encryption|ownership-controls|analytics-configuration|metrics-configuration)$/;

/** What is paid for as long as it is there. */
const metered =
  /^(run|purchase|allocate|request-spot)(-|$)|^(create|restore)-.*(instance|cluster|db|database|volume|gateway|load-balancer|endpoint|domain|broker|stack|fleet|job|replica)/;

export function byVerb({ call, service, operation }: Request): EffectDraft[] {
  const common = { provider: 'aws', service, evidence: evidenceOf(call) } as const;
  if (readingVerb.test(operation)) return [];
  if (destroyingVerb.test(operation) && !settings.test(operation)) return destroys(call, service, operation);
  const op = opOf(operation);
  return [
    ...reads(call, filesOf(call), { shown: false }),
    {
      kind: 'infra.change',
      ...common,
      op,
      reviewed: null,
      metered: metered.test(operation) || (op === 'create' ? null : false),
    },
  ];
}

function destroys(call: Request['call'], service: string, operation: string): EffectDraft[] {
  const resource = resourceOf(call);
  const holdsData = stateful.test(service) || /volume|file-system|table|database/.test(operation);
  const skips = flag(call, '--skip-final-snapshot', '--skip-final-cluster-snapshot', '--delete-automated-backups');
  return [
    {
      kind: 'infra.destroy',
      provider: 'aws',
      service,
      resource,
      stateful: holdsData,
      all: false,
      evidence: evidenceOf(call),
    },
    ...when(skips, { kind: 'recovery.destroy', what: 'snapshot', resource }),
  ];
}

function opOf(operation: string): Exclude<EffectDraftOf<'infra.change'>['op'], undefined> {
  if (stoppingVerb.test(operation)) return 'stop';
  if (startingVerb.test(operation)) return 'start';
  if (/scal|capacity|desired/.test(operation)) return 'scale';
  return /^(create|run|allocate|import|register|copy|restore|request)(-|$)/.test(operation) ? 'create' : 'update';
}
