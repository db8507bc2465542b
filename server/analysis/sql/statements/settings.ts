/** SET and RESET: most settings are the session's own business; some switch protections off. */
import type { Span } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { readIdentifier } from '../names';
import { readExpression } from '../read-expression';
import { startsQuery } from '../read-query';
import type { Reader } from '../reader';
import { remember } from './dynamic-text';
import { readRoleName } from './role';

export function readSet(r: Reader): void {
  const start = r.index;
  r.expect('set');
  if (readSpecialSet(r, start)) return;
  const wide = r.isOneOf(['global', 'persist', 'persist_only']) && r.peek().type !== 'op';
  if (wide) r.advance();
  const local = !wide && !r.accept('session') && r.accept('local');
  if (!wide && readSpecialSet(r, start)) return;
  readSetting(r);
  if (local && r.searchPath) r.searchPath = { ...r.searchPath, unsure: true };
  while (r.acceptType(',')) {
    r.accept('global') || r.accept('session') || r.accept('local');
    readSetting(r);
  }
  if (wide || isGlobalVariable(r, start)) r.add({ kind: 'db.admin', op: 'config', span: r.spanFrom(start) });
}

function isGlobalVariable(r: Reader, start: number): boolean {
  return r.tokens
    .slice(start, r.index)
    .some((token) => token.type === 'param' && /^@@(global|persist)\./i.test(token.text));
}

export function readReset(r: Reader): void {
  const start = r.index;
  r.expect('reset');
  if (!r.dialect.postgresGrammar && r.isOneOf(['master', 'slave', 'replica', 'binary', 'query'])) {
    while (!r.atEnd && !r.isType(';')) r.advance();
    r.add({ kind: 'db.admin', op: 'reset-log', span: r.spanFrom(start) });
    return;
  }
  if (r.isWord('all') || r.isWord('search_path')) r.searchPath = { unsure: false };
  if (r.accept('all') || r.accept('role') || r.accept('session', 'authorization') || r.accept('time', 'zone')) return;
  if (r.accept('transaction', 'isolation', 'level')) return;
  readSettingName(r);
}

/** Forms of SET that assign no setting. */
function readSpecialSet(r: Reader, start: number): boolean {
  if (r.accept('role') || r.accept('session', 'authorization')) {
    readSetRole(r, start);
    return true;
  }
  if (r.isWord('password') && (r.peek().type === 'op' || r.isWord('for', 1) || r.isWord('to', 1))) {
    readSetPassword(r, start);
    return true;
  }
  if (r.accept('transaction') || r.accept('characteristics', 'as', 'transaction')) {
    readTransactionModes(r);
    return true;
  }
  if (r.accept('time', 'zone') || r.accept('names') || r.accept('character', 'set') || r.accept('charset')) {
    readValue(r);
    if (!r.dialect.postgresGrammar && r.accept('collate')) r.advance();
    return true;
  }
  if (r.accept('constraints')) {
    if (!r.accept('all')) r.commaList(() => readSettingName(r));
    if (!r.accept('deferred')) r.expect('immediate');
    return true;
  }
  if (r.accept('xml', 'option')) {
    if (!r.accept('document')) r.expect('content');
    return true;
  }
  return !r.dialect.postgresGrammar && readSwitch(r);
}

const switches = new Set(
  `nocount xact_abort ansi_nulls quoted_identifier ansi_padding ansi_warnings arithabort concat_null_yields_null
  numeric_roundabort identity_insert noexec parseonly showplan_all showplan_text showplan_xml statistics rowcount
  textsize lock_timeout deadlock_priority dateformat datefirst language implicit_transactions fmtonly cursor_close_on_commit
  query_governor_cost_limit ansi_null_dflt_on ansi_defaults offsets remote_proc_transactions forceplan context_info`.split(
    /\s+/,
  ),
);

/** T-SQL's `SET NOCOUNT ON`, `SET IDENTITY_INSERT t ON`, `SET ROWCOUNT 10`. */
function readSwitch(r: Reader): boolean {
  if (!r.isOneOf(switches) || r.peek().type === 'op') return false;
  r.advance();
  while (r.acceptType(',')) r.advance();
  while (
    !r.atEnd &&
    !r.isType(';') &&
    !r.isOneOf(['on', 'off']) &&
    (r.isType('word') || r.isType('name') || r.isType('.'))
  )
    r.advance();
  if (r.isType('number') || r.isType('param') || r.isType('string')) r.advance();
  else if (!r.accept('on')) r.expect('off');
  return true;
}

function readSetRole(r: Reader, start: number): void {
  r.accept('to') || r.acceptOp('=');
  if (r.accept('none') || r.accept('default')) return;
  const grantee = readRoleName(r);
  r.add({ kind: 'db.grant', op: 'grant', object: 'role', grantee, span: r.spanFrom(start) });
}

function readSetPassword(r: Reader, start: number): void {
  r.expect('password');
  const grantee: Text = r.accept('for') ? readRoleName(r) : UNKNOWN;
  if (!r.acceptOp('=')) r.expect('to');
  if (!r.accept('random')) readExpression(r);
  r.add({ kind: 'db.grant', op: 'password', object: 'role', grantee, span: r.spanFrom(start) });
}

