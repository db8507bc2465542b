/** Inline programs of other languages: states what a reading of the text finds. */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { withText } from '../frame';
import type { Stream } from '../programs/spec';
import { follow } from '../shell/follow';
import type { Shell } from '../shell/shell';
import { NOTHING } from '../shell/streams';
import { readCode } from './read-code';

export interface InlineCode {
  readonly language: string;
  readonly text: Text;
  readonly span: Span;
}

export function runCode(code: InlineCode, shell: Shell): Stream {
  const { language, text, span } = code;
  if (typeof text !== 'string') {
    shell.state({ kind: 'code.exec', origin: 'inline', lang: language, resolved: false }, span);
    return NOTHING;
  }
  const inner = shell.with({ frame: withText(shell.frame, span, text) });
  const resolved = runCodeText(language, text, inner);
  if (!resolved || !isFilter(language)) {
    shell.state({ kind: 'code.exec', origin: 'inline', lang: language, resolved }, span);
  }
  return NOTHING;
}

/** Programs of these are hardly ever more than a description of how to filter. */
function isFilter(language: string): boolean {
  return /awk$|sed$/.test(language);
}

/** States the effects of a program text; whether all of it was understood. */
export function runCodeText(language: string, text: string, shell: Shell): boolean {
  if (!shell.session.takesCode(text.length, shell.frame)) return false;
  const whole = { start: 0, end: text.length };
  const inner = shell.frame.via === 'direct' ? shell.with({ frame: { ...shell.frame, via: 'inline-code' } }) : shell;
  const reading = readCode(language, text, { surroundings: shell.surroundings, cwd: shell.scope.cwd });
  for (const effect of reading.effects) inner.state(effect, whole);
  for (const run of reading.runs) follow(run, inner, whole);
  return reading.resolved;
}
