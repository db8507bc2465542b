/** Programs that fill databases from dumps and files. */
import type { EffectDraft } from '../../../../effects/effect';
import type { ProgramSpec } from '../../program';
import { when, writes } from '../../stating';
import { connectionOf } from './connection';
import { dumpOptions } from './dumps';
import { mysqlConnection } from './mysql';
import { postgresConnection, postgresOptions } from './postgres';
import { unknownScript } from './runs-sql';

export const pgRestore: ProgramSpec = {
  names: 'pg_restore',
  options: `${postgresOptions} -l,--list ${dumpOptions} -1,--single-transaction -e,--exit-on-error -L,--use-list=F`,
  inertWith: ['-l'],
  does(call) {
    // Without a database to restore into it prints SQL.
    if (!call.maybe('-d')) return writes(call, call.words('-f'), 'overwrite');
    const connection = postgresConnection(call, { operand: false });
    const { engine, evidence } = connection;
    return [
      unknownScript(connection),
      ...when(call.has('-c'), {
        kind: 'db.schema.drop',
        engine,
        object: 'table',
        name: null,
        extent: 'unbounded',
        evidence,
      }),
    ];
  },
  examples: {
    yields: {
      'pg_restore -d shop d.dump': 'db.exec{engine=postgres,what=script}',
      'pg_restore --clean --if-exists -h db1 -d shop d.dump': 'db.exec + db.schema.drop{object=table,extent=unbounded}',
      'pg_restore -f d.sql d.dump': 'fs.write{path=/repo/d.sql}',
    },
    inert: ['pg_restore -l d.dump', 'pg_restore d.dump'],
  },
};

export const mongoRestore: ProgramSpec = {
  names: 'mongorestore mongoimport',
  options:
    '--uri=U -h,--host=H --port=P -u,--username=U -p,--password=P --authenticationDatabase=D -d,--db=D -c,--collection=C --drop --dryRun --nsInclude=N --nsExclude=N --nsFrom=N --nsTo=N --mode=M --upsertFields=F --archive[=F] --gzip --dir=D --file=F --type=T --headerline -f,--fields=F --jsonArray --maintainInsertionOrder -j=N --objcheck --stopOnError -v --quiet',
  inertWith: ['--dryRun'],
  does(call) {
    const { evidence } = connectionOf(call, {
      engine: 'mongo',
      dialect: 'unknown',
      host: ['-h'],
      database: ['-d'],
      user: ['-u'],
      url: ['--uri'],
      localByDefault: true,
    });
    const collection = call.value('-c') ?? null;
    const filled: EffectDraft =
      call.name === 'mongoimport'
        ? { kind: 'db.rows.insert', engine: 'mongo', table: collection, extent: 'unbounded', evidence }
        : { kind: 'db.exec', engine: 'mongo', what: 'script', evidence };
    return [
      filled,
      ...when(call.has('--drop'), {
        kind: 'db.schema.drop',
        engine: 'mongo',
        object: 'collection',
        name: collection,
        extent: collection === null ? 'unbounded' : 'single',
        evidence,
      }),
    ];
  },
  examples: {
    yields: {
      'mongorestore --drop --uri mongodb://db1/shop dump/': 'db.exec{what=script} + db.schema.drop{object=collection}',
      'mongorestore dump/': 'db.exec{engine=mongo,what=script}',
      'mongoimport -d shop -c users --drop users.json':
        'db.rows.insert{table=users} + db.schema.drop{object=collection,name=users}',
    },
    inert: ['mongorestore --dryRun dump/'],
  },
};

export const mysqlImport: ProgramSpec = {
  names: 'mysqlimport mariadb-import myloader',
  options:
    '-h,--host=H -P,--port=P -u,--user=U -p,--password[=PW] -S,--socket=F -D,--delete -r,--replace -i,--ignore -L,--local -B,--database=D -d,--directory=D -o,--overwrite-tables -t=N -c,--columns=C --fields-terminated-by=S --lines-terminated-by=S --ignore-lines=N --defaults-file=F -V,--version',
  inertWith: ['-V'],
  does(call) {
    const connection = mysqlConnection(call);
    const { evidence } = connection;
    if (call.name === 'myloader')
      return [
        unknownScript(connection),
        ...when(call.has('-o'), {
          kind: 'db.schema.drop',
          engine: 'mysql',
          object: 'table',
          name: null,
          extent: 'unbounded',
          evidence,
        }),
      ];
    return call.operands.slice(1).flatMap((file): EffectDraft[] => {
      const table = typeof file.value === 'string' ? file.value.replace(/^.*\//, '').replace(/\..*$/, '') : null;
      const common = { engine: 'mysql', table, evidence } as const;
      return [
        { kind: 'db.rows.insert', ...common, extent: 'unbounded', upsert: call.has('-r') },
        ...when(call.has('-D'), { kind: 'db.rows.delete', ...common, where: 'none', method: 'delete' }),
      ];
    });
  },
  examples: {
    yields: {
      'mysqlimport --local shop users.txt': 'db.rows.insert{engine=mysql,table=users}',
      'mysqlimport --delete -h db1 shop data/users.txt':
        'db.rows.insert{table=users} + db.rows.delete{table=users,where=none}',
      'myloader -d backup -o': 'db.exec{what=script} + db.schema.drop{object=table}',
    },
    inert: ['mysqlimport --version'],
  },
};
