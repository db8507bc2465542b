/** DROP: one effect per object. */
import type { EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { isNameToken, readLooseName } from '../names';
import type { Reader } from '../reader';
import { type ObjectKind, objectKinds } from './object-kind';
import { passRest } from './pass';

type Dropped = NonNullable<EffectDraftOf<'db.schema.drop'>['object']>;

export function readDrop(r: Reader): void {
  const start = r.index;
  r.expect('drop');
  if (r.isSequence('prepare')) {
    passRest(r);
    return;
  }
  if (r.accept('owned', 'by')) {
    dropOwned(r, start);
    return;
  }
  const kind = readObjectKind(r);
  r.accept('concurrently');
  const optional = r.accept('if', 'exists');
  if (kind === 'user-mapping') {
    passRest(r);
    r.add({ kind: 'db.schema.drop', name: UNKNOWN, cascade: false, undo: 'irreversible', span: r.spanFrom(start) });
    return;
  }
  const names = readNames(r, kind);
  if (!optional && !r.dialect.postgresGrammar) r.accept('if', 'exists');
  const cascade = readOptions(r);
  for (const name of names) dropEffects(r, kind, name, cascade, start);
}

function dropEffects(r: Reader, kind: ObjectKind, name: Text, cascade: boolean, start: number): void {
  const span = r.spanFrom(start);
  if (kind === 'role') {
    r.add({ kind: 'db.grant', op: 'drop-role', object: 'role', grantee: name, span });
    return;
  }
  if (kind === 'policy') r.add({ kind: 'db.schema.alter', object: 'policy', name, change: 'disable-rls', span });
  const object = droppedObject(kind);
  r.add({
    kind: 'db.schema.drop',
    ...(object ? { object } : {}),
    name,
    cascade,
    undo: kind === 'index' || kind === 'view' ? 'effortful' : 'irreversible',
    span,
  });
}

const droppable: ReadonlySet<string> = new Set<Dropped>([
  'table',
  'schema',
  'database',
  'view',
  'index',
  'function',
  'type',
  'sequence',
  'trigger',
  'policy',
  'stream',
]);

function droppedObject(kind: ObjectKind): Dropped | undefined {
  return droppable.has(kind) ? (kind as Dropped) : undefined;
}

/** The words that say what is dropped, as long as they are a kind of object in some dialect. */
export function readObjectKind(r: Reader): ObjectKind {
  for (const length of [3, 2, 1]) {
    const words = Array.from({ length }, (_, ahead) => r.peek(ahead));
    if (words.some((token) => token.type !== 'word')) continue;
    const kind = objectKinds.get(words.map((token) => token.text).join(' '));
    if (kind === undefined) continue;
    r.index += length;
    return kind;
  }
  return r.fail();
}

function readNames(r: Reader, kind: ObjectKind): readonly Text[] {
  if (kind === 'cast' || kind === 'operator') {
    passRest(r);
    return [UNKNOWN];
  }
  return r.commaList(() => readName(r, kind));
}

function readName(r: Reader, kind: ObjectKind): Text {
  const { name } = readLooseName(r);
  if (r.isType('(')) r.skipGroup();
  if (kind === 'role' && r.isType('param')) r.advance();
  if (r.accept('on')) readOwner(r);
  if (r.accept('using')) r.advance();
  return name;
}

/** `DROP TRIGGER x ON t`, `DROP INDEX x ON t`, T-SQL's `ON ALL SERVER`. */
function readOwner(r: Reader): void {
  if (r.accept('all', 'server') || r.accept('database')) return;
  if (!isNameToken(r.current, r.dialect)) r.fail();
  readLooseName(r);
}

const trailing = new Set('restrict purge force local online algorithm lock with cascade constraints'.split(' '));

function readOptions(r: Reader): boolean {
  let cascade = false;
  while (r.isOneOf(trailing)) {
    cascade ||= r.isWord('cascade');
    r.advance();
    if (r.isType('(')) r.skipGroup();
    else if (r.acceptOp('=')) r.advance();
  }
  return cascade;
}

/** Everything a role owns goes, whatever it is. */
function dropOwned(r: Reader, start: number): void {
  const roles = r.commaList(() => readLooseName(r).name);
  const cascade = readOptions(r);
  const span = r.spanFrom(start);
  for (const grantee of roles) {
    r.add({ kind: 'db.schema.drop', name: UNKNOWN, cascade, extent: 'unbounded', undo: 'irreversible', span });
    r.add({ kind: 'db.grant', op: 'revoke', object: UNKNOWN, grantee, span });
  }
}
