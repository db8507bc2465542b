/** CockroachDB: its client, its servers and what operates them. */
import type { Call, Command, ProgramSpec } from '../../program';
import { always } from '../../stating';
import { connectionOf } from './connection';
import { runsSql } from './runs-sql';

const cockroachOptions =
  '--url=U --host=H -p,--port=P -u,--user=U -d,--database=D --insecure --certs-dir=D --cluster-name=N --format=F -e,--execute=SQL -f,--file=F --watch=T --set=V --echo-sql --store=S --listen-addr=A --http-addr=A --advertise-addr=A --join=H --background --cache=N --max-sql-memory=N --wait=W --self --drain-wait=T --decommission';

function connection(call: Call) {
  return connectionOf(call, {
    engine: 'postgres',
    dialect: 'postgres',
    host: ['--host'],
    database: ['-d'],
    user: ['-u'],
    variables: ['COCKROACH_HOST', 'COCKROACH_DATABASE', 'COCKROACH_USER'],
    url: ['--url'],
    urlVariable: 'COCKROACH_URL',
    localByDefault: true,
  });
}

const administers =
  (op: 'shutdown' | 'failover' | 'debug' | 'config'): Command =>
  (call) => [{ kind: 'db.admin', engine: 'postgres', op, evidence: connection(call).evidence }];

/** It listens on every interface unless told otherwise. */
const starts: Command = (call) => [
  {
    kind: 'net.listen',
    expose: /^(localhost|127\.|\[::1\])/.test(String(call.words('--listen-addr').at(-1)?.value)) ? 'loopback' : 'lan',
  },
];

export const cockroach: ProgramSpec = {
  names: 'cockroach',
  options: cockroachOptions,
  commands: {
    'version help gen cert sqlfmt': [],
    sql: (call) => runsSql(call, connection(call), { text: ['-e'], file: ['-f'] }),
    'start start-single-node': starts,
    demo: always({ kind: 'code.opaque', reason: 'interactive', program: 'cockroach' }),
    init: administers('config'),
    quit: administers('shutdown'),
    node: {
      commands: {
        'ls status': [],
        drain: administers('shutdown'),
        'decommission recommission': administers('failover'),
      },
    },
    debug: { commands: { 'zip tsdump doctor': [] }, otherwise: (_, name) => [debugged(name)] },
    dump: (call) => [
      {
        kind: 'db.export',
        engine: 'postgres',
        table: call.operand(1) ?? null,
        to: 'stdout',
        evidence: connection(call).evidence,
      },
    ],
    import: (call) => [{ kind: 'db.exec', engine: 'postgres', what: 'script', evidence: connection(call).evidence }],
    workload: (call) => [{ kind: 'db.exec', engine: 'postgres', what: 'dynamic', evidence: connection(call).evidence }],
  },
  examples: {
    yields: {
      "cockroach sql --host db1 -e 'DROP TABLE t'": 'db.schema.drop{engine=postgres,object=table,name=t}',
      "cockroach sql --url postgres://h/x -e 'DELETE FROM t'": 'db.rows.delete{table=t,where=none}',
      'cockroach sql --insecure': 'code.opaque{reason=interactive}',
      'cockroach quit --insecure': 'db.admin{op=shutdown}',
      'cockroach node decommission 3 --host db1': 'db.admin{op=failover}',
      'cockroach start-single-node --insecure --listen-addr=localhost:26257': 'net.listen{expose=loopback}',
    },
    inert: ['cockroach node status', "cockroach sql -e 'SHOW TABLES'", 'cockroach version'],
  },
};

function debugged(name: string) {
  return {
    kind: 'db.admin',
    engine: 'postgres',
    op: /reset|repair|recover/.test(name) ? 'reset-log' : 'debug',
  } as const;
}
