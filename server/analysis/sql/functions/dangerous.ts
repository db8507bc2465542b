/** Functions that do more than compute: files, programs, other servers, the server itself. */
import type { EffectDraftOf } from '../../../effects/effect';

type Exec = NonNullable<EffectDraftOf<'db.exec'>['what']>;
type Admin = NonNullable<EffectDraftOf<'db.admin'>['op']>;

export type Danger =
  | { readonly type: 'exec'; readonly what: Exec }
  | { readonly type: 'admin'; readonly op: Admin }
  /** An argument is SQL; `elsewhere` when it runs on another server. */
  | { readonly type: 'sql'; readonly elsewhere: boolean }
  | { readonly type: 'setting' }
  | { readonly type: 'sequence' }
  | { readonly type: 'large-object' }
  /** DuckDB reads the file its argument names, on the client's machine. */
  | { readonly type: 'reads-file' };

const fileIo: Danger = { type: 'exec', what: 'file-io' };
const program: Danger = { type: 'exec', what: 'os-program' };
const replication: Danger = { type: 'admin', op: 'replication' };
const config: Danger = { type: 'admin', op: 'config' };
const kill: Danger = { type: 'admin', op: 'kill-session' };
const sql: Danger = { type: 'sql', elsewhere: false };
const remoteSql: Danger = { type: 'sql', elsewhere: true };

const readsFile: Danger = { type: 'reads-file' };

const dangers: Readonly<Record<string, Danger>> = {
  pg_read_file: fileIo,
  pg_read_binary_file: fileIo,
  pg_stat_file: fileIo,
  pg_ls_dir: fileIo,
  pg_ls_logdir: fileIo,
  pg_ls_waldir: fileIo,
  pg_ls_tmpdir: fileIo,
  pg_ls_archive_statusdir: fileIo,
  pg_file_write: fileIo,
  pg_file_sync: fileIo,
  pg_file_rename: fileIo,
  pg_file_unlink: fileIo,
  pg_logdir_ls: fileIo,
  lo_import: fileIo,
  lo_export: fileIo,
  load_file: fileIo,
  readfile: fileIo,
  writefile: fileIo,
  fsdir: fileIo,
  edit: program,
  openrowset: fileIo,
  opendatasource: fileIo,
  bfilename: fileIo,
  httpuritype: fileIo,
  read_csv: readsFile,
  read_csv_auto: readsFile,
  read_parquet: readsFile,
  parquet_scan: readsFile,
  read_json: readsFile,
  read_json_auto: readsFile,
  read_ndjson: readsFile,
  read_text: readsFile,
  read_blob: readsFile,
  sys_exec: program,
  sys_eval: program,
  sys_get: program,
  sys_set: program,
  shell: program,
  load_extension: { type: 'exec', what: 'extension' },
  fts3_tokenizer: { type: 'exec', what: 'extension' },
  dblink: remoteSql,
  dblink_exec: remoteSql,
  dblink_send_query: remoteSql,
  dblink_open: remoteSql,
  dblink_connect: { type: 'exec', what: 'dynamic' },
  openquery: remoteSql,
  external_query: remoteSql,
  query_to_xml: sql,
  query_to_xmlschema: sql,
  query_to_xml_and_xmlschema: sql,
  cursor_to_xml: sql,
  ts_stat: sql,
  xpath_table: sql,
  crosstab: sql,
  connectby: sql,
  set_config: { type: 'setting' },
  setval: { type: 'sequence' },
  lo_unlink: { type: 'large-object' },
  pg_terminate_backend: kill,
  pg_cancel_backend: kill,
  pg_reload_conf: config,
  pg_rotate_logfile: config,
  pg_stat_reset: config,
  pg_stat_reset_shared: config,
  pg_stat_statements_reset: config,
  pg_promote: { type: 'admin', op: 'failover' },
  pg_switch_wal: replication,
  pg_switch_xlog: replication,
  pg_create_restore_point: replication,
  pg_backup_start: replication,
  pg_backup_stop: replication,
  pg_start_backup: replication,
  pg_stop_backup: replication,
  pg_wal_replay_pause: replication,
  pg_wal_replay_resume: replication,
  pg_create_physical_replication_slot: replication,
  pg_create_logical_replication_slot: replication,
  pg_copy_logical_replication_slot: replication,
  pg_copy_physical_replication_slot: replication,
  pg_drop_replication_slot: replication,
  pg_replication_slot_advance: replication,
  pg_replication_origin_create: replication,
  pg_replication_origin_drop: replication,
  pg_logical_slot_get_changes: replication,
  pg_logical_emit_message: replication,
  system$cancel_query: kill,
  system$abort_session: kill,
};

export function dangerOf(name: string, schema: string | undefined): Danger | undefined {
  if (schema !== undefined && dangerousPackages.test(schema)) return schema === 'utl_file' ? fileIo : program;
  return Object.hasOwn(dangers, name) ? dangers[name] : name.startsWith('xp_') ? program : undefined;
}

const dangerousPackages = /^(utl_(file|http|tcp|smtp|inaddr)|dbms_(scheduler|job|java|xslprocessor|advisor|ldap))$/;
