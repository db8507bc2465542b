/** Runs a text as a shell would: the words of `eval`, the argument of `bash -c`, a script's content. */
import type { Span } from '../../effects/effect';
import { isPattern, type Text } from '../../effects/value';
import { withText } from '../frame';
import type { Stream } from '../programs/spec';
import { parseShell } from './parse';
import type { Shell } from './shell';
import { ANYTHING } from './streams';
import { finishTraps } from './traps';
import { zshOnly } from './zsh';

/** The text stands at `place` in the text of the shell's frame. */
export function runText(text: Text, place: Span, shell: Shell, dialect?: string): Stream {
  if (typeof text === 'string') {
    return runKnown(text, shell.with({ frame: withText(shell.frame, place, text) }), dialect);
  }
  if (!isPattern(text) || !text.glob) shell.state({ kind: 'code.opaque', reason: 'dynamic-eval' }, place);
  if (!isPattern(text) || text.prefix + text.suffix === '') return ANYTHING;
  // What is known counts; the unknown part is a variable that nobody set, or a token.
  const standIn = `${text.prefix}${text.glob ? '$$' : '$__unknown'}${text.suffix}`;
  return runKnown(standIn, shell.with({ frame: withText(shell.frame, place, standIn) }), dialect);
}

/** Runs what is substituted in a text that is itself data, as a prompt is. */
export function runSubstitutions(text: string, place: Span, shell: Shell): void {
  runText(`: "${text.replaceAll('"', '')}"`, place, shell.with({ scope: shell.scope.fork() }));
}

/** Runs the whole text of the shell's frame. */
export function runKnown(text: string, shell: Shell, dialect?: string): Stream {
  const whole = { start: 0, end: text.length };
  if (!shell.session.takesText(text.length)) return shell.tooDeep(whole);
  const parsed = parseShell(text);
  if (parsed.problem) shell.state({ kind: 'code.opaque', reason: parsed.problem }, whole);
  else if (dialect === 'zsh' && zshOnly(text)) shell.state({ kind: 'code.opaque', reason: 'unparsed' }, whole);
  const { scope } = shell;
  scope.texts++;
  const printed = shell.runList(parsed.list);
  scope.texts--;
  if (scope.texts === 0) finishTraps(shell);
  return printed;
}
