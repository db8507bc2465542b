/** Statements that govern the server, its sessions and its storage. */
import type { EffectDraftOf } from '../../../effects/effect';
import { UNKNOWN } from '../../../effects/value';
import { readIdentifier, readLooseName } from '../names';
import { readTableReference } from '../read-from';
import type { Reader } from '../reader';
import { readObjectKind } from './drop';
import { passRest } from './pass';
import type { StatementReader } from './verb';

type Op = NonNullable<EffectDraftOf<'db.admin'>['op']>;

function admin(op: Op): StatementReader {
  return (r) => {
    const start = r.index;
    r.advance();
    passRest(r);
    r.add({ kind: 'db.admin', op, span: r.spanFrom(start) });
  };
}

/** Not of PostgreSQL. */
function elsewhere(reader: StatementReader): StatementReader {
  return (r) => (r.dialect.postgresGrammar ? r.fail() : reader(r));
}

export const administrative: Readonly<Record<string, StatementReader>> = {
  vacuum: readVacuum,
  analyze: readAnalyze,
  analyse: readAnalyze,
  reindex: admin('vacuum'),
  cluster: admin('vacuum'),
  optimize: elsewhere(admin('vacuum')),
  repair: elsewhere(admin('vacuum')),
  checkpoint: admin('vacuum'),
  lock: admin('lock'),
  unlock: elsewhere(passStatement),
  refresh: readRefresh,
  kill: elsewhere(admin('kill-session')),
  shutdown: elsewhere(admin('shutdown')),
  restart: elsewhere(admin('shutdown')),
  startup: elsewhere(admin('config')),
  stop: elsewhere(admin('replication')),
  change: elsewhere(admin('replication')),
  reconfigure: elsewhere(admin('config')),
  dbcc: elsewhere(admin('debug')),
  flush: elsewhere(readFlush),
  purge: elsewhere(readPurge),
  backup: elsewhere(readBackup),
  restore: elsewhere(admin('restore')),
  install: elsewhere(readInstall),
  uninstall: elsewhere(readInstall),
  rename: elsewhere(readRename),
  comment: readComment,
  security: readSecurityLabel,
  import: readImport,
  export: elsewhere(readExport),
  undrop: elsewhere(passStatement),
  discard: readDiscard,
  attach: elsewhere(readAttach),
  detach: elsewhere(passStatement),
  pragma: elsewhere(readPragma),
  put: elsewhere(readPut),
  get: elsewhere(passStatement),
  remove: elsewhere(readRemove),
  rm: elsewhere(readRemove),
  bulk: elsewhere(readBulkInsert),
  disable: elsewhere(readDisableTrigger),
  enable: elsewhere(passStatement),
  xa: elsewhere(passStatement),
  cache: elsewhere(passStatement),
  binlog: elsewhere((r) => exec(r, 'dynamic')),
  handler: elsewhere((r) => exec(r, 'dynamic')),
  assert: elsewhere(passStatement),
};

function passStatement(r: Reader): void {
  r.advance();
  passRest(r);
}

function exec(r: Reader, what: 'dynamic'): void {
  const start = r.index;
  const name = r.advance().text;
  passRest(r);
  r.add({ kind: 'db.exec', what, name, span: r.spanFrom(start) });
}

/** Plain VACUUM and ANALYZE only tidy; FULL rewrites and locks. */
function readVacuum(r: Reader): void {
  const start = r.index;
  r.expect('vacuum');
  const from = r.index;
  if (r.dialect.postgresGrammar) readMaintained(r);
  else passRest(r);
  const words = r.tokens.slice(from, r.index);
  const into = words.findIndex((token) => token.type === 'word' && token.text === 'into');
  const span = r.spanFrom(start);
  if (into >= 0) {
    const file = words[into + 1];
    r.add({ kind: 'db.export', to: 'file', span });
    r.add({ kind: 'fs.write', path: file?.type === 'string' ? file.text : UNKNOWN, mode: 'create', span });
  } else if (words.some((token) => token.text === 'full')) r.add({ kind: 'db.admin', op: 'vacuum', span });
}

function readAnalyze(r: Reader): void {
  r.advance();
  if (r.dialect.postgresGrammar) readMaintained(r);
  else passRest(r);
}

const maintenanceWords = ['full', 'freeze', 'verbose', 'analyze', 'analyse'];

