/** psql and its kin. */
import { type Text, UNKNOWN } from '../../../../effects/value';
import { type Schemas, schemasInOptions } from '../../../sql/search-path';
import { type Call, type ProgramSpec, together } from '../../program';
import type { Run, SqlConnection, Word } from '../../spec';
import { writes } from '../../stating';
import { postgresService } from './client-files';
import { type ConnectionSources, connectionOf, mayBeDsn } from './connection';
import { runsSql } from './runs-sql';

const postgres: ConnectionSources = {
  engine: 'postgres',
  dialect: 'postgres',
  host: ['-h', '--host'],
  database: ['-d', '--dbname'],
  user: ['-U', '--username'],
  variables: ['PGHOST', 'PGDATABASE', 'PGUSER'],
  operand: true,
  files: postgresService,
  localByDefault: true,
};

export const postgresOptions = '-h,--host=H -p,--port=P -U,--username=U -d,--dbname=D -w,--no-password -W,--password';

export function postgresConnection(call: Call, options: { operand?: boolean } = {}): SqlConnection {
  const dsn = call.words('-d').find((word) => mayBeDsn(word.value));
  const connection = connectionOf(call, {
    ...postgres,
    operand: options.operand ?? true,
    ...(dsn && { url: ['-d'], database: [] }),
  });
  const searchPath = searchPathOf(call, dsn?.value ?? (options.operand === false ? undefined : call.operand(0)));
  return searchPath === undefined ? connection : { ...connection, searchPath };
}

/** `options=-csearch_path=app` in the connection string, else PGOPTIONS. */
function searchPathOf(call: Call, dsn: Text | undefined): Schemas {
  const text = typeof dsn === 'string' ? dsn : '';
  const [, quoted, plain] = /[?&\s]options\s*=\s*(?:'([^']*)'|([^&\s]*))/.exec(` ${text}`) ?? [];
  const options = quoted ?? (plain === undefined ? undefined : decoded(plain));
  return schemasInOptions(options === undefined ? call.invocation.variable('PGOPTIONS') : options);
}

/** In addresses a space is written `%20` or `+`. */
function decoded(text: string): Text {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return UNKNOWN;
  }
}

/** `-o '|less'` hands the result to a shell. */
function pipedTo({ value, span }: Word): Run | undefined {
  const text = typeof value === 'string' && value.startsWith('|') ? value.slice(1) : undefined;
  return text === undefined
    ? undefined
    : { type: 'shell', text, span, label: 'psql -o', stdin: { text: UNKNOWN, sources: ['db'] } };
}

export const psql: ProgramSpec = {
  names: 'psql pgcli usql ysqlsh',
  options: `${postgresOptions} -c,--command=SQL -f,--file=FILE -o,--output=FILE -L,--log-file=FILE -v,--set,--variable=V -F,--field-separator=S -R,--record-separator=S -P,--pset=P -T,--table-attr=T -A,--no-align -t,--tuples-only -x,--expanded -X,--no-psqlrc -q,--quiet -1,--single-transaction -a,--echo-all -b -e -E -l,--list -n -s -S -H,--html -z -0 --csv -V`,
  inertWith: ['-l', '-V'],
  does(call) {
    const connection = postgresConnection(call);
    const outputs = call.words('-o', '-L');
    return together(
      runsSql(call, connection, { text: ['-c'], file: ['-f'] }),
      writes(
        call,
        outputs.filter((word) => !pipedTo(word)),
        'overwrite',
      ),
      { runs: outputs.flatMap((word) => pipedTo(word) ?? []) },
    );
  },
  examples: {
    yields: {
      "psql -h db1 -d shop -c 'DROP TABLE users CASCADE'": 'db.schema.drop{object=table,name=users,cascade=true}',
      "psql shop --command='DELETE FROM orders'": 'db.rows.delete{table=orders,where=none}',
      "psql -c 'SELECT email FROM users LIMIT 5'": 'db.read{table=users,column=email,limited=true}',
      "psql -c '\\copy users TO users.csv'": 'db.export{table=users,to=file} + fs.write',
      "psql -c '\\! rm -rf /srv'": 'fs.delete{path=/srv}',
      'psql -f missing.sql': 'db.exec{what=script}',
      'psql $ARGS': 'db.exec{what=dynamic}',
      psql: 'code.opaque{reason=interactive}',
    },
    inert: ['psql -l', "psql -d shop -c '\\d users'", 'psql --version'],
  },
};
