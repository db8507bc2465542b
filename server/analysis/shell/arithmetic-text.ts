/** Text that arithmetic reads again: `[[ 'a[$(rm x)]' -eq 0 ]]` runs what is substituted in the quoted index. */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import type { Shell } from './shell';
import { runSubstitutions } from './text-run';

/** A name with an index that has a substitution in it. */
const INDEXED = /\w\[[^[\]]*(?:\$\(|`)/;

export function runArithmeticText(text: Text, place: Span, shell: Shell): void {
  if (typeof text !== 'string' || !INDEXED.test(text)) return;
  runSubstitutions(text, place, shell);
}
