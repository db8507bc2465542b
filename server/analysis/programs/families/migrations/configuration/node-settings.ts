/** Knex, Sequelize, TypeORM and drizzle-kit: objects in JavaScript or JSON. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { type Found, fileOf, firstSettings, foundByUrl, hostOr, SOMEWHERE, textOf } from './found';
import { type Literal, LiteralObject, readObject } from './literal-object';

const scripts = ['js', 'ts', 'cjs', 'mjs', 'mts', 'cts'];

export function knexDatabase(call: Call): Found | undefined {
  const settings = settingsObject(call, given(call, '--knexfile') ?? scripts.map((ending) => `knexfile.${ending}`));
  if (!settings) return undefined;
  const { object, dotEnv } = settings;
  const entry = isConnection(object) ? object : environmentEntry(call, object);
  if (!(entry instanceof LiteralObject)) return SOMEWHERE;
  const connection = entry.at('connection');
  return connection instanceof LiteralObject
    ? ofMembers(call, connection, dotEnv, 'filename')
    : foundByUrl(call, textOf(call, connection, dotEnv));
}

/** A knexfile may hold one connection instead of one for each environment. */
function isConnection(object: LiteralObject | undefined): boolean {
  const client = object?.at('client');
  return client !== undefined && !(client instanceof LiteralObject) && client.text !== UNKNOWN;
}

export function sequelizeDatabase(call: Call): Found | undefined {
  if (firstSettings(call, ['.sequelizerc']) || call.words('--options-path').length > 0) return SOMEWHERE;
  const settings = settingsObject(call, given(call, '--config') ?? ['config/config.json', 'config/config.js']);
  if (!settings) return undefined;
  const entry = environmentEntry(call, settings.object);
  if (!(entry instanceof LiteralObject)) return SOMEWHERE;
  const named = textOf(call, entry.at('use_env_variable'), settings.dotEnv);
  if (typeof named === 'string') return foundByUrl(call, call.invocation.variable(named));
  return named === undefined ? ofMembers(call, entry, settings.dotEnv, 'storage') : SOMEWHERE;
}

export function typeormDatabase(call: Call): Found | undefined {
  const settings = settingsObject(call, given(call, '-d') ?? ['ormconfig.json']);
  if (!settings) return undefined;
  return settings.object ? ofMembers(call, settings.object, settings.dotEnv, 'database') : SOMEWHERE;
}

export function drizzleDatabase(call: Call): Found | undefined {
  const files = ['ts', 'js', 'json'].map((ending) => `drizzle.config.${ending}`);
  const settings = settingsObject(call, given(call, '--config') ?? files);
  if (!settings) return undefined;
  const credentials = settings.object?.at('dbCredentials');
  return credentials instanceof LiteralObject ? ofMembers(call, credentials, settings.dotEnv) : SOMEWHERE;
}

function given(call: Call, option: string): readonly Text[] | undefined {
  const value = call.words(option).at(-1)?.value;
  return value === undefined ? undefined : [value];
}

/** The object for the environment that `--env` or NODE_ENV names. */
function environmentEntry(call: Call, object: LiteralObject | undefined): Literal | undefined {
  const given = call.words('-e', '--env').at(-1)?.value;
  const named = firstStated(given, call.invocation.variable('NODE_ENV'), 'development');
  return typeof named === 'string' ? object?.at(named) : undefined;
}

/** A connection string counts before the host; without either the database is on this machine. */
function ofMembers(call: Call, members: LiteralObject, dotEnv: readonly Text[], file?: string): Found {
  const text = (name: string) => textOf(call, members.at(name), dotEnv);
  const url = firstStated(text('url'), text('connectionString'));
  if (url !== undefined) return foundByUrl(call, url);
  const dialect = firstStated(text('dialect'), text('type'));
  const isFile = file === 'filename' ? text(file) !== undefined : /sqlite/.test(String(dialect));
  if (file !== undefined && isFile) return { file: fileOf(call, text(file) ?? UNKNOWN) };
  const [host, database, user] = [text('host'), text('database'), firstStated(text('user'), text('username'))];
  return {
    host: hostOr(call, host, dialect),
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
  };
}

interface Settings {
  /** `undefined` when it cannot be read. */
  readonly object: LiteralObject | undefined;
  /** The files of variables that the settings load. */
  readonly dotEnv: readonly Text[];
}

function settingsObject(call: Call, paths: readonly Text[]): Settings | undefined {
  const settings = firstSettings(call, paths);
  if (!settings) return undefined;
  const { text } = settings;
  if (typeof text !== 'string') return { object: undefined, dotEnv: [] };
  const start = startOfObject(text);
  return { object: start === undefined ? undefined : readObject(text, start), dotEnv: dotEnvFiles(text) };
}

/** The brace that opens what the file exports, or what it hands to `defineConfig` or `new DataSource`. */
function startOfObject(text: string): number | undefined {
  if (/^\s*\{/.test(text)) return text.indexOf('{');
  const exported =
    /(?:module\.exports\s*=|export\s+default|new\s+DataSource\s*\()\s*(?:defineConfig\s*\(\s*)?(?:(\{)|([A-Za-z_$][\w$]*)\s*(?:;|$))/m.exec(
      text,
    );
  if (!exported) return undefined;
  const [all, brace, name] = exported;
  if (brace) return exported.index + all.length - 1;
  // What is assigned later would count as well.
  if (!name || new RegExp(`\\b${escaped(name)}\\s*[.[][^\\n]*=(?![=>])`).test(text)) return undefined;
  const declared = new RegExp(`\\b(?:const|let|var)\\s+${escaped(name)}\\b[^={]*=\\s*\\{`).exec(text);
  return declared ? declared.index + declared[0].length - 1 : undefined;
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** `require('dotenv').config()`, `import 'dotenv/config'`; a path of their own is taken when it is a literal. */
function dotEnvFiles(text: string): readonly Text[] {
  if (!/['"]dotenv(?:\/config)?['"]/.test(text)) return [];
  const [path] = /\bpath\s*:\s*[^,})]+/.exec(text) ?? [];
  if (path === undefined) return ['.env'];
  const literal = /^path\s*:\s*['"]([^'"\\]*)['"]\s*$/.exec(path)?.[1];
  return [literal ?? UNKNOWN];
}
