/** The clients of MySQL and MariaDB. */
import { type Call, type ProgramSpec, together } from '../../program';
import type { Run, SqlConnection } from '../../spec';
import { writes } from '../../stating';
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
    if (code.length + files.length > 0) return { runs: [...code, ...files] };
    return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
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
    files: mysqlOptionFiles,
    localByDefault: true,
  });
}
