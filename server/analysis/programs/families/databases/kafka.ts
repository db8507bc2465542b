/** Kafka's own programs, and those that stand in for them. */
import type { EffectDraft } from '../../../../effects/effect';
import { isPattern, type Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import { always, when } from '../../stating';

const kafkaOptions =
  '--bootstrap-server,--broker-list=H --zookeeper=H --topic=T --command-config=F --config=C --create --delete --alter --list --describe --version --force';

/** Of several brokers the first tells which cluster it is. */
function clusterOf(call: Call): { readonly engine: 'queue' } & Pick<EffectDraft, 'evidence'> {
  const broker = call.words('--bootstrap-server', '--zookeeper', '-b').at(-1)?.value;
  if (broker === undefined) return { engine: 'queue' };
  const host = hostOf(broker);
  return { engine: 'queue', evidence: { dbHost: host, host } };
}

function hostOf(brokers: Text): Text {
  const first = typeof brokers === 'string' ? /^[^,:/]+/.exec(brokers)?.[0] : undefined;
  return first ?? (isPattern(brokers) ? brokers : null);
}

const topics: ProgramSpec = {
  names: 'kafka-topics kafka-topics.sh',
  options: `${kafkaOptions} --partitions=N --replication-factor=N --if-exists --if-not-exists --under-replicated-partitions --exclude-internal`,
  does(call) {
    const common = { ...clusterOf(call), object: 'topic', name: call.value('--topic') ?? null } as const;
    return [
      ...when(call.has('--delete'), { kind: 'db.schema.drop', ...common }),
      ...when(call.has('--create'), { kind: 'db.schema.create', ...common }),
      ...when(call.has('--alter'), { kind: 'db.admin', ...clusterOf(call), op: 'config' }),
    ];
  },
  examples: {
    yields: {
      'kafka-topics --bootstrap-server k1:9092 --delete --topic orders': 'db.schema.drop{object=topic,name=orders}',
      'kafka-topics.sh --bootstrap-server=k1:9092 --create --topic orders --partitions 3':
        'db.schema.create{engine=queue,object=topic}',
    },
    inert: ['kafka-topics --bootstrap-server k1:9092 --list', 'kafka-topics --describe --topic orders'],
  },
};

const records: ProgramSpec = {
  names: 'kafka-delete-records kafka-delete-records.sh',
  options: `${kafkaOptions} --offset-json-file=F`,
  inertWith: ['--version'],
  does: (call) => [{ kind: 'db.rows.delete', ...clusterOf(call), method: 'purge', where: 'other' }],
  examples: {
    yields: {
      'kafka-delete-records --bootstrap-server k1:9092 --offset-json-file offsets.json':
        'db.rows.delete{engine=queue,method=purge}',
    },
    inert: ['kafka-delete-records --version'],
  },
};

const groups: ProgramSpec = {
  names: 'kafka-consumer-groups kafka-consumer-groups.sh',
  options: `${kafkaOptions} --group=G --all-groups --members --state --verbose --reset-offsets --delete-offsets --execute --to-earliest --to-latest --to-offset=N --to-datetime=T --shift-by=N --by-duration=D --all-topics --dry-run --timeout=N`,
  does: (call) =>
    when(call.has('--delete', '--delete-offsets', '--execute'), { kind: 'db.admin', ...clusterOf(call), op: 'config' }),
  examples: {
    yields: {
      'kafka-consumer-groups --bootstrap-server k1:9092 --group shop --reset-offsets --to-earliest --execute --topic t':
        'db.admin{op=config}',
    },
    inert: [
      'kafka-consumer-groups --bootstrap-server k1:9092 --describe --group shop',
      'kafka-consumer-groups --group shop --reset-offsets --to-earliest --topic orders --dry-run',
    ],
  },
};

const settings: ProgramSpec = {
  names:
    'kafka-configs kafka-configs.sh kafka-acls kafka-acls.sh kafka-reassign-partitions kafka-reassign-partitions.sh',
  options: `${kafkaOptions} --entity-type=T --entity-name=N --entity-default --add-config=C --delete-config=C --add --remove --allow-principal=P --deny-principal=P --allow-host=H --operation=O --group=G --cluster --all --generate --execute --verify --reassignment-json-file=F --topics-to-move-json-file=F --broker-list=B --throttle=N`,
  does(call) {
    if (call.name.startsWith('kafka-acls'))
      return when(call.has('--add', '--remove'), {
        kind: 'db.grant',
        ...clusterOf(call),
        op: call.has('--remove') === true ? 'revoke' : 'grant',
        grantee: call.value('--allow-principal', '--deny-principal') ?? null,
      });
    return when(call.has('--alter', '--execute'), { kind: 'db.admin', ...clusterOf(call), op: 'config' });
  },
  examples: {
    yields: {
      'kafka-configs --alter --entity-type topics --entity-name orders --add-config retention.ms=1000':
        'db.admin{op=config}',
      'kafka-acls --bootstrap-server k1:9092 --add --allow-principal User:app --operation All --topic orders':
        'db.grant{op=grant,grantee=User:app}',
    },
    inert: ['kafka-configs --describe --entity-type topics', 'kafka-acls --bootstrap-server k1:9092 --list'],
  },
};

const consoles: ProgramSpec = {
  names:
    'kafka-console-consumer kafka-console-consumer.sh kafka-console-producer kafka-console-producer.sh kcat kafkacat',
  options: `${kafkaOptions} --from-beginning --max-messages=N --group=G --partition=P --offset=O --property=P --timeout-ms=N --producer-property=P --consumer-property=P -b=H -t=T -P -C -L -Q -o=O -c=N -e -q -J -K=D -D=D -f=F -X=P -p=N -u -l`,
  does(call) {
    if (call.has('-L', '-Q') === true) return [];
    const common = { ...clusterOf(call), table: call.value('--topic', '-t') ?? null };
    const produces = call.name.includes('producer') || (call.name.startsWith('k') && call.has('-P') === true);
    return produces ? [{ kind: 'db.rows.insert', ...common }] : [{ kind: 'db.read', ...common }];
  },
  examples: {
    yields: {
      'echo x | kafka-console-producer --bootstrap-server k1:9092 --topic orders': 'db.rows.insert{table=orders}',
      'kcat -b k1:9092 -t orders -P < x.json': 'db.rows.insert{engine=queue,table=orders}',
      'kafka-console-consumer --bootstrap-server k1:9092 --topic orders --max-messages 5': 'db.read{table=orders}',
    },
    inert: ['kcat -b k1:9092 -L'],
  },
};

const rpk: ProgramSpec = {
  names: 'rpk',
  options: '-X=P --brokers,-b=H --config=F --profile=P -v,--verbose -r,--regex -o=O -n=N -f=F',
  commands: {
    'version debug help': [],
    topic: {
      commands: {
        'list describe describe-storage analyze': [],
        consume: (call) => [{ kind: 'db.read', engine: 'queue', table: call.operand(0) ?? null }],
        produce: (call) => [{ kind: 'db.rows.insert', engine: 'queue', table: call.operand(0) ?? null }],
        create: (call) => [
          { kind: 'db.schema.create', engine: 'queue', object: 'topic', name: call.operand(0) ?? null },
        ],
        delete: (call) =>
          call.operands.map(({ value, span }) => ({
            kind: 'db.schema.drop',
            engine: 'queue',
            object: 'topic',
            name: value,
            span,
          })),
        'trim-prefix': (call) => [
          {
            kind: 'db.rows.delete',
            engine: 'queue',
            table: call.operand(0) ?? null,
            method: 'purge',
            where: 'other',
          },
        ],
        'alter-config add-partitions': always({ kind: 'db.admin', engine: 'queue', op: 'config' }),
      },
    },
    'group cluster acl security redpanda': {
      commands: { 'list describe info health status logdirs metadata': [] },
      otherwise: () => [{ kind: 'db.admin', engine: 'queue', op: 'config' }],
    },
  },
  examples: {
    yields: {
      'rpk topic delete orders': 'db.schema.drop{object=topic,name=orders}',
      'rpk topic create orders -p 3': 'db.schema.create{object=topic}',
    },
    inert: ['rpk topic list', 'rpk cluster info'],
  },
};

export const kafka: readonly ProgramSpec[] = [topics, records, groups, settings, consoles, rpk];
