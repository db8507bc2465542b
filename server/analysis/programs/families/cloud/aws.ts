/** The AWS command line: most of it follows from the verb of the operation, the rest is listed. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import { isPattern, type Text } from '../../../../effects/value';
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { deletes, reads, sourceOfFile, when, writes } from '../../stating';
import { hostOf } from '../../urls';
import { runsSql } from '../databases/sql-clients';

const options =
  '--profile=P --region=R --output=F --query=Q --endpoint-url=U --no-verify-ssl --no-paginate --no-sign-request --color=W --debug --cli-input-json=J --cli-input-yaml=Y --cli-read-timeout=N --cli-connect-timeout=N --no-cli-pager --page-size=N --max-items=N --starting-token=T --dry-run --generate-cli-skeleton[=S] --dryrun --recursive --delete --force --include=P --exclude=P --acl=A --sse[=S] --sse-kms-key-id=K --storage-class=C --quiet --only-show-errors --grants=G --metadata=M --content-type=T --cache-control=C --expires-in=N --no-progress --size-only --exact-timestamps --follow-symlinks --request-payer[=P] --human-readable --summarize';

function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const profile = call.words('--profile').at(-1)?.value ?? call.invocation.variable('AWS_PROFILE');
  return profile === undefined ? {} : { awsProfile: profile };
}

const readingVerb =
  /^(describe|list|get|batch-get|head|search|lookup|filter|test|validate|estimate|simulate|preview|query|scan|select|check|detect|view|count|help|wait|show|ls|tail|decode|explain|poll|discover|select-object-content|transact-get|verify|compare|evaluate)(-|$)/;
const destroyingVerb =
  /^(delete|terminate|destroy|purge|remove|batch-delete|deregister|release|disassociate|detach|cancel|empty|rm|rb|abort|drop|discard)(-|$)/;
const startingVerb = /^(start|reboot|resume|run|launch|invoke|restart)(-|$)/;
const stoppingVerb = /^(stop|pause|suspend|hibernate)(-|$)/;

/** Services whose resources hold data. */
const stateful =
  /^(rds|dynamodb|s3|s3api|efs|fsx|redshift|elasticache|docdb|neptune|opensearch|es|kinesis|sqs|backup|glacier|ecr|eks|cloudformation|kms|secretsmanager|timestream|memorydb|keyspaces|qldb|organizations|athena|glue)$/;

type Rule = (call: Call, operation: string, operands: readonly Word[]) => Answer | undefined;

const flag = (call: Call, name: string): boolean => call.invocation.args.some((word) => word.value === name);

function argument(call: Call, name: string): Text | undefined {
  const at = call.invocation.args.findIndex((word) => word.value === name || String(word.value).startsWith(`${name}=`));
  if (at < 0) return undefined;
  const word = call.invocation.args[at]!;
  return typeof word.value === 'string' && word.value.includes('=')
    ? word.value.slice(name.length + 1)
    : (call.invocation.args[at + 1]?.value ?? null);
}

function all(call: Call): string {
  return call.invocation.args.map((word) => (typeof word.value === 'string' ? word.value : '')).join(' ');
}

/** What cannot be got back afterwards: snapshots, versions, protection. */
const recovery: Rule = (call, operation) => {
  const resource = null;
  if (/^delete-.*snapshot|^delete-snapshots?$/.test(operation))
    return [{ kind: 'recovery.destroy', what: 'snapshot', resource }];
  if (/^delete-(recovery-point|backup|backup-vault|backup-plan|.*-backup)$/.test(operation))
    return [{ kind: 'recovery.destroy', what: 'backup', resource }];
  if (operation === 'put-bucket-versioning' && /suspended/i.test(all(call)))
    return [{ kind: 'recovery.destroy', what: 'versioning', resource: argument(call, '--bucket') ?? null }];
  if (operation === 'delete-bucket-lifecycle' || operation === 'put-bucket-lifecycle-configuration')
    return [{ kind: 'recovery.destroy', what: 'retention', resource }];
  if (
    flag(call, '--no-deletion-protection') ||
    flag(call, '--no-deletion-protection-enabled') ||
    flag(call, '--no-enable-termination-protection') ||
    flag(call, '--no-disable-api-termination')
  )
    return [{ kind: 'recovery.destroy', what: 'deletion-protection', resource }];
  if (operation === 'update-continuous-backups' && /enabled=false/i.test(all(call)))
    return [{ kind: 'recovery.destroy', what: 'pitr', resource }];
  return undefined;
};

