/** Shells that are none of sh's family. */
import type { Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Stream } from '../programs/spec';
import type { Shell } from './shell';
import { literal } from './streams';

const FOREIGN = new Set(['powershell', 'pwsh', 'cmd', 'fish', 'nu', 'xonsh', 'csh', 'tcsh']);

/** What a text in such a language would do; `undefined` when the language is sh's. */
export function runForeignShell(
  language: string | undefined,
  _text: Text,
  place: Span,
  shell: Shell,
): Stream | undefined {
  if (language === undefined || !FOREIGN.has(language)) return undefined;
  shell.state({ kind: 'code.opaque', reason: 'unparsed', program: language }, place);
  return literal(UNKNOWN, ['unknown']);
}
