/** ALTER of anything. */
import type { EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { readLooseName } from '../names';
import { readTableReference } from '../read-from';
import type { Reader } from '../reader';
import { readAlterActions } from './alter-action';
import { readObjectKind } from './drop';
import { readDefaultPrivileges } from './grant';
import type { ObjectKind } from './object-kind';
import { passRest } from './pass';
import { readAlterRole } from './role';
import { readSetting } from './settings';

type Altered = NonNullable<EffectDraftOf<'db.schema.alter'>['object']>;

export function readAlter(r: Reader): void {
  const start = r.index;
  r.expect('alter');
  if (r.accept('system')) readAlterSystem(r, start);
  else if (r.accept('session')) readAlterSession(r);
  else if (r.accept('default', 'privileges')) readDefaultPrivileges(r, start);
  else if (r.accept('authorization')) {
    passRest(r);
    r.add({ kind: 'db.grant', op: 'grant', object: 'authorization', grantee: UNKNOWN, span: r.spanFrom(start) });
  } else readAlterObject(r, start);
}

/** `ALTER SYSTEM SET x = y`; Oracle's `ALTER SYSTEM KILL SESSION`. */
function readAlterSystem(r: Reader, start: number): void {
  const kill = r.isWord('kill') || r.isWord('disconnect');
  passRest(r);
  r.add({ kind: 'db.admin', op: kill ? 'kill-session' : 'config', span: r.spanFrom(start) });
}

function readAlterSession(r: Reader): void {
  if (r.accept('set')) readSetting(r);
  passRest(r);
}

function readAlterObject(r: Reader, start: number): void {
  r.accept('online') || r.accept('offline') || r.accept('ignore');
  const kind = readObjectKind(r);
  if (kind === 'role') {
    readAlterRole(r, start);
    return;
  }
  r.accept('if', 'exists');
  if (kind === 'table') {
    readAlterTable(r, start);
    return;
  }
  if (r.accept('all', 'in', 'tablespace')) {
    passRest(r);
    alters(r, kind, UNKNOWN, 'other', start);
    return;
  }
  const name = kind === 'cast' || kind === 'operator' || kind === 'user-mapping' ? UNKNOWN : readLooseName(r).name;
  if (r.isType('(')) r.skipGroup();
  const change = changeOf(r, kind);
  passRest(r);
  alters(r, kind, name, change, start);
  foreignLink(r, start);
}

/** A subscription or a foreign server is a door to another database. */
export function foreignLink(r: Reader, start: number): void {
  const noun = r.tokens.slice(start, start + 3).find((token) => links.has(token.text));
  if (noun === undefined) return;
  const op = noun.text === 'subscription' || noun.text === 'publication' ? 'replication' : 'config';
  const span = r.spanFrom(start);
  r.add({ kind: 'db.admin', op, span });
  const host = hostIn(r, start);
  if (host !== undefined) r.add({ kind: 'net.connect', purpose: 'db', host, span });
}

/** `OPTIONS (SET host 'x')`, `CONNECTION 'host=x …'`. */
function hostIn(r: Reader, start: number): Text | undefined {
  for (let index = start; index < r.index; index++) {
    const next = r.tokens[index + 1];
    const word = r.tokens[index]?.text;
    if (next?.type !== 'string' || (word !== 'host' && word !== 'connection')) continue;
    if (word === 'host') return next.text;
    return /\bhost\s*=\s*([\w.:-]+)/.exec(next.text)?.[1] ?? UNKNOWN;
  }
  return undefined;
}

const links = new Set(['subscription', 'publication', 'server', 'mapping']);

function readAlterTable(r: Reader, start: number): void {
  if (r.accept('all', 'in', 'tablespace')) {
    passRest(r);
    alters(r, 'table', UNKNOWN, 'other', start);
    return;
  }
  const { name } = readTableReference(r);
  readAlterActions(r, name, start);
}

function changeOf(r: Reader, kind: ObjectKind): EffectDraftOf<'db.schema.alter'>['change'] {
  if (r.accept('on')) readTableReference(r);
  if (r.isWord('rename')) return 'rename';
  if (r.isSequence('owner', 'to')) return 'owner';
  if (kind === 'trigger' && r.isWord('disable')) return 'disable-trigger';
  if (r.isWord('drop')) return r.isOneOf(['constraint'], 1) ? 'drop-constraint' : 'other';
  return r.isWord('add') && kind === 'type' && r.isWord('constraint', 1) ? 'add-constraint' : 'other';
}

const alterable: ReadonlySet<string> = new Set<Altered>([
  'table',
  'view',
  'index',
  'type',
  'sequence',
  'schema',
  'policy',
  'trigger',
  'function',
  'database',
]);

export function alters(
  r: Reader,
  kind: ObjectKind,
  name: Text,
  change: EffectDraftOf<'db.schema.alter'>['change'],
  start: number,
): void {
  r.add({
    kind: 'db.schema.alter',
    ...(alterable.has(kind) ? { object: kind as Altered } : {}),
    name,
    change: change ?? 'other',
    lossy: 'no',
    undo: 'recoverable',
    span: r.spanFrom(start),
  });
}
