/** Does text, as far as it is known, match a glob? */
import { isPattern, type Pattern, type Text, type Tri, UNKNOWN } from '../effects/value';
import { coversBetween, matchesGlob, reachesBetween } from './glob';

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
  return reachesBetween(glob, text.prefix, text.suffix, separator) ? 'maybe' : 'no';
}
