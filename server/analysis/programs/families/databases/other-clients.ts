/** Clients of databases with a language of their own, or that are met less often. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { SqlConnection } from '../../spec';
import { connectionOf, parseDsn } from './connection';
import { cypherEffects } from './cypher';
import { runsSql } from './runs-sql';

const clientOptions =
  '-q,--query=SQL -e,--execute=SQL -c=SQL -f,--file=F -h,--host=H -d,--database=D -u,--user=U --password=P --port=P -k=K --server=H -i=F --queries-file=F --multiquery --format=F --catalog=C --schema=S --hiveconf=P --secure -t,--time -n,--multiline';

/** Where nothing else is said they talk to a server of this machine. */
const localClients = /^(clickhouse|cqlsh|trino|presto|spark-sql|vsql)/;

function connection(call: Call): SqlConnection {
  const { evidence, ...rest } = connectionOf(call, {
    engine: 'other',
    dialect: 'unknown',
    host: ['-h', '--server'],
    database: ['-d'],
    user: call.name === 'beeline' ? [] : ['-u'],
    localByDefault: localClients.test(call.name),
  });
  const named = namedHost(call);
  return { ...rest, evidence: named === undefined ? evidence : { ...evidence, dbHost: named, host: named } };
}

/** beeline takes an address by `-u`, cqlsh a host as its first operand. */
function namedHost(call: Call): Text | undefined {
  if (call.name === 'beeline') {
    const url = call.words('-u').at(-1)?.value;
    return url === undefined ? undefined : (parseDsn(url)?.host ?? null);
  }
  return call.name === 'cqlsh' ? call.operand(0) : undefined;
}

export const otherClients: ProgramSpec = {
  names: 'clickhouse-client cqlsh trino presto hive beeline spark-sql vsql',
  options: clientOptions,
  does: (call) => runsSql(call, connection(call), { text: ['-q', '-e', '-c'], file: ['-f', '-i', '--queries-file'] }),
  examples: {
    yields: {
      "clickhouse-client --host ch1 --query='DROP TABLE events'": 'db.schema.drop{object=table,name=events}',
      "clickhouse-client -q 'SELECT count() FROM events'": 'db.read{table=events}',
      "cqlsh db1 -e 'TRUNCATE shop.users'": 'db.rows.delete{method=truncate}',
      'beeline -u jdbc:hive2://h1:10000/shop -f missing.sql': 'db.exec{what=script}',
      "vsql -h v1 -c 'DROP SCHEMA shop CASCADE'": 'db.schema.drop{object=schema,cascade=true}',
      'trino --server t1': 'code.opaque{reason=interactive}',
    },
    inert: ["clickhouse-client -q 'SHOW TABLES'", "trino --execute 'SELECT 1'", 'cqlsh --version'],
  },
};

/** The one binary of ClickHouse: its first word says what it is. */
export const clickhouse: ProgramSpec = {
  names: 'clickhouse',
  commands: {
    'client local': {
      options: clientOptions,
      does: (call) => runsSql(call, connection(call), { text: ['-q', '-c'], file: ['-f', '--queries-file'] }),
    },
    'server keeper': [{ kind: 'net.listen', expose: null }],
    'benchmark format compressor obfuscator extract-from-config hash-binary git-import disks help': [],
    'install start stop restart': [{ kind: 'service.control', unit: 'clickhouse' }],
  },
  examples: {
    yields: {
      "clickhouse client -q 'DROP TABLE events'": 'db.schema.drop{name=events}',
      "clickhouse local --query 'SELECT * FROM t LIMIT 5'": 'db.read{table=t}',
      'clickhouse server': 'net.listen',
    },
    inert: ["clickhouse client -q 'SHOW DATABASES'", 'clickhouse format --query x'],
  },
};

export const cypherShell: ProgramSpec = {
  names: 'cypher-shell',
  options:
    '-a,--address,--uri=A -u,--username=U -p,--password=P -d,--database=D -f,--file=F -P,--param=P --encryption=E --format=F --fail-fast --fail-at-end --non-interactive --access-mode=M -v,--version',
  inertWith: ['-v'],
  does(call) {
    const { evidence } = connectionOf(call, {
      engine: 'other',
      dialect: 'unknown',
      url: ['-a'],
      urlVariable: 'NEO4J_URI',
      database: ['-d'],
      user: ['-u'],
      localByDefault: true,
    });
    const common = { engine: 'other', evidence } as const;
    if (call.words('-f').length > 0) return [{ kind: 'db.exec', ...common, what: 'script' }];
    const { stdin } = call.invocation;
    const texts = [...call.operands.map(({ value }) => value), ...(stdin ? [stdin.text] : [])];
    if (texts.length === 0) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return { effects: texts.flatMap((text) => cypherEffects(text, common)), output: { text: null, sources: ['db'] } };
  },
  examples: {
    yields: {
      "cypher-shell -a bolt://g1 'MATCH (n) DETACH DELETE n'": 'db.rows.delete{where=none}',
      "cypher-shell 'MATCH (u:User {id: 7}) DELETE u'": 'db.rows.delete{where=other}',
      "cypher-shell 'MATCH (u:User) RETURN u.name LIMIT 5'": 'db.read{limited=true}',
      'cypher-shell "MATCH (u) WHERE u.note = \'DELETE me\' RETURN u"': 'db.read',
      "cypher-shell 'DROP DATABASE shop'": 'db.schema.drop{object=database,name=shop}',
      'cypher-shell \'CALL apoc.load.json("http://x.test")\'': 'db.exec{what=dynamic}',
      'cypher-shell -f missing.cypher': 'db.exec{what=script}',
      'cypher-shell': 'code.opaque{reason=interactive}',
    },
    inert: ["cypher-shell 'SHOW INDEXES'", 'cypher-shell --version'],
  },
};

