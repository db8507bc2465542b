/** The control words of procedural code: blocks, branches and loops around statements. */
import { readIdentifier } from '../names';
import { readExpression } from '../read-expression';
import { readQuery, startsQuery } from '../read-query';
import type { Reader } from '../reader';
import { remember } from './dynamic-text';
import { passRest } from './pass';
import { executes } from './procedural';
import { readStatement } from './statement';

/** Reads a piece of procedural code that is not a statement of its own; false when none stands here. */
export function readControl(r: Reader): boolean {
  if (r.isOp('<<')) return readLabel(r);
  if (r.current.type !== 'word') return r.inBlock && readAssignment(r);
  const reader = Object.hasOwn(controls, r.current.text) ? controls[r.current.text] : undefined;
  if (reader?.(r)) return true;
  return r.inBlock && readAssignment(r);
}

type ControlReader = (r: Reader) => boolean;

const controls: Readonly<Record<string, ControlReader>> = {
  begin: readBegin,
  end: readEnd,
  if: readIf,
  elsif: readIf,
  elseif: readIf,
  else: passWord,
  while: readWhile,
  for: readFor,
  foreach: readFor,
  loop: passWord,
  repeat: passWord,
  until: readUntil,
  exception: passWord,
  when: readWhen,
  case: readCase,
  exit: readJump,
  continue: readJump,
  leave: readJump,
  iterate: readJump,
  break: passWord,
  goto: readJump,
  return: readReturn,
  raise: passMessage,
  raiserror: passMessage,
  throw: passMessage,
  signal: passMessage,
  resignal: passMessage,
  get: readDiagnostics,
  perform: readPerform,
  null: readNull,
  open: readOpen,
  execute: readExecuteText,
};

const transactionWords = new Set(
  'transaction tran work isolation read deferred immediate exclusive concurrent distributed not deferrable'.split(' '),
);

/** BEGIN opens a block unless it opens a transaction. */
function readBegin(r: Reader): boolean {
  const next = r.peek();
  const opensTransaction =
    next.type === 'end' ||
    (next.type === ';' && !r.inBlock) ||
    (next.type === 'word' && transactionWords.has(next.text));
  if (opensTransaction && !(r.inBlock && !transactionWords.has(next.text))) return false;
  if (r.dialect.postgresGrammar && !r.inBlock) return false;
  r.advance();
  if (r.accept('try') || r.accept('catch') || r.accept('atomic')) return true;
  if (r.accept('not')) r.accept('atomic');
  return true;
}

function readEnd(r: Reader): boolean {
  r.advance();
  if (!r.inBlock && r.dialect.postgresGrammar) {
    r.accept('work') || r.accept('transaction');
    if (r.accept('and')) {
      r.accept('no');
      r.expect('chain');
    }
    return true;
  }
  const closes = r.isOneOf([
    'if',
    'loop',
    'case',
    'while',
    'repeat',
    'try',
    'catch',
    'for',
    'conversation',
    'tran',
    'transaction',
    'work',
  ]);
  if (closes) r.advance();
  if ((r.isType('word') || r.isType('name')) && isLast(r)) r.advance();
  return true;
}

function isLast(r: Reader): boolean {
  const next = r.peek();
  return next.type === 'end' || next.type === ';';
}

function readIf(r: Reader): boolean {
  if (r.dialect.postgresGrammar && !r.inBlock) return false;
  r.advance();
  r.conditional = true;
  readExpression(r);
  r.accept('then');
  return true;
}

function readWhile(r: Reader): boolean {
  if (r.dialect.postgresGrammar && !r.inBlock) return false;
  r.advance();
  r.conditional = true;
  readExpression(r);
  r.accept('loop') || r.accept('do');
  return true;
}

/** `FOR x IN 1..10 LOOP`, `FOR x IN SELECT … LOOP`, `FOREACH x IN ARRAY a LOOP`. */
function readFor(r: Reader): boolean {
  if (r.dialect.postgresGrammar && !r.inBlock) return false;
  const start = r.index;
  r.advance();
  r.conditional = true;
  r.commaList(() => readIdentifier(r));
  if (r.accept('slice')) r.advance();
  r.expect('in');
  r.accept('reverse') || r.accept('array');
  if (r.accept('execute')) executes(r, readExpression(r), start);
  else if (startsQuery(r) || (r.isType('(') && startsQuery(r, 1))) readQuery(r);
  else readExpression(r);
  while (!r.atEnd && !r.isType(';') && !r.isOneOf(['loop', 'do'])) r.advance();
  if (!r.accept('loop')) r.expect('do');
  return true;
}

