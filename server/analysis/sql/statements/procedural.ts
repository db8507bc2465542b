/** Procedures, blocks, prepared statements and text that is executed. */
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import type { Expression } from '../expression';
import { readIdentifier, readObjectName } from '../names';
import { readExpression } from '../read-expression';
import { readQuery, startsQuery } from '../read-query';
import { readTypeName } from '../read-type';
import type { Reader } from '../reader';
import { remember, runText } from './dynamic-text';
import { knownProcedure } from './known-procedure';
import { opensNext, passRest } from './pass';
import { readStatement } from './statement';
import type { StatementReader } from './verb';

export const procedural: Readonly<Record<string, StatementReader>> = {
  call: readCall,
  exec: readExecute,
  execute: readExecute,
  do: readDo,
  prepare: readPrepare,
  deallocate: readDeallocate,
  declare: readDeclare,
};

function readCall(r: Reader): void {
  const start = r.index;
  r.expect('call');
  const { name } = readObjectName(r);
  const args = r.isType('(') ? readArguments(r) : [];
  called(r, name, args, start);
}

function readArguments(r: Reader): readonly Expression[] {
  return r.parenthesised(() => (r.isType(')') ? [] : r.commaList(() => readArgument(r))));
}

function readArgument(r: Reader): Expression {
  const named =
    r.peek().type === 'op' && ['=>', ':=', '='].includes(r.peek().text) && !r.isType('number') && !r.isType('string');
  if (named) r.index += 2;
  const value = readExpression(r);
  r.accept('output') || r.accept('out');
  return value;
}

function called(r: Reader, name: Text, args: readonly Expression[], start: number): void {
  const span = r.spanFrom(start);
  if (typeof name === 'string' && knownProcedure(r, name, args, span)) return;
  r.add({ kind: 'db.exec', what: 'procedure', name, span });
}

/** T-SQL's EXEC of a procedure or of text; EXECUTE of a prepared statement; EXECUTE IMMEDIATE. */
function readExecute(r: Reader): void {
  const start = r.index;
  r.advance();
  if (r.accept('immediate') || (r.inBlock && !r.dialect.freeStatements)) {
    executes(r, readExpression(r), start);
    passRest(r);
    return;
  }
  if (r.isType('(') && !r.dialect.postgresGrammar) {
    executes(
      r,
      r.parenthesised(() => readExpression(r)),
      start,
    );
    if (r.accept('at')) r.advance();
    return;
  }
  if (r.isType('param') && r.peek().type === 'op' && r.peek().text === '=') r.index += 2;
  if (r.dialect.postgresGrammar || r.dialect.executableComments) readPrepared(r, start);
  else readProcedureCall(r, start);
}

function readPrepared(r: Reader, start: number): void {
  const name = readIdentifier(r);
  if (r.isType('(')) readArguments(r);
  if (r.accept('using')) r.commaList(() => readExpression(r));
  r.add({ kind: 'db.exec', what: 'prepared', name, span: r.spanFrom(start) });
}

/** `EXEC p 'a', @b = 1 OUTPUT`, `EXEC p(1)`. */
function readProcedureCall(r: Reader, start: number): void {
  const name: Text = r.isType('param') ? unknownName(r) : readObjectName(r).name;
  const args = r.isType('(') ? readArguments(r) : readBareArguments(r);
  if (r.accept('with')) passRest(r);
  called(r, name, args, start);
}

function unknownName(r: Reader): null {
  r.advance();
  return UNKNOWN;
}

function readBareArguments(r: Reader): readonly Expression[] {
  if (r.atEnd || r.isType(';') || opensNext(r) || r.isWord('with') || r.isType('bad')) return [];
  if (r.isType('word') && !r.isWord('default') && !r.isWord('null') && r.peek().type === 'word') return [];
  return r.commaList(() => readArgument(r));
}

