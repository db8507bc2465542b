/** Clients that take SQL: by a flag, a file, or standard input. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Run, SqlConnection, Word } from '../../spec';
import { targetOf, writes } from '../../stating';
import { type ConnectionSources, connectionOf } from './connection';

interface Input {
  /** Options whose value is SQL. */
  readonly text?: readonly string[];
  /** Options whose value is a file of SQL. */
  readonly file?: readonly string[];
  /** Operands that are SQL. */
  readonly operands?: readonly Word[];
}

/** Runs the SQL a client is given; without any it reads standard input, or talks to a person. */
export function runsSql(call: Call, connection: SqlConnection, input: Input): Answer {
  const runs: Run[] = [
    ...[...call.words(...(input.text ?? [])), ...(input.operands ?? [])].map((word) => sqlRun(call, word, connection)),
    ...call.words(...(input.file ?? [])).map((word) => sqlFileRun(call, word, connection)),
  ];
  if (runs.length > 0) return { runs, output: { text: null, sources: ['db'] } };
  return together(standardInput(call, connection), { output: { text: null, sources: ['db'] } });
}

function sqlRun(call: Call, word: Word, connection: SqlConnection): Run {
  return { type: 'sql', text: word.value, span: word.span, connection, label: call.name };
}

function sqlFileRun(call: Call, word: Word, connection: SqlConnection): Run {
  return { type: 'sql-file', path: word.value, connection, label: `${call.name} ${word.raw}` };
}

function standardInput(call: Call, connection: SqlConnection): Answer {
  const { stdin } = call.invocation;
  if (!stdin) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  if (stdin.file) return { runs: [sqlFileRun(call, stdin.file, connection)] };
  if (stdin.text !== null)
    return {
      runs: [{ type: 'sql', text: stdin.text, connection, label: call.name, ...(stdin.span && { span: stdin.span }) }],
    };
  return [unknownScript(connection)];
}

export function unknownScript(connection: SqlConnection): EffectDraft {
  return { kind: 'db.exec', engine: connection.engine, what: 'script', evidence: connection.evidence };
}

const postgres: ConnectionSources = {
  engine: 'postgres',
  dialect: 'postgres',
  host: ['-h', '--host'],
  database: ['-d', '--dbname'],
  user: ['-U', '--username'],
  variables: ['PGHOST', 'PGDATABASE', 'PGUSER'],
  operand: true,
  localByDefault: true,
};

export const postgresOptions = '-h,--host=H -p,--port=P -U,--username=U -d,--dbname=D -w,--no-password -W,--password';

export function postgresConnection(call: Call, options: { operand?: boolean } = {}): SqlConnection {
  const dsn = call.words('-d').find((word) => /:\/\/|=/.test(String(word.value)));
  return connectionOf(call, {
    ...postgres,
    operand: options.operand ?? true,
    ...(dsn && { url: ['-d'], database: [] }),
  });
}

const psql: ProgramSpec = {
  names: 'psql pgcli usql',
  options: `${postgresOptions} -c,--command=SQL -f,--file=FILE -o,--output=FILE -L,--log-file=FILE -v,--set,--variable=V -F,--field-separator=S -R,--record-separator=S -P,--pset=P -T,--table-attr=T -A,--no-align -t,--tuples-only -x,--expanded -X,--no-psqlrc -q,--quiet -1,--single-transaction -a,--echo-all -b -e -E -l,--list -n -s -S -H,--html -z -0 --csv -V`,
  inertWith: ['-l', '-V'],
  does(call) {
    const connection = postgresConnection(call);
    return together(
      runsSql(call, connection, { text: ['-c'], file: ['-f'] }),
      writes(call, call.words('-o', '-L'), 'overwrite'),
    );
  },
  examples: {
    yields: {
      'psql -f missing.sql': 'db.exec{what=script}',
      psql: 'code.opaque{reason=interactive}',
    },
    inert: ['psql -l', 'psql --version'],
  },
};

const mysqlOptions =
  '-h,--host=H -P,--port=P -u,--user=U -p,--password[=PW] -D,--database=D -e,--execute=SQL -S,--socket=F --defaults-file=F --defaults-extra-file=F --protocol=P --ssl-mode=M --ssl-ca=F --default-character-set=C --init-command=SQL --delimiter=D --tee=FILE -N -B,--batch -s,--silent -t -v -f,--force -A -n -q -r -H -X -E -C --connect-timeout=N --login-path=P -V';

const mysql: ProgramSpec = {
  names: 'mysql mariadb mycli',
  options: mysqlOptions,
  inertWith: ['-V'],
  does(call) {
    const connection = mysqlConnection(call);
    return together(
      runsSql(call, connection, { text: ['-e', '--init-command'] }),
      writes(call, call.words('--tee'), 'append'),
    );
  },
};

