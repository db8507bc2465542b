/** SQL Server and Oracle. */
import { type ProgramSpec, together } from '../../program';
import type { SqlConnection } from '../../spec';
import { writes } from '../../stating';
import { connectionOf } from './connection';
import { runsSql, sqlFileRun } from './runs-sql';

export const sqlcmd: ProgramSpec = {
  names: 'sqlcmd osql isql tsql mssql-cli',
  options:
    '-S,--server=H -d,--database-name=D -U,--user-name=U -P=PW -Q,--query=SQL -q=SQL -i,--input-file=F -o,--output-file=F -s=C -w=N -v=V -l=N -t=N -h=N -W -b -E -C -N -I -e -r -H=H -a=N -G -y=N -Y=N -f=C -k -m=N -V=N -x -X -z=PW -Z=PW -L',
  inertWith: ['-L'],
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
  examples: {
    yields: {
      "sqlcmd -S db1 -d shop -Q 'DROP TABLE users'": 'db.schema.drop{engine=mssql,object=table,name=users}',
      'sqlcmd --query="EXEC xp_cmdshell \'dir\'"': 'db.exec{what=os-program}',
      "sqlcmd -d shop -Q 'SELECT TOP 5 name FROM users' -o users.txt": 'db.read{table=users,limited=true} + fs.write',
      'sqlcmd -i missing.sql': 'db.exec{what=script}',
      'sqlcmd -S db1': 'code.opaque{reason=interactive}',
    },
    inert: ["sqlcmd -S db1 -Q 'SELECT @@VERSION'", 'sqlcmd -L'],
  },
};

export const bcp: ProgramSpec = {
  names: 'bcp',
  options: '-S=H -d=D -U=U -P=PW -c -n -t=T -r=R -T -f=F -e=F -b=N -F=N -L=N -w -N -q -k -E -v',
  inertWith: ['-v'],
  does(call) {
    const [table, direction] = [call.operand(0) ?? null, call.operand(1)];
    // Describes the columns in a file.
    if (direction === 'format') return writes(call, call.words('-f'), 'overwrite');
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
      "bcp 'SELECT * FROM users' queryout users.dat -S db1": 'db.export{to=file} + fs.write',
      'bcp dbo.users in users.dat': 'db.rows.insert',
      'bcp dbo.users format nul -c -f users.fmt': 'fs.write{path=/repo/users.fmt}',
    },
    inert: ['bcp -v'],
  },
};

export const sqlplus: ProgramSpec = {
  names: 'sqlplus sql sqlcl',
  options: '-S -s -L -M=O -R=N -C=V -F -V,-version -H',
  inertWith: ['-V', '-H'],
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
  examples: {
    yields: {
      "echo 'DROP TABLE users;' | sqlplus -S scott/tiger@//db1:1521/shop":
        'db.schema.drop{engine=oracle,object=table,name=users}',
      "echo 'SELECT name FROM users WHERE id = 1;' | sqlplus -S scott/tiger@db1": 'db.read{table=users,where=key}',
      'sqlplus scott/tiger@db1 @missing.sql': 'db.exec{what=script}',
      'sqlplus / as sysdba': 'code.opaque{reason=interactive}',
    },
    inert: ['sqlplus -V'],
  },
};
