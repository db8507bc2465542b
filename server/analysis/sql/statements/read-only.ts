/** Statements that only look, or concern nothing but the session. */
import { readIdentifier, readLooseName } from '../names';
import { readExpression } from '../read-expression';
import type { Reader } from '../reader';
import { passRest } from './pass';
import { readStatement } from './statement';
import type { StatementReader } from './verb';

export const readOnly: Readonly<Record<string, StatementReader>> = {
  show: readShow,
  describe: readDescribe,
  desc: readDescribe,
  use: readUse,
  listen: readChannel,
  unlisten: readChannel,
  notify: readNotify,
  fetch: readCursorUse,
  move: readCursorUse,
  close: readClose,
  help: foreign(passAll),
  list: foreign(passAll),
  ls: foreign(passAll),
  check: foreign(passAll),
  checksum: foreign(passAll),
  summarize: foreign(passAll),
  print: foreign(readPrint),
  waitfor: foreign(passAll),
};

function foreign(reader: StatementReader): StatementReader {
  return (r) => (r.dialect.postgresGrammar ? r.fail() : reader(r));
}

function passAll(r: Reader): void {
  r.advance();
  passRest(r);
}

function readPrint(r: Reader): void {
  r.advance();
  readExpression(r);
}

function readShow(r: Reader): void {
  r.expect('show');
  if (!r.dialect.postgresGrammar) {
    passShow(r);
    return;
  }
  if (r.accept('time', 'zone') || r.accept('transaction', 'isolation', 'level') || r.accept('all')) return;
  if (r.accept('session', 'authorization')) return;
  readIdentifier(r);
  while (r.acceptType('.')) readIdentifier(r);
}

const showable = new Set(
  `tables databases schemas columns fields index indexes keys create status variables processlist full grants engines
  engine warnings errors plugins events triggers procedure function session global table extended open character
  collation binary binlog master slave slaves replica replicas replication hosts count storage privileges profile profiles all
  time transaction timezone search_path views view sequences users roles objects warehouses stages tasks streams pipes
  functions procedures parameters regions terse primary imported exported partitions locks transactions relaylog
  contributors authors package user server_version macros settings datatypes max_connections`.split(/\s+/),
);

/** SHOW takes a noun every dialect knows, or the name of a setting standing alone. */
function passShow(r: Reader): void {
  const alone = r.peek().type === 'end' || r.peek().type === ';';
  if (!r.isOneOf(showable) && !alone) r.fail();
  if (r.atEnd && r.dialect.name !== 'duckdb') r.fail();
  passRest(r);
}

/** `DESCRIBE t [column]`, or the plan of a statement. */
function readDescribe(r: Reader): void {
  if (r.dialect.postgresGrammar) r.fail();
  r.advance();
  r.accept('extended') || r.accept('formatted') || r.accept('table');
  if (r.isOneOf(['select', 'with', 'update', 'delete', 'insert', 'replace'])) {
    const mark = r.mark();
    readStatement(r);
    const { index } = r;
    r.rewind(mark);
    r.index = index;
    return;
  }
  r.accept('view') || r.accept('schema') || r.accept('database') || r.accept('function') || r.accept('warehouse');
  readLooseName(r);
  if (r.isType('string')) r.advance();
  else if (r.isType('word') || r.isType('name')) readIdentifier(r);
}

function readUse(r: Reader): void {
  if (r.dialect.postgresGrammar) r.fail();
  r.expect('use');
  r.accept('database') || r.accept('schema') || r.accept('warehouse') || r.accept('role') || r.accept('catalog');
  r.accept('secondary', 'roles');
  readLooseName(r);
}

function readChannel(r: Reader): void {
  const all = r.advance().text === 'unlisten';
  if (all && r.acceptOp('*')) return;
  readIdentifier(r);
}

function readNotify(r: Reader): void {
  r.expect('notify');
  readIdentifier(r);
  if (r.acceptType(',')) r.expectType('string');
}

const directions = new Set('next prior first last absolute relative forward backward all from in'.split(' '));

function readCursorUse(r: Reader): void {
  r.advance();
  while (r.isOneOf(directions) || r.isType('number') || r.isOp('-')) r.advance();
  if (r.isType('param')) r.advance();
  else readIdentifier(r);
  if (!r.dialect.postgresGrammar || r.inBlock) readFetchTarget(r);
}

function readFetchTarget(r: Reader): void {
  if (r.accept('bulk')) r.accept('collect');
  if (r.accept('into')) r.commaList(() => readExpression(r));
}

function readClose(r: Reader): void {
  r.expect('close');
  if (r.accept('all')) return;
  if (r.isType('param')) r.advance();
  else readIdentifier(r);
}
