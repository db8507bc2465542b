/** How a database client is connected: flags first, then the connection string, then variables of the environment. */
import type { Engine } from '../../../../effects/catalogue';
import type { EnvironmentEvidence } from '../../../../effects/effect';
import { firstStated, headOf, isPattern, type Text, UNKNOWN } from '../../../../effects/value';
import type { SqlDialect } from '../../../../request';
import type { Call } from '../../program';
import type { SqlConnection } from '../../spec';
import { hostOf } from '../../urls';
import { isComposeService } from './compose-service';

export interface ConnectionSources {
  readonly engine: Engine;
  readonly dialect: SqlDialect;
  readonly host?: readonly string[];
  readonly database?: readonly string[];
  readonly user?: readonly string[];
  /** Variables for host, database and user, in that order. */
  readonly variables?: readonly [string, string, string];
  /** Options or the variable that carry a whole connection string. */
  readonly url?: readonly string[];
  readonly urlVariable?: string;
  /** Is the first operand the database (or a connection string)? */
  readonly operand?: boolean;
  /** What files of the client say where nothing more direct does; given the name of a service in the connection string. */
  readonly files?: (call: Call, service: Text | undefined) => Parts | undefined;
  /** Without any host it talks to this machine; otherwise to one that is not known. */
  readonly localByDefault?: boolean;
}

export interface Parts {
  readonly host?: Text;
  readonly database?: Text;
  readonly user?: Text;
  /** Names an entry of the client's service file. */
  readonly service?: Text;
}

export function connectionOf(call: Call, sources: ConnectionSources): SqlConnection {
  const [hostVariable, databaseVariable, userVariable] = sources.variables ?? [];
  const url = parseDsn(
    firstStated(call.value(...(sources.url ?? [])), dsnOperand(call, sources), variable(call, sources.urlVariable)),
  );
  const operand = sources.operand && !isDsn(call.operand(0)) ? call.operand(0) : undefined;
  const said = { ...url, ...defined({ host: optionValue(call, sources.host) }) };
  const files = said.host === undefined ? sources.files?.(call, url?.service) : undefined;
  const host = firstStated(said.host, files?.host, variable(call, hostVariable));
  const database = firstStated(
    optionValue(call, sources.database),
    url?.database,
    operand,
    files?.database,
    variable(call, databaseVariable),
  );
  const user = firstStated(optionValue(call, sources.user), url?.user, files?.user, variable(call, userVariable));
  const usual = host === undefined ? (sources.localByDefault === true ? 'localhost' : UNKNOWN) : undefined;
  return {
    engine: sources.engine,
    dialect: sources.dialect,
    evidence: evidenceOf(call, { host: firstStated(host, usual), database, user }),
  };
}

function defined(parts: { readonly host: Text | undefined }): Parts {
  return parts.host === undefined ? {} : { host: parts.host };
}

function evidenceOf(call: Call, parts: { readonly [K in keyof Parts]: Text | undefined }): EnvironmentEvidence {
  const envVars = environmentVariables(call);
  return {
    ...(parts.host !== undefined && { dbHost: parts.host, host: parts.host }),
    ...(isComposeService(parts.host, call.invocation.surroundings) && { ownService: true }),
    ...(parts.database !== undefined && { dbName: parts.database }),
    ...(parts.user !== undefined && { dbUser: parts.user }),
    ...(envVars.length > 0 && { envVars }),
  };
}

function optionValue(call: Call, names: readonly string[] = []): Text | undefined {
  return call.words(...names).at(-1)?.value;
}

function variable(call: Call, name: string | undefined): Text | undefined {
  return name === undefined ? undefined : call.invocation.variable(name);
}

const environmentNames = [
  'RAILS_ENV',
  'RACK_ENV',
  'NODE_ENV',
  'APP_ENV',
  'DJANGO_SETTINGS_MODULE',
  'MIX_ENV',
  'FLASK_ENV',
  'ENVIRONMENT',
  'ENV',
  'STAGE',
];

/** The variables that name an environment, as the program would see them. */
export function environmentVariables(call: Call): readonly string[] {
  return environmentNames.flatMap((name) => {
    const value = call.invocation.variable(name);
    return typeof value === 'string' && value !== '' ? [`${name}=${value}`] : [];
  });
}

function dsnOperand(call: Call, sources: ConnectionSources): Text | undefined {
  const first = call.operand(0);
  return sources.operand && (sources.engine === 'mysql' ? isDsn(first) : mayBeDsn(first)) ? first : undefined;
}

/** Of unknown text that names a database, nobody knows whether it names a host as well. */
export function mayBeDsn(text: Text | undefined): boolean {
  return text === null || isDsn(text) || (isPattern(text) && text.prefix === '');
}

function isDsn(text: Text | undefined): boolean {
  const known = headOf(text);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(known) || /^\w+=(\S|$)/.test(known) || userAtHost.test(known);
}

/** An address without its scheme, as MySQL Shell takes it: `app@db1:3306/shop`. */
const userAtHost = /^[^@\s/=]+@[\w.-]+/;

/** `postgres://user:pw@host:5432/name?…` or `host=… dbname=…`. Nothing of a password is kept. */
export function parseDsn(text: Text | undefined): Parts | undefined {
  if (text === undefined) return undefined;
  if (text === null) return { host: null, database: null };
  if (isPattern(text)) return { host: hostOf(text) ?? null, database: null };
  if (!text.includes('://')) return userAtHost.test(text) ? parseDsn(`db://${text}`) : keywordDsn(text);
  const match = /^[a-z][a-z0-9+.:-]*:\/\/(?:([^:@/]*)(?::[^@/]*)?@)?([^/?:,]*)[^/?]*(?:\/([^?]*))?(?:\?(.*))?$/i.exec(
    text,
  );
  if (!match) return { host: hostOf(text) ?? null };
  const [, user, written, database, query] = match;
  const asked = query === undefined ? {} : keywordDsn(query.replaceAll('&', ' '));
  const several = /^[^/]*\/\/(?:[^/@]*@)?[^/?]*,/.test(text);
  const host = several ? null : (asked.host ?? written?.toLowerCase());
  return {
    ...(database && { database }),
    ...(user && { user }),
    ...asked,
    ...((host || several) && { host: host ?? null }),
  };
}

function keywordDsn(text: string): Parts {
  const value = (name: string) => new RegExp(`(?:^|[\\s;])${name}\\s*=\\s*'?([^\\s;']*)`, 'i').exec(text)?.[1];
  const host = value('hostaddr') ?? value('host') ?? value('server') ?? value('data source');
  const service = value('service');
  const database = value('dbname') ?? value('database');
  const user = value('user');
  return {
    ...(host && { host: host.includes(',') ? null : host }),
    ...(database && { database }),
    ...(user && { user }),
    ...(service && { service }),
  };
}
