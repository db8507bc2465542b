/** Does text, as far as it is known, match a glob? */
import { isPattern, type Pattern, type Text, type Tri, UNKNOWN } from '../effects/value';
import { coversBetween, hasWildcard, literalPrefix, literalSuffix, matchesGlob } from './glob';

export function matchText(glob: string, text: Text, separator: '/' | '.'): Tri {
  if (text === UNKNOWN) return everything(glob) ? 'yes' : 'maybe';
  if (isPattern(text)) return matchPattern(glob, text, separator);
  return matchesGlob(glob, text, separator) ? 'yes' : 'no';
}

function everything(glob: string): boolean {
  return glob === '**';
}

/** `/tmp/**` covers `/tmp/*.log`, but not `/tmp/$x`, which may climb out by `..`. */
function matchPattern(glob: string, text: Pattern, separator: '/' | '.'): Tri {
  if (everything(glob)) return 'yes';
  if (text.glob && coversBetween(glob, text.prefix, text.suffix, separator)) return 'yes';
  return couldMatch(glob, text) ? 'maybe' : 'no';
}

function couldMatch(glob: string, text: Pattern): boolean {
  if (!hasWildcard(glob)) {
    const middle = glob.length - text.prefix.length - text.suffix.length;
    return middle >= 0 && glob.startsWith(text.prefix) && glob.endsWith(text.suffix);
  }
  return (
    compatible(literalPrefix(glob), text.prefix, (a, b) => a.startsWith(b)) &&
    compatible(literalSuffix(glob), text.suffix, (a, b) => a.endsWith(b))
  );
}

function compatible(a: string, b: string, extend: (longer: string, shorter: string) => boolean): boolean {
  return extend(a, b) || extend(b, a);
}
