/** SELECT … INTO: a new table, a file on the server, or variables. */
import { readObjectName } from './names';
import { readExpression } from './read-expression';
import type { Reader } from './reader';

export function readInto(r: Reader, start: number): void {
  if (!r.accept('into')) return;
  if (r.accept('outfile') || r.accept('dumpfile') || r.accept('local', 'outfile')) {
    readOutfile(r, start);
    return;
  }
  if (r.inBlock || (r.isType('param') && !r.dialect.postgresGrammar)) {
    r.accept('strict');
    r.commaList(() => readVariable(r));
    return;
  }
  r.accept('temporary') || r.accept('temp') || r.accept('unlogged');
  r.accept('table');
  const table = readObjectName(r);
  r.add({ kind: 'db.schema.create', object: 'table', name: table.name, span: r.spanFrom(start) });
}

function readVariable(r: Reader): void {
  if (r.isType('param') || r.isType('hole')) r.advance();
  else readObjectName(r);
  if (r.isType('[') || r.isType('(')) {
    r.advance();
    readExpression(r);
    r.advance();
  }
}

/** MySQL writes the result to a file on the server. */
function readOutfile(r: Reader, start: number): void {
  r.expectType('string');
  while (!r.atEnd && !r.isType(';') && !r.isOneOf(['from', 'for'])) r.advance();
  const span = r.spanFrom(start);
  const only = r.scope.sources.length === 1 ? r.scope.sources[0]?.table : undefined;
  r.add({ kind: 'db.export', ...(only === undefined ? {} : { table: only }), to: 'file', span });
  r.add({ kind: 'db.exec', what: 'file-io', name: 'outfile', span });
}