const auditing: Rule = (_, operation) =>
  /^(stop-logging|delete-trail|delete-log-group|delete-log-stream|delete-detector|delete-flow-logs|disable-security-hub|stop-configuration-recorder|delete-configuration-recorder|put-retention-policy|delete-event-data-store|disable-macie)$/.test(
    operation,
  )
    ? [{ kind: 'audit.tamper', what: 'cloud-trail' }]
    : undefined;

const identity: Rule = (call, operation) => {
  if (/^create-(access-key|login-profile|service-specific-credential)$/.test(operation))
    return [{ kind: 'secret.write', store: 'aws', op: 'mint' }];
  if (/^assume-role/.test(operation))
    return [
      { kind: 'privilege.escalate', how: 'assume-role', user: argument(call, '--role-arn') ?? null },
      { kind: 'secret.read', store: 'cloud-cred', audience: call.invocation.outputShown ? 'model' : 'process' },
    ];
  if (/^get-(session-token|federation-token|login-password|authorization-token)$/.test(operation))
    return [{ kind: 'secret.read', store: 'cloud-cred', audience: call.invocation.outputShown ? 'model' : 'process' }];
  if (readingVerb.test(operation) || operation === 'generate-credential-report') return [];
  const revokes = /^(delete|detach|remove|deactivate)-/.test(operation);
  return [
    {
      kind: 'access.change',
      provider: 'aws',
      op: /mfa/.test(operation) ? 'mfa' : /access-key/.test(operation) ? 'key' : revokes ? 'revoke' : 'grant',
    },
  ];
};

const secrets: Rule = (call, operation) => {
  const audience = call.invocation.outputShown ? 'model' : 'process';
  const name = argument(call, '--secret-id') ?? argument(call, '--name') ?? null;
  if (
    /^(get-secret-value|batch-get-secret-value)$/.test(operation) ||
    (/^get-parameters?(-by-path|-history)?$/.test(operation) && flag(call, '--with-decryption')) ||
    operation === 'decrypt'
  )
    return {
      effects: [{ kind: 'secret.read', store: 'vault', name, audience }],
      output: { text: null, sources: ['secret'] },
    };
  if (/^(put-secret-value|create-secret|update-secret|put-parameter|rotate-secret)$/.test(operation))
    return [
      {
        kind: 'secret.write',
        store: 'aws',
        name,
        op: operation.startsWith('rotate') ? 'rotate' : operation.startsWith('create') ? 'create' : 'update',
      },
    ];
  if (/^delete-(secret|parameters?)$/.test(operation))
    return [
      {
        kind: 'secret.write',
        store: 'aws',
        name,
        op: flag(call, '--force-delete-without-recovery') ? 'destroy' : 'delete',
      },
    ];
  if (/^(schedule-key-deletion|disable-key)$/.test(operation))
    return [{ kind: 'secret.write', store: 'kms', name, op: 'destroy' }];
  return undefined;
};

const remote: Rule = (call, operation) => {
  if (!/^(send-command|execute-command|start-session)$/.test(operation)) return undefined;
  const command = argument(call, '--command');
  const host = argument(call, '--instance-ids') ?? argument(call, '--target') ?? argument(call, '--task') ?? null;
  const runs: Run[] =
    command === undefined
      ? []
      : [{ type: 'shell', text: command, label: 'aws execute-command', via: 'remote', elsewhere: true }];
  return {
    effects: [{ kind: 'remote.exec', tool: 'ssm', host, resolved: runs.length > 0, evidence: evidenceOf(call) }],
    runs,
  };
};

const exposure: Rule = (call, operation) => {
  const text = all(call);
  if (
    /^(put-bucket-acl|put-object-acl|put-bucket-policy|put-public-access-block|delete-public-access-block|put-bucket-website)$/.test(
      operation,
    )
  )
    return [
      {
        kind: 'access.change',
        provider: 'aws',
        op: /public-read|AllUsers|delete-public-access-block|"\*"|=false/i.test(text) ? 'publicize' : 'policy',
      },
    ];
  if (/^(authorize|revoke)-security-group-/.test(operation))
    return [{ kind: 'access.change', provider: 'aws', op: 'firewall' }];
  if (
    /^(modify-(snapshot|image|db-snapshot|db-cluster-snapshot)-attribute|add-permission|put-resource-policy|put-key-policy)$/.test(
      operation,
    )
  )
    return [{ kind: 'access.change', provider: 'aws', op: /all|\*/.test(text) ? 'publicize' : 'policy' }];
  return undefined;
};

