/** The clients of MySQL and MariaDB. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, type ProgramSpec, together } from '../../program';
import type { Run, SqlConnection, Word } from '../../spec';
import { when, writes } from '../../stating';
import { mysqlOptionFiles } from './client-files';
import { connectionOf } from './connection';
import { runsSql } from './runs-sql';

const mysqlOptions =
  '-h,--host=H -P,--port=P -u,--user=U -p,--password[=PW] -D,--database=D -e,--execute=SQL -S,--socket=F --defaults-file=F --defaults-extra-file=F --protocol=P --ssl-mode=M --ssl-ca=F --default-character-set=C --init-command=SQL --delimiter=D --tee=FILE -N -B,--batch -s,--silent -t -v -f,--force -A -n -q -r -H -X -E -C --connect-timeout=N --login-path=P -V';

export const mysql: ProgramSpec = {
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
  examples: {
    yields: {
      "mysql -h db1 -u root shop -e 'DROP TABLE users'": 'db.schema.drop{engine=mysql,object=table,name=users}',
      "mysql --execute='DELETE FROM orders' shop": 'db.rows.delete{table=orders,where=none}',
      "mysql shop -e 'SELECT * FROM users LIMIT 5'": 'db.read{table=users,limited=true,rows=5}',
      'mysql shop < missing.sql': 'db.exec{what=script}',
      "mysql -e 'system rm -rf /srv'": 'fs.delete{path=/srv,recursive=true}',
      'mysql shop -e \'SELECT * FROM users INTO OUTFILE "/tmp/u.csv"\'':
        'db.export{table=users,to=file} + db.exec{what=file-io} + db.read',
      'mysql shop': 'code.opaque{reason=interactive}',
    },
    inert: ["mysql -e 'SHOW TABLES' shop", 'mysql --version'],
  },
};

/** MySQL Shell speaks JavaScript unless it is told otherwise. */
export const mysqlShell: ProgramSpec = {
  names: 'mysqlsh',
  options:
    '--sql --sqlc --js,--javascript --py,--python -e,--execute=CODE -f,--file=FILE --uri=U -h,--host=H -P,--port=P -u,--user=U -p,--password[=PW] -D,--schema,--database=D -S,--socket=F --json[=F] --result-format=F --mysql --mysqlx -V,--version',
  inertWith: ['-V'],
  does(call) {
    if (call.maybe('--sql', '--sqlc')) return runsSql(call, mysqlConnection(call), { text: ['-e'], file: ['-f'] });
    const language = call.has('--py') === true ? 'python' : 'javascript';
    const code = call
      .words('-e')
      .map(({ value, span }): Run => ({ type: 'code', language, text: value, span, label: 'mysqlsh -e' }));
    const files = call
      .words('-f')
      .map(({ value }): Run => ({ type: 'file', path: value, language, label: 'mysqlsh -f' }));
    const beyond = call.words('-e').some(usesSession) || call.last.afterDashes !== undefined;
    const unseen: EffectDraft[] = when(beyond, {
      kind: 'db.exec',
      engine: 'mysql',
      what: 'dynamic',
      evidence: mysqlConnection(call).evidence,
    });
    if (code.length + files.length + unseen.length > 0) return { effects: unseen, runs: [...code, ...files] };
    return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  examples: {
    yields: {
      "mysqlsh --sql -e 'DROP TABLE t' --uri app@db1/shop": 'db.schema.drop{engine=mysql,object=table,name=t}',
      'mysqlsh -e \'session.runSql("DROP TABLE t")\'': 'db.schema.drop{name=t} + code.exec{origin=inline}',
      'mysqlsh root@db1 -e \'util.loadDump("/backup")\'': 'db.exec{what=dynamic} + code.exec',
      'mysqlsh root@db1 -- util load-dump /backup': 'db.exec{what=dynamic}',
      'mysqlsh root@localhost': 'code.opaque{reason=interactive}',
    },
    inert: ["mysqlsh --sql -e 'SHOW TABLES' shop", 'mysqlsh --version'],
  },
};

/** Works on the server by other means than a statement that can be read. */
function usesSession({ value }: Word): boolean {
  const text = typeof value === 'string' ? value.replace(/\bsession\.(runSql|run_sql)\b/g, '') : 'session';
  return /\b(session|db|dba|util|cluster|rs|shell|mysqlx?)\b/.test(text);
}

export function mysqlConnection(call: Call): SqlConnection {
  return connectionOf(call, {
    engine: 'mysql',
    dialect: call.name.startsWith('maria') ? 'mariadb' : 'mysql',
    host: ['-h'],
    database: ['-D'],
    user: ['-u'],
    url: ['--uri'],
    variables: ['MYSQL_HOST', 'MYSQL_DATABASE', 'MYSQL_USER'],
    operand: true,
    files: mysqlOptionFiles,
    localByDefault: true,
  });
}