export function mysqlConnection(call: Call): SqlConnection {
  return connectionOf(call, {
    engine: 'mysql',
    dialect: call.name.startsWith('maria') ? 'mariadb' : 'mysql',
    host: ['-h'],
    database: ['-D'],
    user: ['-u'],
    variables: ['MYSQL_HOST', 'MYSQL_DATABASE', 'MYSQL_USER'],
    operand: true,
    localByDefault: true,
  });
}

const sqlite: ProgramSpec = {
  names: 'sqlite3 sqlite litecli sqlite-utils duckdb',
  options:
    '-init=FILE -cmd=COMMAND -separator=S -newline=S -nullvalue=S -mmap=N -lookaside=N -vfs=V -A -append -ascii -bail -batch -box -column -csv -deserialize -echo -header -noheader -help -html -interactive -json -line -list -markdown -memtrace -nofollow -nonce=S -quote -readonly -safe -stats -table -tabs -unsafe-testing -version -zip -c=SQL -s=SQL -f=FILE',
  inertWith: ['-help', '-version'],
  does(call) {
    const [database, ...statements] = call.operands;
    const file = database ? targetOf(call, database).path : ':memory:';
    const connection: SqlConnection = {
      engine: call.name === 'duckdb' ? 'other' : 'sqlite',
      dialect: call.name === 'duckdb' ? 'duckdb' : 'sqlite',
      evidence: database?.value === ':memory:' ? { dbFile: ':memory:' } : { dbFile: file ?? null },
    };
    return runsSql(call, connection, { text: ['-cmd', '-c', '-s'], file: ['-init', '-f'], operands: statements });
  },
  examples: { yields: { 'sqlite3 app.db': 'code.opaque{reason=interactive}' }, inert: ['sqlite3 -version'] },
};

const sqlcmd: ProgramSpec = {
  names: 'sqlcmd osql isql tsql mssql-cli',
  options:
    '-S,--server=H -d,--database-name=D -U,--user-name=U -P=PW -Q,--query=SQL -q=SQL -i,--input-file=F -o,--output-file=F -s=C -w=N -v=V -l=N -t=N -h=N -W -b -E -C -N -I -e -r -H=H -a=N -G -y=N -Y=N -f=C -k -m=N -V=N -x -X -z=PW -Z=PW',
  does(call) {
    const connection = connectionOf(call, {
      engine: 'mssql',
      dialect: 'tsql',
      host: ['-S', '-H'],
      database: ['-d'],
      user: ['-U'],
      variables: ['SQLCMDSERVER', 'SQLCMDDBNAME', 'SQLCMDUSER'],
      localByDefault: true,
    });
    return together(
      runsSql(call, connection, { text: ['-Q', '-q'], file: ['-i'] }),
      writes(call, call.words('-o'), 'overwrite'),
    );
  },
};

const bcp: ProgramSpec = {
  names: 'bcp',
  options: '-S=H -d=D -U=U -P=PW -c -n -t=T -r=R -T -f=F -e=F -b=N',
  does(call) {
    const [table, direction] = [call.operand(0) ?? null, call.operand(1)];
    const connection = connectionOf(call, {
      engine: 'mssql',
      dialect: 'tsql',
      host: ['-S'],
      database: ['-d'],
      user: ['-U'],
    });
    const common = { engine: 'mssql', evidence: connection.evidence } as const;
    if (direction === 'in') return [{ kind: 'db.rows.insert', ...common, table, extent: 'unbounded' }];
    return [
      { kind: 'db.export', ...common, table: direction === 'queryout' ? null : table, to: 'file' },
      ...writes(call, call.operands.slice(2, 3), 'overwrite'),
    ];
  },
  examples: {
    yields: {
      'bcp dbo.users out users.dat -S db1': 'db.export{table=dbo.users,to=file} + fs.write',
      'bcp dbo.users in users.dat': 'db.rows.insert',
    },
  },
};

