/** Procedures that come with the server, by what they do. */
import type { Span } from '../../../effects/effect';
import { UNKNOWN } from '../../../effects/value';
import type { Expression } from '../expression';
import type { Reader } from '../reader';
import { runText } from './dynamic-text';

/** States what a known procedure does; false when it is not known. */
export function knownProcedure(r: Reader, name: string, args: readonly Expression[], span: Span): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (looking.has(last)) return true;
  if (last === 'sp_executesql' || last === 'sp_execute_external_script' || last === 'sp_sqlexec') {
    executesText(r, args[0], span);
    return true;
  }
  if (last === 'sp_rename') {
    r.add({
      kind: 'db.schema.alter',
      object: 'table',
      name: literal(args[0]),
      column: '',
      change: 'rename',
      lossy: 'no',
      span,
    });
    return true;
  }
  if (roleProcedures.test(last)) {
    const superuser = args.some((arg) => /sysadmin|db_owner|securityadmin/i.test(String(literal(arg))));
    r.add({
      kind: 'db.grant',
      op: superuser ? 'superuser' : 'grant',
      object: 'role',
      grantee: literal(last === 'sp_addrolemember' || last === 'sp_droprolemember' ? args[1] : args[0]),
      span,
    });
    return true;
  }
  if (last === 'sp_configure') {
    r.add({ kind: 'db.admin', op: 'config', span });
    return true;
  }
  return dangerousProcedure(r, name, last, span);
}

function dangerousProcedure(r: Reader, name: string, last: string, span: Span): boolean {
  if (
    /^(xp_cmdshell|sp_oacreate|sp_oamethod|xp_regwrite|xp_regdelete\w*|xp_startmail)$/.test(last) ||
    name.startsWith('dbms_scheduler.')
  ) {
    r.add({ kind: 'db.exec', what: 'os-program', name, span });
    return true;
  }
  if (
    /^(xp_dirtree|xp_fileexist|xp_subdirs|xp_delete_files?|xp_copy_files?|xp_regread)$/.test(last) ||
    name.startsWith('utl_file.')
  ) {
    r.add({ kind: 'db.exec', what: 'file-io', name, span });
    return true;
  }
  return false;
}

function executesText(r: Reader, text: Expression | undefined, span: Span): void {
  r.add({ kind: 'db.exec', what: 'dynamic', name: 'sp_executesql', span });
  const known = text && runText(text, r.variables);
  if (known !== undefined) r.nested.push({ text: known, span, elsewhere: false });
}

function literal(expression: Expression | undefined): string | null {
  return expression?.type === 'constant' && typeof expression.value === 'string' ? expression.value : UNKNOWN;
}

const roleProcedures =
  /^(sp_addrolemember|sp_addsrvrolemember|sp_addlogin|sp_adduser|sp_grantdbaccess|sp_grantlogin|sp_droprolemember|sp_password)$/;

const looking = new Set(
  `sp_help sp_helptext sp_helpindex sp_helpdb sp_helpconstraint sp_columns sp_tables sp_who sp_who2 sp_lock sp_spaceused
  sp_depends sp_databases sp_pkeys sp_fkeys sp_statistics sp_stored_procedures sp_server_info sp_describe_first_result_set
  sp_helprole sp_helprolemember sp_helpuser sp_helplogins sp_monitor`.split(/\s+/),
);
