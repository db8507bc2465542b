/** Message queues, whose topics and queues hold data too. */
import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';

/** Message queues, whose topics and queues hold data too. */
const queue = { engine: 'queue' } as const;

export const kafkaTopics: ProgramSpec = {
  names: 'kafka-topics kafka-topics.sh',
  options:
    '--bootstrap-server=H --zookeeper=H --topic=T --create --delete --alter --list --describe --partitions=N --replication-factor=N --config=C --command-config=F --if-exists --if-not-exists',
  does(call) {
    const name = call.value('--topic') ?? null;
    return [
      ...when(call.has('--delete'), { kind: 'db.schema.drop', ...queue, object: 'topic', name }),
      ...when(call.has('--create', '--alter'), { kind: 'db.schema.create', ...queue, object: 'topic', name }),
    ];
  },
  examples: {
    yields: {
      'kafka-topics --bootstrap-server k1:9092 --delete --topic orders': 'db.schema.drop{object=topic,name=orders}',
    },
    inert: ['kafka-topics --list'],
  },
};

export const kafkaRecords: ProgramSpec = {
  names: 'kafka-delete-records kafka-delete-records.sh kafka-consumer-groups kafka-consumer-groups.sh',
  options:
    '--bootstrap-server=H --offset-json-file=F --group=G --delete --list --describe --reset-offsets --execute --topic=T --to-earliest --to-latest --all-topics --dry-run',
  does: (call) =>
    call.name.startsWith('kafka-delete')
      ? [{ kind: 'db.rows.delete', ...queue, method: 'purge', where: 'other' }]
      : when(call.has('--delete', '--execute'), { kind: 'db.admin', ...queue, op: 'config' }),
};

export const rabbit: ProgramSpec = {
  names: 'rabbitmqadmin rabbitmqctl',
  options: '-H,--host=H -P,--port=P -u,--username=U -p,--password,--vhost=V -n=N -q',
  commands: {
    'list show get status list_queues list_exchanges list_bindings list_users list_vhosts list_permissions cluster_status ping environment report export':
      [],
    'delete delete_queue delete_vhost': (call) => [
      { kind: 'db.schema.drop', ...queue, object: 'queue', name: call.operands.at(-1)?.value ?? null },
    ],
    'purge purge_queue': (call) => [
      { kind: 'db.rows.delete', ...queue, method: 'purge', where: 'none', table: call.operands.at(-1)?.value ?? null },
    ],
    'reset force_reset stop stop_app shutdown start_app rotate_logs': always({
      kind: 'db.admin',
      ...queue,
      op: 'shutdown',
    }),
    'declare import': always({ kind: 'db.schema.create', ...queue, object: 'queue' }),
    publish: always({ kind: 'db.rows.insert', ...queue }),
    'add_user delete_user change_password set_permissions clear_permissions set_user_tags': always({
      kind: 'db.grant',
      ...queue,
      op: 'alter-role',
    }),
  },
  examples: {
    yields: {
      'rabbitmqadmin purge queue name=orders': 'db.rows.delete{method=purge}',
      'rabbitmqctl delete_queue orders': 'db.schema.drop{object=queue}',
    },
    inert: ['rabbitmqctl list_queues'],
  },
};

export const nats: ProgramSpec = {
  names: 'nats',
  options: '-s,--server=U --context=C -f,--force --user=U --password=P --creds=F',
  commands: {
    'stream str': {
      options: '-f,--force',
      commands: {
        'ls list info report view get subjects': [],
        'rm delete': (call) => [{ kind: 'db.schema.drop', ...queue, object: 'stream', name: call.operand(0) ?? null }],
        purge: (call) => [
          { kind: 'db.rows.delete', ...queue, method: 'purge', where: 'none', table: call.operand(0) ?? null },
        ],
        'add create edit': always({ kind: 'db.schema.create', ...queue, object: 'stream' }),
      },
    },
    'kv obj object': {
      commands: {
        'ls get history status info watch': [],
        'del rm purge': always({ kind: 'db.rows.delete', ...queue, method: 'delete', where: 'key' }),
        'put add create update': always({ kind: 'db.rows.insert', ...queue }),
      },
    },
    'sub subscribe server rtt account context bench events latency': [],
    'pub publish req request': always({ kind: 'db.rows.insert', ...queue }),
  },
};