function readUntil(r: Reader): boolean {
  r.advance();
  readExpression(r);
  return true;
}

/** A branch of CASE, or a handler: `WHEN unique_violation OR others THEN`. */
function readWhen(r: Reader): boolean {
  r.advance();
  r.conditional = true;
  r.commaList(() => readExpression(r));
  r.expect('then');
  return true;
}

function readCase(r: Reader): boolean {
  if (!r.inBlock) return false;
  r.advance();
  if (!r.isWord('when')) readExpression(r);
  return true;
}

function readJump(r: Reader): boolean {
  r.advance();
  if ((r.isType('word') || r.isType('name')) && !r.isWord('when')) r.advance();
  if (r.accept('when')) readExpression(r);
  return true;
}

function readReturn(r: Reader): boolean {
  const start = r.index;
  r.advance();
  if (r.accept('query')) {
    if (r.accept('execute')) {
      executes(r, readExpression(r), start);
      passRest(r);
    } else readStatement(r);
    return true;
  }
  r.accept('next');
  if (!r.atEnd && !r.isType(';') && !r.isOneOf(['end', 'else'])) readExpression(r);
  return true;
}

function passMessage(r: Reader): boolean {
  if (r.dialect.postgresGrammar && !r.inBlock) return false;
  r.advance();
  passRest(r);
  return true;
}

function readDiagnostics(r: Reader): boolean {
  if (!r.isOneOf(['diagnostics', 'stacked', 'current'], 1)) return false;
  return passMessage(r);
}

/** PL/pgSQL's SELECT without a result. */
function readPerform(r: Reader): boolean {
  if (!r.inBlock) return false;
  readQuery(r);
  return true;
}

function readNull(r: Reader): boolean {
  if (!r.inBlock) return false;
  r.advance();
  return true;
}

function readOpen(r: Reader): boolean {
  const start = r.index;
  r.advance();
  if (r.isType('param')) r.advance();
  else readIdentifier(r);
  if (r.isType('(')) r.skipGroup();
  r.accept('no', 'scroll') || r.accept('scroll');
  if (!r.accept('for')) return true;
  if (r.accept('execute')) executes(r, readExpression(r), start);
  else if (startsQuery(r)) readQuery(r);
  else readExpression(r);
  return true;
}

/** PL/pgSQL's EXECUTE of text; elsewhere EXECUTE is a statement. */
function readExecuteText(r: Reader): boolean {
  if (!r.inBlock || r.dialect.freeStatements) return false;
  const start = r.index;
  r.advance();
  r.accept('immediate');
  executes(r, readExpression(r), start);
  passRest(r);
  return true;
}

function passWord(r: Reader): boolean {
  if (r.dialect.postgresGrammar && !r.inBlock) return false;
  if (r.current.text !== 'loop') r.conditional = true;
  r.advance();
  return true;
}

function readLabel(r: Reader): boolean {
  r.advance();
  readIdentifier(r);
  if (!r.acceptOp('>>')) r.fail();
  return true;
}

/** `x := 1`, `r.a = 2`, `a[1] := 3`. */
function readAssignment(r: Reader): boolean {
  const mark = r.mark();
  if (r.current.type !== 'word' && r.current.type !== 'name') return false;
  const name = r.advance().text;
  while (r.acceptType('.')) r.advance();
  if (r.isType('[')) passSubscripts(r);
  if (!r.acceptOp(':=') && !r.acceptOp('=')) {
    r.rewind(mark);
    return false;
  }
  if (startsQuery(r)) readQuery(r);
  else remember(r.variables, name, readExpression(r));
  return true;
}

function passSubscripts(r: Reader): void {
  while (r.isType('[')) {
    r.advance();
    while (!r.atEnd && !r.isType(']')) r.advance();
    r.acceptType(']');
  }
}