const sqlplus: ProgramSpec = {
  names: 'sqlplus sql sqlcl',
  options: '-S -s -L -M=O -R=N -C=V -F -V',
  does(call) {
    const [logon, ...rest] = call.operands;
    const user = /^([^/@]+)/.exec(String(logon?.value))?.[1];
    const host = /@\/*([^:/]+)/.exec(String(logon?.value))?.[1];
    const connection: SqlConnection = {
      engine: 'oracle',
      dialect: 'oracle',
      evidence: { ...(host && { dbHost: host }), ...(user && { dbUser: user }) },
    };
    const script = rest.find((word) => String(word.value).startsWith('@'));
    if (script && typeof script.value === 'string')
      return { runs: [sqlFileRun(call, { ...script, value: script.value.slice(1) }, connection)] };
    return runsSql(call, connection, {});
  },
};

const warehouses: ProgramSpec = {
  names: 'snowsql snow',
  options:
    '-a,--accountname=A -u,--username=U -d,--dbname=D -s,--schemaname=S -q,--query=SQL -f,--filename=F -o,--option=O -c,--connection=C -r=R -w=W --variable=V -D=V',
  does: (call) =>
    runsSql(
      call,
      connectionOf(call, {
        engine: 'snowflake',
        dialect: 'snowflake',
        host: ['-a', '-c'],
        database: ['-d'],
        user: ['-u'],
      }),
      { text: ['-q'], file: ['-f'] },
    ),
};

const bigquery: ProgramSpec = {
  names: 'bq',
  options:
    '--project_id=P --dataset_id=D --location=L --format=F --use_legacy_sql[=B] --nouse_legacy_sql -n=N --max_rows=N --destination_table=T --replace --dry_run -q --quiet --headless -f,--force -r,--recursive -d,--dataset -t,--table --source_format=F --autodetect',
  inertWith: ['--dry_run'],
  commands: {
    'ls show head version wait info get-iam-policy help': [],
    query: (call) =>
      runsSql(
        call,
        { engine: 'bigquery', dialect: 'bigquery', evidence: bqProject(call) },
        { operands: call.operands },
      ),
    rm: (call) => [
      {
        kind: 'db.schema.drop',
        engine: 'bigquery',
        object: call.maybe('-d') ? 'schema' : 'table',
        name: call.operand(0) ?? null,
        cascade: call.has('-r'),
        evidence: bqProject(call),
      },
    ],
    extract: (call) => [
      {
        kind: 'db.export',
        engine: 'bigquery',
        table: call.operand(0) ?? null,
        to: 'bucket',
        evidence: bqProject(call),
      },
    ],
    'load insert': (call) => [
      { kind: 'db.rows.insert', engine: 'bigquery', table: call.operand(0) ?? null, evidence: bqProject(call) },
    ],
    'mk cp mkdef': (call) => [
      { kind: 'db.schema.create', engine: 'bigquery', name: call.operand(0) ?? null, evidence: bqProject(call) },
    ],
    update: (call) => [
      { kind: 'db.schema.alter', engine: 'bigquery', name: call.operand(0) ?? null, evidence: bqProject(call) },
    ],
    'set-iam-policy add-iam-policy-binding remove-iam-policy-binding': (call) => [
      { kind: 'db.grant', engine: 'bigquery', op: 'grant', evidence: bqProject(call) },
    ],
    cancel: (call) => [{ kind: 'db.admin', engine: 'bigquery', op: 'kill-session', evidence: bqProject(call) }],
  },
  examples: {
    yields: {
      'bq rm -r -f -d shop': 'db.schema.drop{object=schema,cascade=true}',
      'bq extract shop.t gs://b/f': 'db.export{to=bucket}',
    },
    inert: ['bq ls', 'bq show shop.t'],
  },
};

function bqProject(call: Call) {
  const project = call.words('--project_id').at(-1)?.value;
  return project === undefined ? {} : { cloudProject: project };
}

const otherClients: ProgramSpec = {
  names: 'clickhouse-client clickhouse cqlsh influx cypher-shell trino presto hive beeline spark-sql vsql',
  options:
    '-q,--query=SQL -e,--execute=SQL -f,--file=F -h,--host=H -d,--database=D -u,--user=U --password=P --port=P -k=K --server=H -i=F',
  does(call) {
    const connection = connectionOf(call, {
      engine: 'other',
      dialect: 'unknown',
      host: ['-h', '--server'],
      database: ['-d'],
      user: ['-u'],
    });
    if (call.name === 'influx' || call.name === 'cypher-shell')
      return [{ kind: 'db.exec', engine: 'other', what: 'dynamic', evidence: connection.evidence }];
    return runsSql(call, connection, { text: ['-q', '-e'], file: ['-f', '-i'] });
  },
};

const cockroach: ProgramSpec = {
  names: 'cockroach ysqlsh',
  options: '-e,--execute=SQL --url=U --host=H -u,--user=U -d,--database=D --insecure -f,--file=F -c=SQL -h=H -U=U',
  does(call) {
    const connection = connectionOf(call, {
      engine: 'postgres',
      dialect: 'postgres',
      host: ['--host', '-h'],
      database: ['-d'],
      user: ['-u', '-U'],
      url: ['--url'],
    });
    return runsSql(call, connection, { text: ['-e', '-c'], file: ['-f'] });
  },
};

export const sqlClients: readonly ProgramSpec[] = [
  psql,
  mysql,
  sqlite,
  sqlcmd,
  bcp,
  sqlplus,
  warehouses,
  bigquery,
  otherClients,
  cockroach,
];
