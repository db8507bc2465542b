/** What files hold once the commands that write them have run. */
import type { Span } from '../../effects/effect';
import { guardKeyIn, isSettingsFile } from '../files/guard-places';
import type { Stream } from '../programs/spec';
import type { Sink } from './scope';
import type { Shell } from './shell';
import { ANYTHING, NOTHING, sequence } from './streams';

/** A file that is written to through a redirection. */
export function fileSink(path: string, append: boolean, span: Span, shell: Shell): Sink {
  return { append, take: (printed) => write(path, printed, append, span, shell) };
}

function write(path: string, printed: Stream, append: boolean, span: Span, shell: Shell): void {
  const { session } = shell;
  const before = append ? (session.contentOf(path) ?? contentBefore(path, shell)) : NOTHING;
  if (before) session.write(path, sequence([before, printed]));
  else session.edit(path, (text) => (typeof printed.text === 'string' ? text + printed.text : undefined));
  stateSettings(path, printed, span, shell);
}

/** Nothing, where there is no file yet; `undefined` where it can be read once somebody wants to know. */
function contentBefore(path: string, { session, frame }: Shell): Stream | undefined {
  if (frame.elsewhere) return ANYTHING;
  return session.providers.files.kind(path) === 'absent' ? NOTHING : undefined;
}

/** A file that is given a content as a whole, from elsewhere. */
export function fill(path: string, content: Stream, span: Span, shell: Shell): void {
  shell.session.write(path, content);
  stateSettings(path, content, span, shell);
}

/** Settings that nobody can see before they are in force may switch the guard off. */
function stateSettings(path: string, content: Stream, span: Span, shell: Shell): void {
  if (!isSettingsFile(path)) return;
  const text = textOf(content, shell);
  if (text !== undefined && guardKeyIn(text) === undefined) return;
  shell.state({ kind: 'guard.tamper', what: 'settings', certainty: text === undefined ? 'possible' : 'certain' }, span);
}

function textOf({ text, file }: Stream, { session, frame }: Shell): string | undefined {
  if (typeof text === 'string') return text;
  const path = file?.value;
  return typeof path === 'string' && !frame.elsewhere ? session.readFile(path)?.text : undefined;
}
