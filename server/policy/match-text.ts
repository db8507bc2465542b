/** Does text, as far as it is known, match a glob? */
import { isPattern, type Pattern, type Text, type Tri, UNKNOWN } from '../effects/value';
import { hasWildcard, literalPrefix, literalSuffix, matchesGlob } from './glob';

export function matchText(glob: string, text: Text, separator: '/' | '.'): Tri {
  if (text === UNKNOWN) return everything(glob) ? 'yes' : 'maybe';
  if (isPattern(text)) return matchPattern(glob, text);
  return matchesGlob(glob, text, separator) ? 'yes' : 'no';
}

function everything(glob: string): boolean {
  return glob === '**';
}

function matchPattern(glob: string, text: Pattern): Tri {
  if (everything(glob) || coversFolderOf(glob, text)) return 'yes';
  return couldMatch(glob, text) ? 'maybe' : 'no';
}

/** `/tmp/**` covers `/tmp/*.log`, but not `/tmp/$x`, which may climb out by `..`. */
function coversFolderOf(glob: string, text: Pattern): boolean {
  const folder = glob.slice(0, -2);
  return text.glob && glob.endsWith('/**') && !hasWildcard(folder) && text.prefix.startsWith(folder);
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