const modeWords = new Set(
  'isolation level read write only committed uncommitted repeatable serializable deferrable not snapshot name with consistent'.split(
    ' ',
  ),
);

export function readTransactionModes(r: Reader): void {
  while (r.isOneOf(modeWords) || r.isType(',')) {
    if (r.accept('snapshot') && r.isType('string')) r.advance();
    else if (r.isOneOf(modeWords) || r.isType(',')) r.advance();
  }
}

/** `name = value`, `name TO value`. */
export function readSetting(r: Reader): void {
  const start = r.index;
  if (r.isType('param') && !r.current.text.startsWith('@@') && isAssigned(r)) {
    const variable = r.advance().text.toLowerCase();
    r.advance();
    remember(r.variables, variable, readExpression(r));
    return;
  }
  const name = readSettingName(r);
  if (!r.acceptOp('=') && !r.acceptOp(':=') && !r.accept('to')) readBareValue(r);
  else if (r.dialect.postgresGrammar && r.accept('from', 'current')) return;
  const from = r.index;
  readValue(r);
  while (r.isType(',') && takesList(r)) readNext(r);
  const value = r.tokens
    .slice(from, r.index)
    .map((token) => token.text)
    .join(' ');
  settingEffects(r, name, value, r.spanFrom(start));
}

function isAssigned(r: Reader): boolean {
  const next = r.peek();
  return next.type === 'op' && (next.text === '=' || next.text === ':=') && !startsQuery(r, 2);
}

/** PostgreSQL's settings may be lists; elsewhere a comma opens the next setting. */
function takesList(r: Reader): boolean {
  if (r.dialect.postgresGrammar) return true;
  return r.dialect.name === 'unknown' && r.peek(2).type !== 'op';
}

function readNext(r: Reader): void {
  r.advance();
  readValue(r);
}

/** DuckDB, Oracle's SQL*Plus and Snowflake write settings in their own ways; PostgreSQL wants a sign. */
function readBareValue(r: Reader): void {
  if (r.dialect.postgresGrammar || r.atEnd) r.fail();
}

function readSettingName(r: Reader): string {
  if (r.isType('param') && !r.dialect.postgresGrammar) {
    const name = r.advance().text.replace(/^@@(session\.|local\.|global\.|persist\.)?/i, '');
    return name.toLowerCase();
  }
  const parts = [readIdentifier(r)];
  while (r.acceptType('.')) parts.push(readIdentifier(r));
  return parts.includes(UNKNOWN) ? r.fail() : parts.join('.');
}

const bareValues = new Set('on off default true false none local replica origin'.split(' '));

function readValue(r: Reader): void {
  if (r.isOneOf(bareValues)) {
    r.advance();
    return;
  }
  if (r.dialect.postgresGrammar) readPostgresValue(r);
  else if (r.isType('word') && isEnd(r)) r.advance();
  else readExpression(r);
}

function isEnd(r: Reader): boolean {
  const next = r.peek();
  return next.type === 'end' || next.type === ';' || next.type === ',';
}

/** Words, strings and numbers; no expressions. */
function readPostgresValue(r: Reader): void {
  if (r.isOp('-') || r.isOp('+')) {
    r.advance();
    r.expectType('number');
    return;
  }
  if (r.accept('interval')) {
    r.expectType('string');
    r.accept('hour', 'to', 'minute');
    return;
  }
  const { type } = r.current;
  if (
    type !== 'word' &&
    type !== 'name' &&
    type !== 'string' &&
    type !== 'number' &&
    type !== 'param' &&
    type !== 'hole'
  )
    r.fail();
  r.advance();
}

/** What giving a setting a value does beyond the session's own comfort. */
export function settingEffects(r: Reader, name: Text, value: Text, span: Span): void {
  if (name === UNKNOWN) {
    r.add({ kind: 'db.admin', op: 'config', certainty: 'possible', span });
    return;
  }
  const key = String(name).toLowerCase();
  const off = value === UNKNOWN || /^(off|false|0|no|f)$/i.test(String(value));
  if (key === 'session_replication_role' && !/^(origin|default|local)$/i.test(String(value)))
    r.add({
      kind: 'db.schema.alter',
      object: 'trigger',
      name: UNKNOWN,
      change: 'disable-trigger',
      lossy: 'no',
      extent: 'unbounded',
      span,
    });
  else if (key === 'row_security' && off)
    r.add({
      kind: 'db.schema.alter',
      object: 'policy',
      name: UNKNOWN,
      change: 'disable-rls',
      lossy: 'no',
      extent: 'unbounded',
      span,
    });
  else if (key === 'role' || key === 'session_authorization')
    r.add({ kind: 'db.grant', op: 'grant', object: 'role', grantee: value, span });
  else if (key === 'search_path') r.searchPath = { value, unsure: r.inBlock || r.conditional };
  else if (filesOfServer.has(key)) r.add({ kind: 'db.exec', what: 'file-io', name: key, span });
}

const filesOfServer = new Set(
  'general_log_file slow_query_log_file local_preload_libraries session_preload_libraries dynamic_library_path'.split(
    ' ',
  ),
);
