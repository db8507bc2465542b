/** sqlite3 and duckdb: databases in files. */
import type { Call, ProgramSpec } from '../../program';
import type { SqlConnection, Word } from '../../spec';
import { targetOf } from '../../stating';
import { runsSql } from './runs-sql';

/** What reaches from a database in memory to files, other databases and programs. */
const BEYOND = /\b(attach|load_extension|readfile|writefile|edit|copy|install)\b|(^|\n)\s*\./i;

/** Statements on a database that is gone with the client. */
function staysInMemory(call: Call, statements: readonly Word[]): boolean {
  const given = [...call.words('-cmd', '-c', '-s'), ...statements].map((word) => word.value);
  const texts = given.length > 0 ? given : [call.invocation.stdin?.text];
  const files = call.maybe('-init', '-f');
  return !files && !call.open && texts.every((text) => typeof text === 'string' && !BEYOND.test(text));
}

export const sqlite: ProgramSpec = {
  names: 'sqlite3 sqlite litecli sqlite-utils duckdb',
  options:
    '-init=FILE -cmd=COMMAND -separator=S -newline=S -nullvalue=S -mmap=N -lookaside=N -vfs=V -A -append -ascii -bail -batch -box -column -csv -deserialize -echo -header -noheader -help -html -interactive -json -line -list -markdown -memtrace -nofollow -nonce=S -quote -readonly -safe -stats -table -tabs -unsafe-testing -version -zip -c=SQL -s=SQL -f=FILE',
  inertWith: ['-help', '-version'],
  does(call) {
    const [database, ...statements] = call.operands;
    if (database?.value === ':memory:' && staysInMemory(call, statements)) return [];
    const file = database ? targetOf(call, database).path : ':memory:';
    const connection: SqlConnection = {
      engine: call.name === 'duckdb' ? 'other' : 'sqlite',
      dialect: call.name === 'duckdb' ? 'duckdb' : 'sqlite',
      evidence: database?.value === ':memory:' ? { dbFile: ':memory:' } : { dbFile: file ?? null },
    };
    return runsSql(call, connection, { text: ['-cmd', '-c', '-s'], file: ['-init', '-f'], operands: statements });
  },
  examples: {
    yields: {
      "sqlite3 app.db 'DROP TABLE users'": 'db.schema.drop{engine=sqlite,object=table,name=users}',
      "sqlite3 -header -csv app.db 'SELECT email FROM users WHERE id = 1'":
        'db.read{table=users,column=email,where=key}',
      'sqlite3 app.db .dump': 'db.export{to=stdout}',
      "sqlite3 app.db '.output users.csv' 'SELECT * FROM users'": 'db.export{to=file} + fs.write + db.read',
      "sqlite3 app.db '.shell rm -rf /srv'": 'fs.delete{path=/srv}',
      'duckdb shop.duckdb -c "COPY t TO \'t.parquet\'"': 'db.export{table=t,to=file} + fs.write',
      'sqlite3 app.db': 'code.opaque{reason=interactive}',
      'sqlite3 :memory: "ATTACH \'app.db\' AS a; DROP TABLE a.users"': 'db.exec{name=attach} + db.schema.drop',
      "sqlite3 :memory: '.shell rm -rf /srv'": 'fs.delete{path=/srv}',
    },
    inert: [
      "sqlite3 :memory: 'create table t(a); delete from t'",
      'sqlite3 app.db .tables',
      'sqlite3 app.db .schema',
      'sqlite3 -version',
    ],
  },
};
