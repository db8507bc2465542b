/** Programs that create, drop, stop and repair databases. */
import { opaque, type ProgramSpec } from '../../program';
import { connectionOf } from './connection';
import { mongoDump, mysqldump, pgDump, restores } from './dumps';
import { postgresConnection, postgresOptions } from './postgres';
import { kafkaRecords, kafkaTopics, nats, rabbit } from './queues';

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
  commandWords: 1,
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
      case 'refresh':
      case 'reload':
      case 'start-replica':
      case 'start-slave':
      case 'stop-replica':
      case 'stop-slave':
      case 'debug':
        return [{ kind: 'db.admin', ...common, op: 'config' }];
      default:
        return /^flush-/.test(String(verb))
          ? [{ kind: 'db.admin', ...common, op: 'config' }]
          : verb === undefined
            ? []
            : [opaque(call.invocation)];
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
