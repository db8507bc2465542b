/** Programs that dump, restore, create, drop or stop databases. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import { always, when, writes } from '../../stating';
import { connectionOf } from './connection';
import { mysqlConnection, postgresConnection, postgresOptions, unknownScript } from './sql-clients';

const dumpOptions =
  '-f,--file=FILE -t,--table=T -T,--exclude-table=T -n,--schema=S -N,--exclude-schema=S -F,--format=F -j,--jobs=N -Z,--compress=N -a,--data-only -s,--schema-only -c,--clean -C,--create -O,--no-owner -x,--no-privileges -b -B -v -E=E --role=R --if-exists --inserts --column-inserts -g,--globals-only -r,--roles-only -l=D';

function exportTo(call: Call): 'file' | 'stdout' {
  return call.words('-f', '-o', '--out', '--result-file', '-r').length > 0 ? 'file' : 'stdout';
}

const pgDump: ProgramSpec = {
  names: 'pg_dump pg_dumpall pg_basebackup',
  options: `${postgresOptions} ${dumpOptions} -D,--pgdata=D`,
  does(call) {
    const { evidence } = postgresConnection(call);
    const written = call.words('-f', '-D');
    const rows = call.has('-s', '-g') === true ? { rows: 0 } : {};
    const tables = call.words('-t').map((word) => word.value);
    const exports = (tables.length > 0 ? tables : [null]).map(
      (table): EffectDraft => ({
        kind: 'db.export',
        engine: 'postgres',
        table,
        to: written.length > 0 ? 'file' : 'stdout',
        ...rows,
        evidence,
      }),
    );
    return { effects: [...exports, ...writes(call, written, 'overwrite')], output: { text: null, sources: ['db'] } };
  },
  examples: {
    yields: {
      'pg_dump -t users shop': 'db.export{table=users,to=stdout}',
      'pg_dump -Fc -f d.dump shop': 'db.export{to=file} + fs.write',
    },
  },
};

const mysqldump: ProgramSpec = {
  names: 'mysqldump mariadb-dump mysqlpump mydumper',
  options:
    '-h,--host=H -P=P -u,--user=U -p,--password[=PW] -r,--result-file=FILE -d,--no-data -A,--all-databases -B,--databases --tables -w,--where=W -S=S --ignore-table=T --single-transaction --routines --triggers -t -q -T,--tab=D -o,--outputdir=D -c -e -n --set-gtid-purged=M --column-statistics=N',
  does(call) {
    const { evidence } = mysqlConnection(call);
    const tables = call.has('-A', '-B') === true ? [] : call.operands.slice(1).map((word) => word.value);
    const exports = (tables.length > 0 ? tables : [null]).map(
      (table): EffectDraft => ({ kind: 'db.export', engine: 'mysql', table, to: exportTo(call), evidence }),
    );
    return {
      effects: [...exports, ...writes(call, call.words('-r', '-T', '-o'), 'overwrite')],
      output: { text: null, sources: ['db'] },
    };
  },
  examples: { yields: { 'mysqldump -u root shop orders': 'db.export{table=orders,to=stdout}' } },
};

const mongoDump: ProgramSpec = {
  names: 'mongodump mongoexport',
  options:
    '--uri=U -h,--host=H -d,--db=D -c,--collection=C -o,--out=F -q,--query=Q -f=F --type=T --archive[=F] --gzip -u=U -p=P --port=P',
  does(call) {
    const { evidence } = connectionOf(call, {
      engine: 'mongo',
      dialect: 'unknown',
      host: ['-h'],
      database: ['-d'],
      url: ['--uri'],
      localByDefault: true,
    });
    const stdout = call.name === 'mongoexport' && exportTo(call) === 'stdout';
    return {
      effects: [
        {
          kind: 'db.export',
          engine: 'mongo',
          table: call.value('-c') ?? null,
          to: stdout ? 'stdout' : 'file',
          evidence,
        },
        ...writes(call, call.words('-o'), 'overwrite'),
      ],
      output: { text: null, sources: ['db'] },
    };
  },
  examples: { yields: { 'mongoexport -d shop -c users -o u.json': 'db.export{table=users,to=file} + fs.write' } },
};

const restores: ProgramSpec = {
  names: 'pg_restore mongorestore mongoimport mysqlimport mariadb-import myloader',
  options: `${postgresOptions} ${dumpOptions} -l,--list --drop --uri=U -c,--clean,--collection --db=D --nsInclude=N --mode=M --archive[=F] --gzip -u,--user=U`,
  inertWith: ['-l'],
  does(call) {
    const connection = postgresConnection(call, { operand: false });
    // Without a database to restore into, pg_restore prints SQL.
    if (call.name === 'pg_restore' && !call.maybe('-d')) return writes(call, call.words('-f'), 'overwrite');
    const engine = call.name.startsWith('mongo') ? 'mongo' : call.name.startsWith('pg') ? 'postgres' : 'mysql';
    const evidence = connection.evidence;
    const clears = call.name === 'mongoimport' ? call.has('--drop') : call.has('--drop', '-c');
    return [
      unknownScript({ ...connection, engine }),
      ...when(clears, {
        kind: 'db.schema.drop',
        engine,
        object: engine === 'mongo' ? 'collection' : 'table',
        name: null,
        extent: 'unbounded',
        evidence,
      }),
    ];
  },
  examples: {
    yields: {
      'pg_restore -d shop d.dump': 'db.exec{what=script}',
      'pg_restore --clean -d shop d.dump': 'db.exec + db.schema.drop{object=table}',
      'mongorestore --drop dump/': 'db.exec + db.schema.drop',
    },
    inert: ['pg_restore -l d.dump'],
  },
};

const createOptions = `${postgresOptions} -O,--owner=O -E=E -l=L -T,--template=T -e,--echo -s,--superuser -S -d,--createdb -D -r,--createrole -R -P,--pwprompt -i,--interactive -f,--force --if-exists --maintenance-db=D -c=N -g=R -v=T`;

const created: ProgramSpec = {
  names: 'createdb createuser',
  options: createOptions,
  does(call) {
    const { evidence } = postgresConnection(call, { operand: false });
    const name = call.operand(0) ?? null;
    if (call.name === 'createdb')
      return [
        {
          kind: 'db.schema.create',
          engine: 'postgres',
          object: 'database',
          name,
          evidence: { ...evidence, dbName: name },
        },
      ];
    return [
      {
        kind: 'db.grant',
        engine: 'postgres',
        op: call.has('-s') === true ? 'superuser' : 'create-role',
        grantee: name,
        evidence,
      },
    ];
  },
  examples: {
    yields: {
      'createdb scratch': 'db.schema.create{object=database,name=scratch}',
      'createuser -s app': 'db.grant{op=superuser}',
    },
  },
};

const dropped: ProgramSpec = {
  names: 'dropdb dropuser',
  options: createOptions,
  does(call) {
    const { evidence } = postgresConnection(call, { operand: false });
    const name = call.operand(0) ?? null;
    const object = call.name === 'dropdb' ? 'database' : 'user';
    return [
      {
        kind: 'db.schema.drop',
        engine: 'postgres',
        object,
        name,
        evidence: { ...evidence, ...(object === 'database' && { dbName: name }) },
      },
    ];
  },
  examples: {
    yields: {
      'dropdb -h db1 shop': 'db.schema.drop{object=database,name=shop}',
      'dropuser app': 'db.schema.drop{object=user}',
    },
  },
};

const mysqladmin: ProgramSpec = {
  names: 'mysqladmin mariadb-admin',
  options: '-h,--host=H -P=P -u,--user=U -p,--password[=PW] -f,--force -S=S -s -v -i=N -c=N -w[=N]',
  does(call) {
    const { evidence } = connectionOf(call, {
      engine: 'mysql',
      dialect: 'mysql',
      host: ['-h'],
      user: ['-u'],
      localByDefault: true,
    });
    const common = { engine: 'mysql', evidence } as const;
    const [verb, name] = [call.operand(0), call.operand(1) ?? null];
    switch (verb) {
      case 'drop':
        return [{ kind: 'db.schema.drop', ...common, object: 'database', name }];
      case 'create':
        return [{ kind: 'db.schema.create', ...common, object: 'database', name }];
      case 'shutdown':
        return [{ kind: 'db.admin', ...common, op: 'shutdown' }];
      case 'kill':
        return [{ kind: 'db.admin', ...common, op: 'kill-session' }];
      case 'password':
        return [{ kind: 'db.grant', ...common, op: 'password' }];
      case 'status':
      case 'extended-status':
      case 'ping':
      case 'processlist':
      case 'variables':
      case 'version':
        return [];
      default:
        return [{ kind: 'db.admin', ...common, op: 'config' }];
    }
  },
  examples: {
    yields: {
      'mysqladmin drop shop': 'db.schema.drop{object=database,name=shop}',
      'mysqladmin shutdown': 'db.admin{op=shutdown}',
    },
    inert: ['mysqladmin status'],
  },
};

const postgresServer: ProgramSpec = {
  names: 'pg_ctl pg_ctlcluster',
  options: '-D,--pgdata=D -m,--mode=M -l,--log=F -w -W -t=S -o=O -s -p=P',
  does(call) {
    const verbs = call.operands.map((word) => word.value);
    if (verbs.includes('status')) return [];
    if (verbs.includes('stop') || verbs.includes('restart'))
      return [{ kind: 'db.admin', engine: 'postgres', op: 'shutdown' }];
    if (verbs.includes('promote')) return [{ kind: 'db.admin', engine: 'postgres', op: 'failover' }];
    return [{ kind: 'service.control', unit: 'postgresql', op: 'start' }];
  },
  examples: { yields: { 'pg_ctl stop -D data': 'db.admin{op=shutdown}' }, inert: ['pg_ctl status'] },
};

const repairs: ProgramSpec = {
  names: 'pg_resetwal pg_resetxlog pg_rewind pg_upgrade initdb pg_archivecleanup',
  options: '-D=D -n,--dry-run -f',
  inertWith: ['-n'],
  does: (call) => (call.name === 'initdb' ? [] : [{ kind: 'db.admin', engine: 'postgres', op: 'reset-log' }]),
  examples: { yields: { 'pg_resetwal -f data': 'db.admin{op=reset-log}' } },
};

const databaseProbes: ProgramSpec = {
  names:
    'pg_isready pg_config pg_controldata pg_checksums pg_verifybackup pg_waldump mysqlshow mysqlcheck redis-benchmark mongostat mongotop vacuumdb reindexdb analyzedb',
  does: (call) =>
    call.name === 'vacuumdb' || call.name === 'reindexdb'
      ? [{ kind: 'db.admin', engine: 'postgres', op: 'vacuum' }]
      : [],
  examples: { inert: ['pg_isready -h localhost'], yields: { 'vacuumdb -a': 'db.admin{op=vacuum}' } },
};

/** Message queues, whose topics and queues hold data too. */
const queue = { engine: 'queue' } as const;

const kafkaTopics: ProgramSpec = {
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

const kafkaRecords: ProgramSpec = {
  names: 'kafka-delete-records kafka-delete-records.sh kafka-consumer-groups kafka-consumer-groups.sh',
  options:
    '--bootstrap-server=H --offset-json-file=F --group=G --delete --list --describe --reset-offsets --execute --topic=T --to-earliest --to-latest --all-topics --dry-run',
  does: (call) =>
    call.name.startsWith('kafka-delete')
      ? [{ kind: 'db.rows.delete', ...queue, method: 'purge', where: 'other' }]
      : when(call.has('--delete', '--execute'), { kind: 'db.admin', ...queue, op: 'config' }),
};

const rabbit: ProgramSpec = {
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

const nats: ProgramSpec = {
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

export const databaseAdministration: readonly ProgramSpec[] = [
  pgDump,
  mysqldump,
  mongoDump,
  restores,
  created,
  dropped,
  mysqladmin,
  postgresServer,
  repairs,
  databaseProbes,
  kafkaTopics,
  kafkaRecords,
  rabbit,
  nats,
];