const flux =
  '-o,--org=O --org-id=I -b,--bucket=B --bucket-id=I -t,--token=T --host=H -c,--active-config=C -n,--name=N -i,--id=I -f,--file=F -r,--retention=R --start=T --stop=T -p,--predicate=P -execute=Q -database=D -host=H -port=P -username=U -password=P -format=F -precision=P --json --raw --full --http-debug --skip-verify';

function influxConnection(call: Call): SqlConnection {
  return connectionOf(call, {
    engine: 'other',
    dialect: 'unknown',
    url: ['--host'],
    urlVariable: 'INFLUX_HOST',
    host: ['-host'],
    database: ['-database', '--bucket'],
    localByDefault: true,
  });
}

const bucketOf = (call: Call): Text => call.value('--bucket', '--name', '--id') ?? null;

/** Flux only reads unless it passes the result on. */
function fluxEffects(call: Call): EffectDraft[] {
  const common = { engine: 'other', evidence: influxConnection(call).evidence } as const;
  const text = call.operand(0);
  const seen = typeof text === 'string' && call.words('--file').length === 0;
  if (!seen || /\b(to|http\.post|requests\.post|sql\.to)\s*\(/.test(text))
    return [{ kind: 'db.exec', ...common, what: 'dynamic' }];
  return [{ kind: 'db.read', ...common, table: /bucket\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? null }];
}

export const influx: ProgramSpec = {
  names: 'influx',
  options: flux,
  does: (call) => runsSql(call, influxConnection(call), { text: ['-execute'] }),
  commands: {
    'ping version help completion': [],
    query: fluxEffects,
    delete: (call) => [
      {
        kind: 'db.rows.delete',
        engine: 'other',
        table: bucketOf(call),
        where: call.words('--predicate').length > 0 ? 'other' : 'range',
        method: 'delete',
        evidence: influxConnection(call).evidence,
      },
    ],
    write: (call) => [
      { kind: 'db.rows.insert', engine: 'other', table: bucketOf(call), evidence: influxConnection(call).evidence },
    ],
    bucket: {
      commands: {
        list: [],
        create: (call) => [{ kind: 'db.schema.create', engine: 'other', object: 'bucket', name: bucketOf(call) }],
        delete: (call) => [
          {
            kind: 'db.schema.drop',
            engine: 'other',
            object: 'database',
            name: bucketOf(call),
            evidence: influxConnection(call).evidence,
          },
        ],
        update: [{ kind: 'recovery.destroy', what: 'retention', certainty: 'possible' }],
      },
    },
    backup: (call) => [{ kind: 'db.export', engine: 'other', to: 'file', evidence: influxConnection(call).evidence }],
    restore: (call) => [
      { kind: 'db.admin', engine: 'other', op: 'restore', evidence: influxConnection(call).evidence },
    ],
    'auth user org': {
      commands: { 'list find': [], members: { commands: { list: [] }, otherwise: granted } },
      otherwise: granted,
    },
    config: {
      commands: { 'list ls': [] },
      otherwise: () => [{ kind: 'config.write', target: 'other', executes: false }],
    },
    setup: [{ kind: 'db.grant', engine: 'other', op: 'create-role' }],
    'apply stacks': [{ kind: 'infra.change', provider: 'influx', op: 'apply' }],
    'v1 task dashboards telegrafs template export secret remote replication': {
      commands: { list: [] },
      otherwise: () => [{ kind: 'db.exec', engine: 'other', what: 'dynamic' }],
    },
  },
  examples: {
    yields: {
      'influx bucket delete -n metrics': 'db.schema.drop{object=database,name=metrics}',
      'influx delete --bucket metrics --start 1970-01-01T00:00:00Z --stop 2026-01-01T00:00:00Z':
        'db.rows.delete{table=metrics,where=range}',
      'influx -host i1 -execute "DROP DATABASE metrics"': 'db.schema.drop{object=database,name=metrics}',
      'influx query \'from(bucket:"metrics") |> range(start: -1h)\'': 'db.read{table=metrics}',
      'influx query \'from(bucket:"a") |> to(bucket:"b")\'': 'db.exec{what=dynamic}',
      influx: 'code.opaque{reason=interactive}',
    },
    inert: ['influx bucket list', 'influx ping', "influx -execute 'SHOW DATABASES'"],
  },
};

function granted(): EffectDraft[] {
  return [{ kind: 'db.grant', engine: 'other', op: 'alter-role' }];
}
