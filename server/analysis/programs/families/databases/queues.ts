/** Message queues, which hold data too. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, Command, ProgramSpec } from '../../program';
import { always } from '../../stating';

const queue = { engine: 'queue' } as const;

type Dropped = 'queue' | 'database' | 'user' | 'policy';

/** `rabbitmqadmin` names its objects in words of their own: `delete queue name=orders`. */
const objects: Readonly<Record<string, Dropped>> = { vhost: 'database', user: 'user', policy: 'policy' };

function named(call: Call): Text {
  const given = call.operands.find(({ value }) => typeof value === 'string' && value.startsWith('name='))?.value;
  return typeof given === 'string' ? given.slice('name='.length) : (call.operands.at(-1)?.value ?? null);
}

function evidenceOf(call: Call): Pick<EffectDraft, 'evidence'> {
  const host = call.words('-H', '--server').at(-1)?.value;
  return host === undefined ? {} : { evidence: { dbHost: host, host } };
}

const removes =
  (object: Dropped): Command =>
  (call) => [{ kind: 'db.schema.drop', ...queue, object, name: named(call), ...evidenceOf(call) }];

const administers = (op: 'shutdown' | 'config' | 'replication'): Command => always({ kind: 'db.admin', ...queue, op });

export const rabbit: ProgramSpec = {
  names: 'rabbitmqadmin rabbitmqctl',
  options:
    '-H,--host=H -P,--port=P -u,--username=U -p,--password=P -V,--vhost=V -n,--node=N -q,--quiet -f,--format=F -t,--timeout=T -l,--longnames -s,--silent',
  commands: {
    'list show get status list_queues list_exchanges list_bindings list_users list_vhosts list_permissions list_connections list_channels list_consumers list_policies list_user_permissions list_topic_permissions list_parameters cluster_status ping environment report export export_definitions node_health_check help version':
      [],
    delete: (call) => [
      {
        kind: 'db.schema.drop',
        ...queue,
        object: objects[String(call.operand(0))] ?? 'queue',
        name: named(call),
        ...evidenceOf(call),
      },
    ],
    delete_queue: removes('queue'),
    delete_vhost: removes('database'),
    delete_user: removes('user'),
    'purge purge_queue': (call) => [
      { kind: 'db.rows.delete', ...queue, method: 'purge', where: 'none', table: named(call), ...evidenceOf(call) },
    ],
    'reset force_reset stop stop_app shutdown': administers('shutdown'),
    'join_cluster forget_cluster_node change_cluster_node_type force_boot': administers('replication'),
    'start_app rotate_logs set_policy clear_policy set_parameter clear_parameter set_vm_memory_high_watermark close_connection close_all_connections enable_feature_flag add_vhost':
      administers('config'),
    'declare import import_definitions': always({ kind: 'db.schema.create', ...queue, object: 'queue' }),
    publish: always({ kind: 'db.rows.insert', ...queue }),
    'add_user change_password set_permissions clear_permissions set_topic_permissions clear_topic_permissions set_user_tags clear_password authenticate_user':
      always({ kind: 'db.grant', ...queue, op: 'alter-role' }),
    eval: always({ kind: 'db.exec', ...queue, what: 'dynamic' }),
  },
  examples: {
    yields: {
      'rabbitmqadmin purge queue name=orders': 'db.rows.delete{method=purge,table=orders}',
      'rabbitmqadmin -H mq1 delete queue name=orders': 'db.schema.drop{object=queue,name=orders}',
      'rabbitmqctl delete_queue orders': 'db.schema.drop{object=queue,name=orders}',
      'rabbitmqctl delete_vhost shop': 'db.schema.drop{object=database,name=shop}',
      'rabbitmqctl stop_app': 'db.admin{op=shutdown}',
      'rabbitmqctl set_user_tags app administrator': 'db.grant{op=alter-role}',
    },
    inert: ['rabbitmqctl list_queues', 'rabbitmqadmin list queues', 'rabbitmqctl -n rabbit@mq1 cluster_status'],
  },
};

export const nats: ProgramSpec = {
  names: 'nats',
  options: '-s,--server=U --context=C -f,--force --user=U --password=P --creds=F --nkey=F --timeout=T --trace',
  commands: {
    'stream str': {
      commands: {
        'ls list info report view get subjects state find': [],
        'rm delete': (call) => [{ kind: 'db.schema.drop', ...queue, object: 'stream', name: call.operand(0) ?? null }],
        purge: (call) => [
          { kind: 'db.rows.delete', ...queue, method: 'purge', where: 'none', table: call.operand(0) ?? null },
        ],
        rmm: (call) => [
          { kind: 'db.rows.delete', ...queue, method: 'delete', where: 'key', table: call.operand(0) ?? null },
        ],
        'add create edit copy': always({ kind: 'db.schema.create', ...queue, object: 'stream' }),
        'backup restore': always({ kind: 'db.exec', ...queue, what: 'script' }),
      },
    },
    'consumer con': {
      commands: {
        'ls list info report next sub': [],
        'rm delete': always({ kind: 'db.admin', ...queue, op: 'config' }),
        'add create edit copy pause resume': always({ kind: 'db.admin', ...queue, op: 'config' }),
      },
    },
    'kv obj object': {
      commands: {
        'ls list get history status info watch revert': [],
        'rm delete del': (call) => [keptOrBucket(call)],
        purge: always({ kind: 'db.rows.delete', ...queue, method: 'delete', where: 'key' }),
        'put create update': always({ kind: 'db.rows.insert', ...queue }),
        add: always({ kind: 'db.schema.create', ...queue, object: 'bucket' }),
      },
    },
    'sub subscribe rtt bench events latency schema cheat': [],
    account: { commands: { 'info report backup': [] } },
    server: {
      commands: { 'ls list info ping report check watch graph mappings': [] },
      otherwise: () => [{ kind: 'db.admin', ...queue, op: 'config' }],
    },
    context: {
      commands: {
        'ls list info show validate': [],
        'add create save edit select rm': always({ kind: 'config.write', target: 'other', executes: false }),
      },
    },
    'pub publish req request reply': always({ kind: 'db.rows.insert', ...queue }),
  },
  examples: {
    yields: {
      'nats stream rm ORDERS -f': 'db.schema.drop{engine=queue,object=stream,name=ORDERS}',
      'nats -s nats://n1:4222 stream purge ORDERS --force': 'db.rows.delete{method=purge,where=none,table=ORDERS}',
      'nats kv del CONFIG color': 'db.rows.delete{where=key}',
      'nats kv del CONFIG': 'db.schema.drop{object=stream,name=CONFIG}',
      'nats pub orders.new hello': 'db.rows.insert{engine=queue}',
    },
    inert: ['nats stream ls', 'nats sub orders.new', 'nats kv get CONFIG color'],
  },
};

/** With a key that key goes, without one the bucket. */
function keptOrBucket(call: Call): EffectDraft {
  const [bucket, key] = [call.operand(0) ?? null, call.operand(1)];
  if (key === undefined) return { kind: 'db.schema.drop', ...queue, object: 'stream', name: bucket };
  return { kind: 'db.rows.delete', ...queue, table: bucket, method: 'delete', where: 'key' };
}
