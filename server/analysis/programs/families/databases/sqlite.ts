/** sqlite3 and duckdb: databases in files. */
import type { ProgramSpec } from '../../program';
import type { SqlConnection } from '../../spec';
import { targetOf } from '../../stating';
import { runsSql } from './runs-sql';

export const sqlite: ProgramSpec = {
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