/** `VERBOSE a, b (c)`, `(FULL, ANALYZE) a`. */
function readMaintained(r: Reader): void {
  if (r.isType('(')) r.skipGroup();
  else while (r.isOneOf(maintenanceWords)) r.advance();
  if (r.atEnd || r.isType(';')) return;
  r.commaList(() => {
    readTableReference(r);
    if (r.isType('(')) r.parenthesised(() => r.commaList(() => readIdentifier(r)));
  });
}

function readDiscard(r: Reader): void {
  r.expect('discard');
  if (!r.isOneOf(['all', 'plans', 'sequences', 'temp', 'temporary', 'tablespace'])) r.fail();
  passRest(r);
}

function readRefresh(r: Reader): void {
  const start = r.index;
  r.expect('refresh');
  const view = r.accept('materialized', 'view') || (!r.dialect.postgresGrammar && r.accept('table'));
  if (!view) {
    if (r.dialect.postgresGrammar) r.fail();
    passRest(r);
    return;
  }
  r.accept('concurrently');
  const { name } = readLooseName(r);
  passRest(r);
  r.add({
    kind: 'db.schema.alter',
    object: 'view',
    name,
    change: 'other',
    lossy: 'no',
    undo: 'recoverable',
    span: r.spanFrom(start),
  });
}

function readFlush(r: Reader): void {
  const start = r.index;
  r.expect('flush');
  const locks = r.isWord('tables') && r.tokens.slice(r.index).some((token) => token.text === 'lock');
  passRest(r);
  r.add({ kind: 'db.admin', op: locks ? 'lock' : 'config', span: r.spanFrom(start) });
}

/** MySQL's `PURGE BINARY LOGS`; Oracle's `PURGE TABLE t`, `PURGE RECYCLEBIN`. */
function readPurge(r: Reader): void {
  const start = r.index;
  r.expect('purge');
  const logs = r.isOneOf(['binary', 'master']);
  passRest(r);
  const span = r.spanFrom(start);
  if (logs) r.add({ kind: 'db.admin', op: 'reset-log', span });
  r.add({ kind: 'recovery.destroy', what: logs ? 'pitr' : 'trash', resource: UNKNOWN, undo: 'irreversible', span });
}

function readBackup(r: Reader): void {
  const start = r.index;
  r.expect('backup');
  passRest(r);
  r.add({ kind: 'db.export', to: 'file', span: r.spanFrom(start) });
}

function readInstall(r: Reader): void {
  const start = r.index;
  r.advance();
  r.accept('plugin') || r.accept('component') || r.accept('soname');
  const name = r.isType('word') || r.isType('name') || r.isType('string') ? r.advance().text : UNKNOWN;
  passRest(r);
  r.add({ kind: 'db.exec', what: 'extension', name, span: r.spanFrom(start) });
}

/** MySQL's `RENAME TABLE a TO b, c TO d`. */
function readRename(r: Reader): void {
  const start = r.index;
  r.expect('rename');
  if (r.accept('user')) {
    passRest(r);
    r.add({ kind: 'db.grant', op: 'alter-role', object: 'role', grantee: UNKNOWN, span: r.spanFrom(start) });
    return;
  }
  r.accept('table') || r.accept('tables') || r.accept('view');
  r.commaList(() => {
    const { name } = readLooseName(r);
    r.expect('to');
    readLooseName(r);
    r.add({
      kind: 'db.schema.alter',
      object: 'table',
      name,
      column: '',
      change: 'rename',
      lossy: 'no',
      undo: 'recoverable',
      span: r.spanFrom(start),
    });
  });
}

function readComment(r: Reader): void {
  const start = r.index;
  r.expect('comment');
  r.accept('if', 'exists');
  r.expect('on');
  const commented = readCommented(r);
  passRest(r);
  r.add({
    kind: 'db.schema.alter',
    ...commented,
    change: 'other',
    lossy: 'no',
    undo: 'trivial',
    span: r.spanFrom(start),
  });
}

const namedAlone = ['table', 'foreign', 'view', 'materialized', 'schema', 'database', 'function', 'procedure'];

