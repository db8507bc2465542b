/** Programs that dump databases and restore them. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import { when, writes } from '../../stating';
import { connectionOf } from './connection';
import { mysqlConnection } from './mysql';
import { postgresConnection, postgresOptions } from './postgres';
import { unknownScript } from './runs-sql';

const dumpOptions =
  '-f,--file=FILE -t,--table=T -T,--exclude-table=T -n,--schema=S -N,--exclude-schema=S -F,--format=F -j,--jobs=N -Z,--compress=N -a,--data-only -s,--schema-only -c,--clean -C,--create -O,--no-owner -x,--no-privileges -b -B -v -E=E --role=R --if-exists --inserts --column-inserts -g,--globals-only -r,--roles-only -l=D';

function exportTo(call: Call): 'file' | 'stdout' {
  return call.words('-f', '-o', '--out', '--result-file', '-r').length > 0 ? 'file' : 'stdout';
}

export const pgDump: ProgramSpec = {
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

export const mysqldump: ProgramSpec = {
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

export const mongoDump: ProgramSpec = {
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

export const restores: ProgramSpec = {
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
