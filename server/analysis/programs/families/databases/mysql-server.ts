/** Programs beside MySQL's server. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';
import { connectionOf } from './connection';

const clientOptions =
  '-h,--host=H -P,--port=P -u,--user=U -p,--password[=PW] -S,--socket=S -f,--force -s,--silent -v,--verbose';

function evidenceOf(call: Call) {
  return connectionOf(call, {
    engine: 'mysql',
    dialect: 'mysql',
    host: ['-h'],
    user: ['-u'],
    variables: ['MYSQL_HOST', 'MYSQL_DATABASE', 'MYSQL_USER'],
    localByDefault: true,
  }).evidence;
}

/** Several commands may follow each other: `mysqladmin status shutdown`. */
function commandEffects(call: Call): EffectDraft[] {
  const common = { engine: 'mysql', evidence: evidenceOf(call) } as const;
  const effects: EffectDraft[] = [];
  for (let at = 0; at < call.operands.length; at++) {
    const verb = call.operand(at) ?? null;
    effects.push(...(effectsOf(verb, call.operand(at + 1) ?? null, common) ?? [opaque(call.invocation)]));
    if (/^(create|drop|kill|password|old-password|debug-level)$/.test(String(verb))) at++;
  }
  return effects;
}

/** `undefined` for a command that is not known. */
function effectsOf(
  verb: Text,
  name: Text,
  common: { readonly engine: 'mysql'; readonly evidence: NonNullable<EffectDraft['evidence']> },
): EffectDraft[] | undefined {
  switch (verb) {
    case 'drop':
      return [{ kind: 'db.schema.drop', ...common, object: 'database', name }];
    case 'create':
      return [{ kind: 'db.schema.create', ...common, object: 'database', name }];
    case 'shutdown':
      return [{ kind: 'db.admin', ...common, op: 'shutdown' }];
    case 'kill':
      return [{ kind: 'db.admin', ...common, op: 'kill-session' }];
    case 'password':
    case 'old-password':
      return [{ kind: 'db.grant', ...common, op: 'password' }];
    case 'start-slave':
    case 'stop-slave':
    case 'start-replica':
    case 'stop-replica':
      return [{ kind: 'db.admin', ...common, op: 'replication' }];
    case 'refresh':
    case 'reload':
    case 'debug':
    case 'debug-level':
      return [{ kind: 'db.admin', ...common, op: 'config' }];
    case 'status':
    case 'extended-status':
    case 'ping':
    case 'processlist':
    case 'variables':
    case 'version':
      return [];
    default:
      return /^flush-/.test(String(verb)) ? [{ kind: 'db.admin', ...common, op: 'config' }] : undefined;
  }
}

export const mysqladmin: ProgramSpec = {
  names: 'mysqladmin mariadb-admin',
  options: `${clientOptions} -i,--sleep=N -c,--count=N -w,--wait[=N] -r,--relative -E,--vertical`,
  does: commandEffects,
  examples: {
    yields: {
      'mysqladmin -h db1 --force drop shop': 'db.schema.drop{object=database,name=shop}',
      'mysqladmin shutdown': 'db.admin{op=shutdown}',
      'mysqladmin -u root -p status shutdown': 'db.admin{op=shutdown}',
      'mysqladmin flush-logs': 'db.admin{op=config}',
      'mysqladmin kill 5': 'db.admin{op=kill-session}',
    },
    inert: ['mysqladmin status', 'mysqladmin -i 5 extended-status', 'mysqladmin ping -h db1'],
  },
};

export const mysqlUpkeep: ProgramSpec = {
  names: 'mysqlcheck mariadb-check mysqlrepair mysqloptimize mysqlanalyze',
  options: `${clientOptions} -A,--all-databases -B,--databases --tables -c,--check -a,--analyze -o,--optimize -r,--repair --auto-repair -g,--check-upgrade -e,--extended -q,--quick -m,--medium-check`,
  does: (call) =>
    when(/repair|optimize/.test(call.name) || call.has('-r', '-o', '--auto-repair'), {
      kind: 'db.admin',
      engine: 'mysql',
      op: 'vacuum',
      evidence: evidenceOf(call),
    }),
  examples: {
    yields: { 'mysqlcheck --repair --all-databases': 'db.admin{op=vacuum}' },
    inert: ['mysqlcheck shop', 'mysqlcheck --analyze shop'],
  },
};
