/** GRANT, REVOKE, DENY, REASSIGN OWNED. */
import type { EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import type { Reader } from '../reader';
import { passRest } from './pass';
import { readRoleName } from './role';

type Op = NonNullable<EffectDraftOf<'db.grant'>['op']>;

export function readGrant(r: Reader): void {
  const start = r.index;
  r.expect('grant');
  readPrivileges(r, 'grant', start);
}

export function readRevoke(r: Reader): void {
  const start = r.index;
  r.expect('revoke');
  readPrivileges(r, 'revoke', start);
}

export function readDeny(r: Reader): void {
  const start = r.index;
  r.expect('deny');
  readPrivileges(r, 'revoke', start);
}

/** `ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT …`. */
export function readDefaultPrivileges(r: Reader, start: number): void {
  while (!r.atEnd && !r.isOneOf(['grant', 'revoke'])) r.advance();
  const op = r.isWord('grant') ? 'grant' : 'revoke';
  r.advance();
  readPrivileges(r, op, start);
}

export function readReassign(r: Reader): void {
  const start = r.index;
  r.expect('reassign', 'owned', 'by');
  while (!r.atEnd && !r.isWord('to')) r.advance();
  r.expect('to');
  const grantee = readRoleName(r);
  r.add({
    kind: 'db.grant',
    op: 'grant',
    object: 'owned objects',
    grantee,
    extent: 'unbounded',
    span: r.spanFrom(start),
  });
}

/** `SELECT, UPDATE (a) ON TABLE t TO bob`, `admin TO bob`. */
function readPrivileges(r: Reader, op: 'grant' | 'revoke', start: number): void {
  const privileges = readUntil(r, ['on', 'to', 'from']);
  if (privileges.length === 0) r.fail();
  const object = r.accept('on') ? readObject(r) : privileges.join(' ');
  if (!r.accept('to') && !r.accept('from')) r.fail();
  const grantees = r.commaList(() => readGrantee(r));
  const span = r.spanFrom(start);
  passRest(r);
  for (const grantee of grantees) r.add({ kind: 'db.grant', op: opOf(op, privileges, object), object, grantee, span });
}

const administrators = new Set(
  'rds_superuser cloudsqlsuperuser azure_pg_admin pg_execute_server_program pg_write_server_files pg_read_server_files super sysadmin dba accountadmin securityadmin'.split(
    ' ',
  ),
);

function opOf(op: 'grant' | 'revoke', privileges: readonly string[], object: Text): Op {
  if (op === 'revoke') return op;
  if (privileges.some((privilege) => administrators.has(privilege))) return 'superuser';
  return privileges[0] === 'all' && object === '*.*' ? 'superuser' : op;
}

function readUntil(r: Reader, words: readonly string[]): readonly string[] {
  const found: string[] = [];
  while (!r.atEnd && !r.isOneOf(words) && !r.isType(';')) {
    if (r.isType('(')) r.skipGroup();
    else if (r.isType('bad')) r.fail();
    else {
      const token = r.advance();
      if (token.type !== ',') found.push(token.text);
    }
  }
  return found;
}

const objectWords = new Set(
  'table sequence database schema function procedure routine type domain language tablespace foreign data wrapper server large object parameter all tables sequences functions procedures routines in view warehouse'.split(
    ' ',
  ),
);

/** The name of the object; for several, or for all of a schema, what the statement says. */
function readObject(r: Reader): Text {
  while (r.isOneOf(objectWords) && r.peek().type !== '.' && !r.isOneOf(['to', 'from'], 1) && r.peek().type !== ',')
    r.advance();
  if (r.isType('op') && r.current.text === '::') r.advance();
  const start = r.current.start;
  const hadHole = r.sawHole;
  r.sawHole = false;
  readUntil(r, ['to', 'from']);
  const known = !r.sawHole;
  r.sawHole ||= hadHole;
  const end = r.previous?.end ?? start;
  return known ? r.text.slice(start, end).replace(/["`[\]]/g, '') : UNKNOWN;
}

function readGrantee(r: Reader): Text {
  r.accept('group') || r.accept('user') || r.accept('role') || r.accept('share') || r.accept('database', 'role');
  return readRoleName(r);
}
