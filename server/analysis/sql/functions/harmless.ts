/** Is a function known to change nothing? */
import { otherFunctions } from './other-dialects';
import { postgresFunctions } from './postgres';

let names: ReadonlySet<string> | undefined;

/** `name` as written in lower case; a schema other than the system's makes it somebody's own function. */
export function isHarmlessFunction(name: string, schema: string | undefined): boolean {
  if (schema !== undefined && !systemSchemas.has(schema)) return isHarmlessMember(schema, name);
  names ??= new Set(`${postgresFunctions}${otherFunctions}`.split(/\s+/));
  return names.has(name) || harmlessPrefixes.some((prefix) => name.startsWith(prefix));
}

const systemSchemas = new Set(['pg_catalog', 'information_schema', 'sys', 'safe', 'net', 'standard']);
const harmlessPrefixes = ['pg_stat_get_', 'pg_get_', 'st_', 'has_'];

/** Methods of T-SQL's own types (`x.value(…)`), sequences of Oracle, harmless packages. */
function isHarmlessMember(qualifier: string, name: string): boolean {
  return members.has(name) || harmlessPackages.has(qualifier);
}

const members = new Set('value query nodes exist tostring getstringval getclobval extract'.split(' '));
const harmlessPackages = new Set(['dbms_random', 'dbms_utility', 'dbms_metadata', 'dbms_output', 'hll_count', 'keys_']);
