/** Programs that create, drop, stop, repair and dump databases. */
import type { ProgramSpec } from '../../program';
import { mongoDump, mysqldump, pgDump } from './dumps';
import { kafka } from './kafka';
import { mysqladmin, mysqlUpkeep } from './mysql-server';
import { postgresConnection, postgresOptions } from './postgres';
import { postgresServer, postgresUpkeep, repairs } from './postgres-server';
import { nats, rabbit } from './queues';
import { mongoRestore, mysqlImport, pgRestore } from './restores';

const createOptions = `${postgresOptions} -O,--owner=O -E=E -l=L -T,--template=T -e,--echo -s,--superuser -S,--no-superuser -d,--createdb -D,--no-createdb -r,--createrole -R,--no-createrole -P,--pwprompt -i,--interactive -f,--force --if-exists --maintenance-db=D -c=N -g=R -v=T`;

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
      'createuser --no-superuser app': 'db.grant{op=create-role,grantee=app}',
      'createuser -s app': 'db.grant{op=superuser}',
    },
    inert: ['createdb --version'],
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
      'dropdb --if-exists --force shop': 'db.schema.drop{name=shop}',
      'dropuser app': 'db.schema.drop{object=user}',
    },
    inert: ['dropdb --help'],
  },
};

const databaseProbes: ProgramSpec = {
  names:
    'pg_isready pg_config pg_controldata pg_verifybackup pg_waldump mysqlshow redis-benchmark mongostat mongotop analyzedb',
  examples: { inert: ['pg_isready -h localhost', 'pg_controldata data', 'mysqlshow shop'] },
};

export const databaseAdministration: readonly ProgramSpec[] = [
  pgDump,
  mysqldump,
  mongoDump,
  pgRestore,
  mongoRestore,
  mysqlImport,
  created,
  dropped,
  mysqladmin,
  postgresServer,
  repairs,
  postgresUpkeep,
  mysqlUpkeep,
  databaseProbes,
  ...kafka,
  rabbit,
  nats,
];
