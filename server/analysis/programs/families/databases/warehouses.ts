/** Snowflake, BigQuery and other warehouses. */
import type { Call, ProgramSpec } from '../../program';
import { connectionOf } from './connection';
import { runsSql } from './runs-sql';

export const warehouses: ProgramSpec = {
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

export const bigquery: ProgramSpec = {
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

export const otherClients: ProgramSpec = {
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