/** Text that is run: read like a submission as far as it is known. */
export function executes(r: Reader, text: Expression, start: number): void {
  const span = r.spanFrom(start);
  r.add({ kind: 'db.exec', what: 'dynamic', name: UNKNOWN, span });
  const known = runText(text, r.variables);
  if (known !== undefined) r.nested.push({ text: known, span, elsewhere: false });
}

/** PostgreSQL's `DO $$ … $$`; MySQL's `DO expression`. */
function readDo(r: Reader): void {
  const start = r.index;
  r.expect('do');
  const language = r.accept('language') ? r.advance().text : undefined;
  if (!r.isType('string')) {
    if (r.dialect.postgresGrammar) r.fail();
    r.commaList(() => readExpression(r));
    return;
  }
  const body = r.advance();
  const spoken = r.accept('language') ? r.advance().text : (language ?? 'plpgsql');
  const span = r.spanFrom(start);
  r.add({ kind: 'db.exec', what: 'block', name: spoken, span });
  if (spoken === 'plpgsql' || spoken === 'sql')
    r.nested.push({ text: body.text, span: { start: body.start, end: body.end }, elsewhere: false, block: true });
  else r.add({ kind: 'code.opaque', reason: 'unparsed', program: spoken, span });
}

/** The statement is read as if it ran: whoever prepares it will. */
function readPrepare(r: Reader): void {
  const start = r.index;
  r.expect('prepare');
  if (r.accept('transaction')) {
    r.expectType('string');
    return;
  }
  readIdentifier(r);
  if (r.isType('(')) r.skipGroup();
  if (r.accept('as')) {
    readStatement(r);
    return;
  }
  r.expect('from');
  executes(r, readExpression(r), start);
}

function readDeallocate(r: Reader): void {
  r.expect('deallocate');
  r.accept('prepare');
  if (!r.accept('all')) r.isType('param') ? r.advance() : readIdentifier(r);
}

/** A cursor's query; T-SQL's variables; the declarations of a block. */
function readDeclare(r: Reader): void {
  r.expect('declare');
  if (isCursor(r)) {
    readCursor(r);
    return;
  }
  if (r.dialect.postgresGrammar && !r.inBlock) r.fail();
  if (r.isType('param')) r.commaList(() => readVariable(r));
  else passDeclaration(r);
}

function isCursor(r: Reader): boolean {
  for (let ahead = 1; ahead < 8; ahead++) {
    const token = r.peek(ahead);
    if (token.type !== 'word') return false;
    if (token.text === 'cursor') return true;
  }
  return false;
}

const cursorWords = new Set(
  'binary insensitive asensitive no scroll cursor with without hold local global forward_only static keyset dynamic fast_forward read_only scroll_locks optimistic type_warning return'.split(
    ' ',
  ),
);

function readCursor(r: Reader): void {
  readIdentifier(r);
  while (r.isOneOf(cursorWords)) r.advance();
  if (r.isType('(')) r.skipGroup();
  if (!r.accept('for')) r.expect('is');
  if (r.isOneOf(['select', 'with', 'values', 'table']) || r.isType('(')) readQuery(r);
  else r.advance();
}

function readVariable(r: Reader): void {
  const name = r.advance().text.toLowerCase();
  r.accept('as');
  if (r.accept('table')) {
    r.skipGroup();
    return;
  }
  if (r.accept('cursor')) return;
  readTypeName(r);
  if (r.acceptOp('=')) remember(r.variables, name, readExpression(r));
}

/** `x int := 5`: what it is set to may call functions, and a cursor has a query. */
export function passDeclaration(r: Reader): void {
  const name = r.current.text;
  while (!r.atEnd && !r.isType(';')) {
    if ((r.isWord('for') || r.isWord('is')) && startsQuery(r, 1)) {
      r.advance();
      readQuery(r);
    } else if (r.isOp(':=') || r.isOp('=') || r.isWord('default')) {
      r.advance();
      remember(r.variables, name, readExpression(r));
    } else r.advance();
  }
}
