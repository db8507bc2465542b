/** What migrations have in common: the database they work on, and what they do to it. */

import type { EffectDraft, EffectDraftOf, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import type { Answer, Call, Command } from '../../program';
import type { MigrationLayout, SqlConnection } from '../../spec';
import { isComposeService } from '../databases/compose-service';
import { environmentVariables } from '../databases/connection';
import { configuredDatabase } from './configuration/configured';
import { foundByUrl } from './configuration/found';

type Migrate = EffectDraftOf<'db.migrate'>;

export type Direction = Exclude<Migrate['direction'], undefined | null>;

/** The database a tool works on, by its options, its settings, and the variables that name an environment. */
function foundEvidence(call: Call): EnvironmentEvidence {
  const given = call.words('--url', '--database-url', '-url', '-database', '--connection').at(-1)?.value;
  const found = given === undefined ? configuredDatabase(call) : foundByUrl(call, given);
  const named = call.words('-e', '--env', '--environment', '-E').map((word) => `NODE_ENV=${String(word.value)}`);
  const said = [...new Set([...environmentVariables(call), ...named, ...assignments(call)])];
  const envVars = said.length > 0 ? said : byDefault(call);
  return {
    ...(found?.host !== undefined && { dbHost: found.host, host: found.host }),
    ...(isComposeService(found?.host, call.invocation.surroundings) && { ownService: true }),
    ...(found?.file !== undefined && { dbFile: found.file }),
    ...(found?.database !== undefined && { dbName: found.database }),
    ...(found?.user !== undefined && { dbUser: found.user }),
    ...(envVars.length > 0 && { envVars }),
  };
}

/** Tools that work in development when nothing says otherwise. */
const defaults: Readonly<Record<string, readonly [string, string]>> = {
  rails: ['RAILS_ENV', 'development'],
  rake: ['RAILS_ENV', 'development'],
  knex: ['NODE_ENV', 'development'],
  sequelize: ['NODE_ENV', 'development'],
  'sequelize-cli': ['NODE_ENV', 'development'],
  mix: ['MIX_ENV', 'dev'],
};

function byDefault(call: Call): readonly string[] {
  const [variable, value] = own(defaults, call.name) ?? [];
  const unset = variable !== undefined && call.invocation.variable(variable) === undefined && !call.open;
  return unset ? [`${variable}=${value}`] : [];
}

/** Left out when nothing was found: the database is then any. */
export function evidenceOf(call: Call): { evidence?: EnvironmentEvidence } {
  const evidence = foundEvidence(call);
  return Object.keys(evidence).length > 0 ? { evidence } : {};
}

export function connectionEvidence(call: Call): EnvironmentEvidence {
  const evidence = foundEvidence(call);
  return evidence.dbFile === undefined ? { dbHost: null, ...evidence } : evidence;
}

/** `rails db:drop RAILS_ENV=production`. */
function assignments(call: Call): readonly string[] {
  return call.operands.map((word) => String(word.value)).filter((text) => /^[A-Z_]*ENV(IRONMENT)?=/.test(text));
}

export function migrates(direction: Direction, destructive?: 'yes' | 'no'): Command {
  return (call) => [migration(call, direction, destructive)];
}

/** The direction is `null` where it cannot be told. */
export function migration(call: Call, direction: Direction | null, destructive?: 'yes' | 'no'): EffectDraft {
  return {
    kind: 'db.migrate',
    tool: call.name,
    direction,
    ...(destructive && { destructive }),
    ...evidenceOf(call),
  };
}

/** Migrates, and runs the files of SQL that are new in these directories, given relative to where the tool works. */
export function appliesFiles(
  call: Call,
  layout: MigrationLayout,
  directories: readonly Text[],
  label = [call.name, ...call.path].join(' '),
): Answer {
  const connection: SqlConnection = { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) };
  return {
    effects: [migration(call, 'up')],
    runs: [{ type: 'migrations', directories, layout, connection, label }],
  };
}

/** The directories that options name, or where the tool looks by itself. */
export function directories(call: Call, options: readonly string[], usual: readonly Text[]): readonly Text[] {
  const given = call.words(...options).map((word) => word.value);
  return given.length > 0 ? given : usual;
}

export function drops(call: Call, object: 'database' | 'schema' | 'table'): EffectDraft {
  return {
    kind: 'db.schema.drop',
    engine: null,
    object,
    name: null,
    extent: object === 'table' ? 'unbounded' : 'single',
    ...evidenceOf(call),
  };
}

export const resets: Command = (call) => [migration(call, 'reset', 'yes'), drops(call, 'schema')];