/** What a comment is on, where a single name says it. */
function readCommented(r: Reader): Pick<EffectDraftOf<'db.schema.alter'>, 'object' | 'name' | 'column'> {
  if (r.accept('column')) {
    const parts = [readIdentifier(r)];
    while (r.acceptType('.')) parts.push(readIdentifier(r));
    const table = parts.slice(-3, -1);
    const known = table.length > 0 && !table.includes(UNKNOWN);
    return { object: 'table', name: known ? table.join('.') : UNKNOWN, column: parts.at(-1) ?? UNKNOWN };
  }
  const kind = r.isOneOf(namedAlone) ? readObjectKind(r) : undefined;
  if (kind !== 'table' && kind !== 'view' && kind !== 'schema' && kind !== 'database' && kind !== 'function')
    return { name: UNKNOWN };
  return { object: kind, name: readLooseName(r).name, column: '' };
}

function readSecurityLabel(r: Reader): void {
  const start = r.index;
  r.expect('security', 'label');
  passRest(r);
  r.add({
    kind: 'db.schema.alter',
    object: 'policy',
    name: UNKNOWN,
    change: 'other',
    lossy: 'no',
    span: r.spanFrom(start),
  });
}

function readImport(r: Reader): void {
  const start = r.index;
  r.expect('import');
  if (r.accept('foreign', 'schema')) {
    passRest(r);
    r.add({ kind: 'db.schema.create', object: 'foreign table', name: UNKNOWN, span: r.spanFrom(start) });
    return;
  }
  if (r.dialect.postgresGrammar) r.fail();
  passRest(r);
  r.add({ kind: 'db.admin', op: 'restore', span: r.spanFrom(start) });
}

/** BigQuery's `EXPORT DATA OPTIONS (…) AS SELECT`, DuckDB's `EXPORT DATABASE`. */
function readExport(r: Reader): void {
  const start = r.index;
  r.expect('export');
  const bucket = r.isWord('data');
  passRest(r);
  r.add({ kind: 'db.export', to: bucket ? 'bucket' : 'file', span: r.spanFrom(start) });
}

/** SQLite opens (and creates) another file as part of the database. */
function readAttach(r: Reader): void {
  const start = r.index;
  r.expect('attach');
  passRest(r);
  r.add({ kind: 'db.exec', what: 'file-io', name: 'attach', span: r.spanFrom(start) });
}

const readingPragmas =
  /^(table_|index_|foreign_key_|database_list|function_list|compile_options|collation_list|module_list|pragma_list|integrity_check|quick_check|freelist_count|page_count|data_version|optimize|show_tables|version|database_size|storage_info|stats$)/;
const dangerousPragmas = new Set('writable_schema trusted_schema key rekey hexkey'.split(' '));

/** `PRAGMA x` and `PRAGMA x(y)` mostly read; `PRAGMA x = y` sets something of the session or the file. */
function readPragma(r: Reader): void {
  const start = r.index;
  r.expect('pragma');
  let name = r.advance().text.toLowerCase();
  if (r.acceptType('.')) name = r.advance().text.toLowerCase();
  const sets = r.isOp('=') || (r.isType('(') && !readingPragmas.test(name));
  passRest(r);
  const span = r.spanFrom(start);
  if (dangerousPragmas.has(name) && sets) r.add({ kind: 'db.admin', op: 'config', span });
}

function readPut(r: Reader): void {
  const start = r.index;
  r.expect('put');
  passRest(r);
  r.add({ kind: 'net.upload', source: 'file', channel: 'bucket', span: r.spanFrom(start) });
}

function readRemove(r: Reader): void {
  const start = r.index;
  r.advance();
  passRest(r);
  r.add({
    kind: 'db.rows.delete',
    table: UNKNOWN,
    where: 'other',
    method: 'purge',
    undo: 'irreversible',
    span: r.spanFrom(start),
  });
}

function readBulkInsert(r: Reader): void {
  const start = r.index;
  r.expect('bulk', 'insert');
  const { name } = readLooseName(r);
  passRest(r);
  const span = r.spanFrom(start);
  r.add({
    kind: 'db.rows.insert',
    table: name,
    column: '*',
    upsert: false,
    extent: 'unbounded',
    undo: 'recoverable',
    span,
  });
  r.add({ kind: 'db.exec', what: 'file-io', name: 'bulk insert', span });
}

/** T-SQL's `DISABLE TRIGGER x ON t`. */
function readDisableTrigger(r: Reader): void {
  const start = r.index;
  r.expect('disable', 'trigger');
  passRest(r);
  r.add({
    kind: 'db.schema.alter',
    object: 'trigger',
    name: UNKNOWN,
    change: 'disable-trigger',
    lossy: 'no',
    span: r.spanFrom(start),
  });
}
