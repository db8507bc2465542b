/**
 * Files in which clients look up where to connect: PostgreSQL's service file, MySQL's option files. Only host, database
 * and user are taken from them; passwords beside these are never kept.
 */
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Call } from '../../program';
import type { Parts } from './connection';

const SOMEWHERE: Parts = { host: UNKNOWN };

/** What the service says; the host is unknown when there is a service but its file cannot be read. */
export function postgresService(call: Call, inUrl: Text | undefined): Parts | undefined {
  const address = call.invocation.variable('PGHOSTADDR');
  if (address !== undefined) return { host: address };
  const service = inUrl ?? call.invocation.variable('PGSERVICE');
  if (service === undefined) return undefined;
  if (typeof service !== 'string') return SOMEWHERE;
  const file = call.invocation.variable('PGSERVICEFILE');
  const text = settingsOf(call, file === undefined ? '~/.pg_service.conf' : file);
  const entries = typeof text === 'string' ? sectionOf(text, [service]) : undefined;
  if (!entries) return SOMEWHERE;
  const host = entries.get('hostaddr') ?? entries.get('host');
  const [database, user] = [entries.get('dbname'), entries.get('user')];
  return { ...(host && { host }), ...(database && { database }), ...(user && { user }) };
}

/** The options that `mysql` would find; a login path stands in a file that is not plain text. */
export function mysqlOptionFiles(call: Call): Parts | undefined {
  if (call.has('--login-path') === true) return SOMEWHERE;
  const given = [...call.words('--defaults-file'), ...call.words('--defaults-extra-file')].map((word) => word.value);
  const texts = given.map((path) => settingsOf(call, path));
  if (texts.includes(undefined)) return SOMEWHERE;
  if (call.words('--defaults-file').length === 0) texts.unshift(settingsOf(call, '~/.my.cnf'));
  if (texts.includes(UNKNOWN)) return SOMEWHERE;
  const found = texts.map((text) => (typeof text === 'string' ? sectionOf(text, ['client', 'mysql']) : undefined));
  const last = (name: string) => found.map((entries) => entries?.get(name)).findLast((value) => value !== undefined);
  const [host, database, user] = [last('host'), last('database'), last('user')];
  return { ...(host && { host }), ...(database && { database }), ...(user && { user }) };
}

function settingsOf(call: Call, path: Text): Text | undefined {
  return call.invocation.surroundings.settings(path, call.invocation.cwd);
}

/** `name = value` lines below the headings; `undefined` when none of these is there. */
function sectionOf(text: string, headings: readonly string[]): ReadonlyMap<string, string> | undefined {
  let entries: Map<string, string> | undefined;
  let inside = false;
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (heading !== undefined) {
      inside = headings.includes(heading.trim());
      if (inside) entries ??= new Map();
      continue;
    }
    const [, name, value] = /^\s*([\w-]+)\s*=\s*["']?([^"'#\s]*)/.exec(line) ?? [];
    if (inside && name !== undefined && value !== undefined) entries?.set(name, value);
  }
  return entries;
}