const data: Rule = (call, operation) => {
  const table = argument(call, '--table-name') ?? null;
  const common = { engine: 'dynamo', table, evidence: evidenceOf(call) } as const;
  switch (operation) {
    case 'delete-item':
      return [{ kind: 'db.rows.delete', ...common, where: 'key', rows: 1, method: 'delete' }];
    case 'put-item':
    case 'update-item':
      return [{ kind: 'db.rows.update', ...common, where: 'key', rows: 1 }];
    case 'batch-write-item':
    case 'transact-write-items':
      return [
        { kind: 'db.rows.delete', ...common, where: 'key', method: 'delete', certainty: 'possible' },
        { kind: 'db.rows.insert', ...common },
      ];
    case 'execute-statement':
    case 'batch-execute-statement':
    case 'start-query-execution': {
      const sql =
        call.invocation.args[
          call.invocation.args.findIndex((word) => /^--(sql|statement|query-string)$/.test(String(word.value))) + 1
        ];
      return sql
        ? runsSql(call, { engine: 'other', dialect: 'unknown', evidence: evidenceOf(call) }, { operands: [sql] })
        : undefined;
    }
    case 'purge-queue':
      return [{ kind: 'db.rows.delete', engine: 'queue', method: 'purge', where: 'none', evidence: evidenceOf(call) }];
    case 'delete-queue':
      return [
        {
          kind: 'db.schema.drop',
          engine: 'queue',
          object: 'queue',
          name: argument(call, '--queue-url') ?? null,
          evidence: evidenceOf(call),
        },
      ];
    case 'delete-topic':
      return [
        {
          kind: 'db.schema.drop',
          engine: 'queue',
          object: 'topic',
          name: argument(call, '--topic-arn') ?? null,
          evidence: evidenceOf(call),
        },
      ];
    case 'delete-object':
    case 'delete-objects':
      return [
        {
          kind: 'db.rows.delete',
          engine: 'other',
          where: 'key',
          method: 'delete',
          table: argument(call, '--bucket') ?? null,
          evidence: evidenceOf(call),
        },
      ];
    default:
      return undefined;
  }
};

const rules: readonly Rule[] = [remote, secrets, auditing, recovery, exposure, data];

function operate(call: Call, service: string): Answer {
  const operation = call.operand(0);
  if (operation === undefined || call.has('--dry-run') === true || call.has('--generate-cli-skeleton') === true)
    return [];
  if (typeof operation !== 'string') return [{ kind: 'code.opaque', reason: 'unresolved-command', program: 'aws' }];
  if (/^(iam|sts|organizations|sso|sso-admin|identitystore|cognito-idp)$/.test(service))
    return identity(call, operation, call.operands) ?? [];
  for (const rule of rules) {
    const answer = rule(call, operation, call.operands);
    if (answer) return answer;
  }
  return byVerb(call, service, operation);
}

