/**
 * Names of database objects: `orders`, `public.orders`, `shop.public.orders`.
 *
 * Parts are compared from the right. A part that the statement leaves out is taken from the session's defaults: the
 * default schema (`public`, `main`, `dbo`) is what an unqualified name means unless the search path was changed, and
 * then analysis leaves the name unknown. Any other schema stays possible. A part that the policy leaves out is "the
 * default schema, whatever the database": in another schema the table is only possibly the one that was meant.
 */
import { isPattern, type Text, type Tri, UNKNOWN } from '../effects/value';
import { hasWildcard, matchesGlob } from './glob';
import { matchText } from './match-text';

const defaultSchemas: ReadonlySet<string> = new Set(['public', 'main', 'dbo']);

export function matchName(pattern: string, name: Text): Tri {
  if (name === UNKNOWN || isPattern(name) || pattern.includes('**')) return matchText(pattern, name, '.');
  const wanted = parts(pattern);
  const given = parts(name);
  let result: Tri = 'yes';
  for (let fromRight = 1; fromRight <= Math.max(wanted.length, given.length); fromRight++) {
    const part = matchPart(wanted.at(-fromRight), given.at(-fromRight), fromRight);
    if (part === 'no') return 'no';
    if (part === 'maybe') result = 'maybe';
  }
  return result;
}

function matchPart(wanted: string | undefined, given: string | undefined, fromRight: number): Tri {
  if (wanted === undefined) return fromRight > 2 || defaultSchemas.has(given ?? '') ? 'yes' : 'maybe';
  if (given === undefined) return wanted === '*' || defaultSchemas.has(wanted) ? 'yes' : 'maybe';
  if (matchesGlob(wanted, given, '.')) return 'yes';
  if (given === '*') return 'maybe';
  return matchesGlob(wanted.toLowerCase(), given.toLowerCase(), '.') ? 'maybe' : 'no';
}

/** Dots inside double quotes, backticks or brackets do not separate. */
function parts(name: string): readonly string[] {
  if (hasWildcard(name) || !/["`[]/.test(name)) return name.split('.');
  return (name.match(/"[^"]*"|`[^`]*`|\[[^\]]*\]|[^.]+/g) ?? [name]).map((part) => part.replace(/^["`[]|["`\]]$/g, ''));
}
