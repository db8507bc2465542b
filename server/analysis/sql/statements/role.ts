/** CREATE and ALTER of roles, users and logins. */
import type { EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { isNameToken, readLooseName } from '../names';
import type { Reader } from '../reader';
import { passRest } from './pass';

type Op = NonNullable<EffectDraftOf<'db.grant'>['op']>;

export function readCreateRole(r: Reader, start: number): void {
  readRole(r, 'create-role', start);
}

export function readAlterRole(r: Reader, start: number): void {
  readRole(r, 'alter-role', start);
}

function readRole(r: Reader, op: Op, start: number): void {
  r.accept('if', 'not', 'exists') || r.accept('if', 'exists');
  const grantee = readRoleName(r);
  const first = r.index;
  passRest(r);
  const words = r.tokens.slice(first, r.index).map((token) => (token.type === 'word' ? token.text : ''));
  const span = r.spanFrom(start);
  const state = (granted: Op) => r.add({ kind: 'db.grant', op: granted, object: 'role', grantee, span });
  if (words.includes('superuser') || isAdministrator(words)) state('superuser');
  else if (words.includes('bypassrls')) state('bypass-rls');
  else if (op === 'alter-role' && changesPassword(words)) state('password');
  else state(op);
}

const administrators = new Set('sysadmin securityadmin accountadmin dba rds_superuser'.split(' '));

function isAdministrator(words: readonly string[]): boolean {
  return words.some((word) => administrators.has(word));
}

function changesPassword(words: readonly string[]): boolean {
  return words.includes('password') || words.includes('identified');
}

/** MySQL writes `'user'@'host'`. */
export function readRoleName(r: Reader): Text {
  if (r.isType('param')) {
    r.advance();
    return UNKNOWN;
  }
  if (!r.isType('string') && !isNameToken(r.current, r.dialect) && !r.isType('word')) r.fail();
  const { name } = r.isType('word') ? { name: r.advance().text } : readLooseName(r);
  readHost(r);
  return name;
}

function readHost(r: Reader): void {
  if (r.isType('param')) r.advance();
  else if (r.acceptOp('@')) r.advance();
}