function byVerb(call: Call, service: string, operation: string): EffectDraft[] {
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

const isBucket = (word: Word | undefined): boolean =>
  /^s3:\/\//.test(typeof word?.value === 'string' ? word.value : isPattern(word?.value) ? word.value.prefix : '');

function copies(call: Call): EffectDraft[] {
  const [from, to] = call.operands;
  const evidence = evidenceOf(call);
  const bucket = hostOf(to?.value) ?? null;
  if (from && to && isBucket(to) && !isBucket(from)) {
    const opened = call.words('--acl').some((word) => /^public/.test(String(word.value)));
    return [
      ...reads(call, [from], { shown: false }),
      { kind: 'net.upload', host: bucket, channel: 'bucket', source: sourceOfFile(call, from) ?? null },
      ...when(opened, { kind: 'access.change', provider: 'aws', op: 'publicize' }),
    ];
  }
  if (from && to && isBucket(from) && !isBucket(to))
    return [
      { kind: 'db.export', engine: 'other', table: from.value, to: to.value === '-' ? 'stdout' : 'file', evidence },
      ...writes(call, [to], 'overwrite'),
    ];
  return [{ kind: 'infra.change', provider: 'aws', service: 's3', op: 'update', evidence }];
}

function rowsDeleted(call: Call, word: Word | undefined): EffectDraft {
  const whole = call.maybe('--recursive', '--delete');
  return {
    kind: 'db.rows.delete',
    engine: 'other',
    table: word?.value ?? null,
    where: whole ? 'none' : 'key',
    method: 'delete',
    evidence: evidenceOf(call),
    ...(whole && { extent: 'unbounded' as const }),
  };
}

const s3: Command = {
  options,
  inertWith: ['--dryrun'],
  commands: {
    ls: [],
    'mb website': (call) => [
      { kind: 'infra.change', provider: 'aws', service: 's3', op: 'create', evidence: evidenceOf(call) },
    ],
    cp: copies,
    mv: (call) => [
      ...copies(call),
      ...(isBucket(call.operands[0])
        ? [rowsDeleted(call, call.operands[0])]
        : deletes(call, call.operands.slice(0, 1), { recursive: call.has('--recursive') })),
    ],
    sync: (call) => {
      const target = call.operands[1];
      const gone = isBucket(target)
        ? [rowsDeleted(call, target)]
        : target
          ? deletes(call, [target], { recursive: true })
          : [];
      return [...copies(call), ...when(call.has('--delete'), ...gone)];
    },
    rm: (call) => [rowsDeleted(call, call.operands[0])],
    rb: (call) => [
      {
        kind: 'infra.destroy',
        provider: 'aws',
        service: 's3',
        resource: call.operand(0) ?? null,
        stateful: true,
        all: call.has('--force'),
        evidence: evidenceOf(call),
      },
    ],
    presign: (call) => [
      { kind: 'access.change', provider: 'aws', op: 'publicize', principal: call.operand(0) ?? null },
    ],
  },
};

export const aws: ProgramSpec = {
  names: 'aws awslocal',
  options,
  commands: {
    s3,
    'help --version': [],
    configure: (call) => {
      const verb = call.operand(0);
      if (verb === 'list' || verb === 'list-profiles') return [];
      if (verb === 'get')
        return when(/secret|token/.test(String(call.operand(1))), {
          kind: 'secret.read',
          store: 'cloud-cred',
          audience: 'model',
        });
      if (verb === 'export-credentials') return [{ kind: 'secret.read', store: 'cloud-cred', audience: 'model' }];
      return [
        { kind: 'config.write', target: 'cloud-cli', executes: /credential_process/.test(String(call.operand(1))) },
      ];
    },
    sso: (call) =>
      /^(login|logout)$/.test(String(call.operand(0)))
        ? [{ kind: 'secret.write', store: 'aws', op: 'update' }]
        : operate(call, 'sso'),
    logs: (call) => operate(call, 'logs'),
  },
  otherwise: (call, service) => operate(shifted(call), service),
  examples: {
    yields: {
      'aws s3 rm s3://b/prefix --recursive': 'db.rows.delete{engine=other,where=none,method=delete}',
      'aws s3 rb s3://b --force': 'infra.destroy{provider=aws,service=s3,stateful=true}',
      'aws s3 cp dump.sql s3://b/': 'net.upload{channel=bucket,source=file}',
      'aws s3 sync . s3://b --delete': 'net.upload + db.rows.delete',
      'aws s3 cp s3://b/x y': 'db.export{to=file} + fs.write',
      'aws ec2 terminate-instances --instance-ids i-1 --profile prod': 'infra.destroy{service=ec2,resource=i-1}',
      'aws rds delete-db-instance --db-instance-identifier db1 --skip-final-snapshot':
        'infra.destroy{stateful=true,resource=db1} + recovery.destroy{what=snapshot}',
      'aws ec2 delete-snapshot --snapshot-id s': 'recovery.destroy{what=snapshot}',
      'aws s3api put-bucket-versioning --bucket b --versioning-configuration Status=Suspended':
        'recovery.destroy{what=versioning}',
      'aws iam create-access-key --user-name x': 'secret.write{op=mint}',
      'aws iam attach-user-policy --user-name x --policy-arn y': 'access.change{op=grant}',
      'aws sts assume-role --role-arn r --role-session-name s': 'privilege.escalate{how=assume-role} + secret.read',
      'aws secretsmanager get-secret-value --secret-id db': 'secret.read{store=vault,name=db,audience=model}',
      'aws cloudtrail stop-logging --name t': 'audit.tamper{what=cloud-trail}',
      'aws logs delete-log-group --log-group-name g': 'audit.tamper',
      'aws sqs purge-queue --queue-url u': 'db.rows.delete{engine=queue,method=purge}',
      'aws ec2 run-instances --image-id i': 'infra.change{op=start,metered=true}',
      'aws dynamodb delete-table --table-name t': 'infra.destroy{service=dynamodb,stateful=true}',
      'aws cloudformation delete-stack --stack-name s': 'infra.destroy{service=cloudformation,stateful=true}',
    },
    inert: [
      'aws s3 ls',
      'aws ec2 describe-instances',
      'aws sts get-caller-identity',
      'aws logs tail g --follow',
      'aws s3 rm s3://b --recursive --dryrun',
      'aws iam list-users',
    ],
  },
};

/** The operation is the word after the service. */
function shifted(call: Call): Call {
  return call.from(1);
}
