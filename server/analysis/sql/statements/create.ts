/** CREATE of anything. */
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { isNameToken, readLooseName } from '../names';
import { readQuery, startsQuery } from '../read-query';
import type { Reader } from '../reader';
import { alters, foreignLink } from './alter';
import { readObjectKind } from './drop';
import type { ObjectKind } from './object-kind';
import { opensNext, passRest } from './pass';
import { readCreateRole } from './role';
import { bareName, routineBody } from './routine-body';
import { isVerb, readStatement } from './statement';

const modifiers = new Set(
  `global local temporary temp unlogged unique clustered nonclustered bitmap fulltext spatial columnstore recursive secure
  trusted constraint editionable noneditionable force noforce definer sql security invoker algorithm undefined merge
  temptable transient volatile hybrid iceberg external dynamic search vector aggregate default multiset set
  private public procedural virtual primary xml replace_ or_ persistent secret_`.split(/\s+/),
);

export function readCreate(r: Reader): void {
  const start = r.index;
  r.expect('create');
  const replaces = r.accept('or', 'replace') || r.accept('or', 'alter');
  passModifiers(r);
  const virtual = r.tokens[r.index - 1]?.text === 'virtual';
  const kind = readObjectKind(r);
  if (kind === 'role') {
    readCreateRole(r, start);
    return;
  }
  readCreated(r, { kind, replaces, virtual, start });
}

interface Creation {
  readonly kind: ObjectKind;
  readonly replaces: boolean;
  readonly virtual: boolean;
  readonly start: number;
}

/** TEMP, UNIQUE, `DEFINER = 'x'@'y'` and so on, up to the words of a kind. */
function passModifiers(r: Reader): void {
  while (r.isOneOf(modifiers) && !isKind(r)) {
    r.advance();
    if (!r.acceptOp('=')) continue;
    r.advance();
    if (r.acceptOp('@') || r.isType('param') || r.isType('(')) {
      if (r.isType('(')) r.skipGroup();
      else r.advance();
    }
  }
}

function isKind(r: Reader): boolean {
  const mark = r.mark();
  const single = new Set(['aggregate', 'default', 'secret']);
  if (r.current.type !== 'word' || !single.has(r.current.text)) return false;
  const next = r.peek();
  r.rewind(mark);
  return next.type === 'word' && !['function', 'conversion'].includes(next.text);
}

function readCreated(r: Reader, creation: Creation): void {
  const { kind, start } = creation;
  r.accept('concurrently');
  r.accept('if', 'not', 'exists');
  const name = readNewName(r, kind);
  const body = bodyOf(r, kind);
  body(r);
  if (kind === 'function') defineRoutine(r, name, start);
  const span = r.spanFrom(start);
  if (creation.replaces && kind !== 'table') {
    alters(r, kind, name, 'other', start);
    return;
  }
  if (creation.replaces)
    r.add({ kind: 'db.schema.drop', object: 'table', name, cascade: false, undo: 'irreversible', span });
  r.add({ kind: 'db.schema.create', object: wordsOf(r, start, kind), name, undo: 'recoverable', span });
  foreignLink(r, start);
  if (kind === 'extension') r.add({ kind: 'db.exec', what: 'extension', name, span });
}

function defineRoutine(r: Reader, name: Text, start: number): void {
  const body = routineBody(r.text, r.tokens.slice(start, r.index));
  if (body !== undefined && typeof name === 'string') r.routines.push({ name: bareName(name), body });
}

/** `table`, `index`; for kinds the catalogue lumps together, the statement's own word. */
function wordsOf(r: Reader, start: number, kind: ObjectKind): string {
  if (kind !== 'other') return kind;
  return r.tokens[start + 1]?.text ?? kind;
}

function readNewName(r: Reader, kind: ObjectKind): Text {
  if (kind === 'cast' || kind === 'operator' || kind === 'user-mapping') return UNKNOWN;
  if (kind === 'index' && r.isWord('on')) return UNKNOWN;
  if (kind === 'schema' && r.accept('authorization')) return readLooseName(r).name;
  if (!r.isType('string') && !isNameToken(r.current, r.dialect)) {
    if (kind === 'other') return UNKNOWN;
    r.fail();
  }
  return readLooseName(r).name;
}

function bodyOf(r: Reader, kind: ObjectKind): (r: Reader) => void {
  switch (kind) {
    case 'table':
      return readTableBody;
    case 'view':
      return r.tokens.some((token, index) => index < r.index && token.text === 'materialized')
        ? readTableBody
        : readViewBody;
    case 'schema':
      return readSchemaBody;
    case 'function':
    case 'trigger':
      return passBody;
    default:
      return passRest;
  }
}

/** Columns, options, and `AS SELECT …`, which is run. */
function readTableBody(r: Reader): void {
  while (!r.atEnd && !r.isType(';') && !r.isType(')')) {
    if (
      r.isWord('as') &&
      (startsQuery(r, 1) || (r.peek().type === '(' && startsQuery(r, 2)) || r.isWord('execute', 1))
    ) {
      r.advance();
      readRunQuery(r);
    } else if (startsQuery(r) && r.isWord('select') && r.previous?.type !== 'op') readQuery(r);
    else if (r.isType('(') && startsQuery(r, 1)) readQuery(r);
    else if (r.isType('(')) r.skipGroup();
    else if (r.isType('bad') || opensNext(r)) return;
    else r.advance();
  }
}

function readRunQuery(r: Reader): void {
  const mark = r.mark();
  if (r.isWord('execute')) readStatement(r);
  else readQuery(r);
  if (!r.accept('with', 'no', 'data')) {
    r.accept('with', 'data');
    return;
  }
  const { index } = r;
  r.rewind(mark);
  r.index = index;
}

/** The query of a view runs when the view is read. */
function readViewBody(r: Reader): void {
  passRest(r);
}

/** `CREATE SCHEMA s CREATE TABLE … GRANT …`. */
function readSchemaBody(r: Reader): void {
  while (!r.atEnd && !r.isType(';')) {
    if (r.isOneOf(['create', 'grant']) && isVerb(r.current.text)) readStatement(r);
    else r.advance();
  }
}

/** The body is data until somebody calls it. */
function passBody(r: Reader): void {
  while (!r.atEnd) {
    if (r.isType('bad')) r.fail();
    r.advance();
  }
}
