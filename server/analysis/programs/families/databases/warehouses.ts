/** Snowflake, BigQuery and other warehouses. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, type Command, type ProgramSpec, together } from '../../program';
import { when, writes } from '../../stating';
import { connectionOf } from './connection';
import { runsSql } from './runs-sql';

const snowflakeOptions =
  '-a,--accountname,--account=A -u,--username,--user=U -d,--dbname,--database=D -s,--schemaname,--schema=S -q,--query=SQL -f,--filename=F -o,--option=O -c,--connection=C -r,--rolename,--role=R -w,--warehouse=W --variable=V -D=V -x,--temporary-connection -i,--stdin --format=F --silent --debug -v,--verbose';

function snowflake(call: Call) {
  return connectionOf(call, {
    engine: 'snowflake',
    dialect: 'snowflake',
    host: ['-a', '-c'],
    database: ['-d'],
    user: ['-u'],
    variables: ['SNOWSQL_ACCOUNT', 'SNOWSQL_DATABASE', 'SNOWSQL_USER'],
  });
}

const queries = (call: Call) => runsSql(call, snowflake(call), { text: ['-q'], file: ['-f'] });

export const snowsql: ProgramSpec = {
  names: 'snowsql',
  options: snowflakeOptions,
  does: queries,
  examples: {
    yields: {
      "snowsql -a acme -d SHOP -q 'DROP TABLE users'": 'db.schema.drop{engine=snowflake,object=table,name=users}',
      "snowsql --query='COPY INTO @stage FROM users'": 'db.export{table=users,to=bucket}',
      "snowsql -q 'SELECT email FROM users LIMIT 5'": 'db.read{engine=snowflake,table=users,limited=true}',
      'snowsql -f missing.sql': 'db.exec{what=script}',
      'snowsql -c dev': 'code.opaque{reason=interactive}',
    },
    inert: ["snowsql -q 'SHOW WAREHOUSES'", 'snowsql --version'],
  },
};

/** A file given to `@stage` goes up, one taken from it comes down. */
const stageCopy: Command = (call) => {
  const [from, to] = call.operands;
  const { evidence } = snowflake(call);
  if (String(from?.value).startsWith('@'))
    return [
      { kind: 'db.export', engine: 'snowflake', table: from?.value ?? null, to: 'file', evidence },
      ...writes(call, to ? [to] : [], 'overwrite'),
    ];
  return [{ kind: 'net.upload', channel: 'bucket', host: null, source: 'file', evidence }];
};

const changesObjects: Command = (call) => [
  { kind: 'db.schema.create', engine: 'snowflake', name: call.operand(1) ?? null, evidence: snowflake(call).evidence },
];

const dropsObject: Command = (call) => {
  const [object, name] = [call.operand(0), call.operand(1) ?? null];
  const dropped = object === 'database' || object === 'schema' || object === 'user' ? object : 'table';
  return [{ kind: 'db.schema.drop', engine: 'snowflake', object: dropped, name, evidence: snowflake(call).evidence }];
};

/** Snowflake's newer command line, in groups and verbs. */
export const snow: ProgramSpec = {
  names: 'snow',
  options: snowflakeOptions,
  commands: {
    sql: queries,
    connection: {
      commands: {
        'list test': [],
        'add set-default remove generate-jwt': [{ kind: 'config.write', target: 'other', executes: false }],
      },
    },
    object: { commands: { 'list describe': [], drop: dropsObject, create: changesObjects } },
    stage: {
      commands: {
        'list list-files describe diff': [],
        copy: stageCopy,
        create: changesObjects,
        'remove drop': (call) => [
          {
            kind: 'db.rows.delete',
            engine: 'snowflake',
            table: call.operand(0) ?? null,
            where: call.operands.length > 1 ? 'key' : 'none',
            method: 'delete',
            evidence: snowflake(call).evidence,
          },
        ],
        execute: [{ kind: 'db.exec', engine: 'snowflake', what: 'script' }],
      },
    },
    'snowpark streamlit app spcs cortex notebook git dbt': {
      commands: { 'list describe build validate logs status version search': [] },
      otherwise: (_, verb) => [
        /^(drop|teardown|remove)$/.test(verb)
          ? { kind: 'infra.destroy', provider: 'snowflake', resource: null }
          : { kind: 'deploy.release', target: 'snowflake', op: 'deploy' },
      ],
    },
    'init helpers': [],
  },
  examples: {
    yields: {
      "snow sql -q 'DROP TABLE users' -c prod": 'db.schema.drop{engine=snowflake,name=users}',
      'snow object drop database shop': 'db.schema.drop{object=database,name=shop}',
      'snow stage copy @data/users.csv .': 'db.export{to=file} + fs.write',
      'snow stage copy users.csv @data': 'net.upload{channel=bucket}',
      'snow app run': 'deploy.release{target=snowflake}',
    },
    inert: ['snow connection list', 'snow object list table', "snow sql -q 'SHOW TABLES'"],
  },
};

export const bigquery: ProgramSpec = {
  names: 'bq',
  options:
    '--project_id=P --dataset_id=D --location=L --format=F --use_legacy_sql[=B] --nouse_legacy_sql -n=N --max_rows=N --destination_table=T --replace --dry_run -q --quiet --headless -f,--force -r,--recursive -d,--dataset -t,--table --source_format=F --autodetect[=B] --api=U --skip_leading_rows=N --schema=S --append_table --no_clobber -m,--model --connection --parameter=P --time_partitioning_field=F -a --noreplace --transfer_config --destination_format=F --compression=C --field_delimiter=D',
  inertWith: ['--dry_run'],
  commands: {
    'ls show head version wait info get-iam-policy help': [],
    query: (call) =>
      together(
        runsSql(
          call,
          { engine: 'bigquery', dialect: 'bigquery', evidence: bqProject(call) },
          { operands: call.operands },
        ),
        replaces(call, call.value('--destination_table')),
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
      ...replaces(call, call.operand(0)),
    ],
    'mk cp mkdef': (call) => [
      {
        kind: 'db.schema.create',
        engine: 'bigquery',
        name: call.operands.at(-1)?.value ?? null,
        evidence: bqProject(call),
      },
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
      'bq --project_id=prod rm -f -t shop.orders': 'db.schema.drop{object=table,name=shop.orders}',
      "bq query --use_legacy_sql=false 'DELETE FROM shop.users WHERE true'":
        'db.rows.delete{engine=bigquery,table=shop.users,where=tautology}',
      'bq extract shop.t gs://b/f': 'db.export{to=bucket}',
      'bq load --replace shop.t gs://b/f':
        'db.rows.insert{table=shop.t} + db.rows.delete{table=shop.t,method=truncate}',
      'bq cp shop.a shop.b': 'db.schema.create{name=shop.b}',
    },
    inert: [
      'bq ls',
      'bq show shop.t',
      'bq head -n 10 shop.t',
      "bq query --dry_run 'DELETE FROM shop.users WHERE true'",
    ],
  },
};

/** `--replace` empties the table first. */
function replaces(call: Call, table: Text | undefined): EffectDraft[] {
  return when(table === undefined ? false : call.has('--replace'), {
    kind: 'db.rows.delete',
    engine: 'bigquery',
    table: table ?? null,
    where: 'none',
    method: 'truncate',
    evidence: bqProject(call),
  });
}

function bqProject(call: Call) {
  const project = call.words('--project_id').at(-1)?.value;
  return { cloudProject: project ?? null };
}
