/** SQL Server and Oracle. */
import { type ProgramSpec, together } from '../../program';
import type { SqlConnection } from '../../spec';
import { writes } from '../../stating';
import { connectionOf } from './connection';
import { runsSql, sqlFileRun } from './runs-sql';

export const sqlcmd: ProgramSpec = {
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

export const bcp: ProgramSpec = {
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

export const sqlplus: ProgramSpec = {
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
