/** Runs what arrives by standard input: `curl … | sh`, `bash <<EOF`, `python < x.py`. */
import type { Span } from '../../effects/effect';
import { originOf, runInline } from '../code/run-code';
import { withText } from '../frame';
import type { Stream, Word } from '../programs/spec';
import { runFile } from './file-run';
import { runForeignShell } from './foreign/foreign';
import { isShellLanguage } from './languages';
import type { Shell } from './shell';
import { ANYTHING, isShellSetup, NOTHING } from './streams';
import { runText } from './text-run';

export function runStream(
  language: string,
  stream: Stream,
  span: Span,
  shell: Shell,
  args: readonly Word[] = [],
): Stream {
  if (typeof stream.text === 'string') return runLiteral(language, stream.text, stream.span ?? span, shell);
  if (stream.file) {
    return runFile({ type: 'file', label: '', path: stream.file.value, language, args }, span, shell);
  }
  if (isShellSetup(stream.sources)) return NOTHING;
  const origin = originOf(stream.sources) ?? 'stdin';
  shell.state({ kind: 'code.exec', origin, lang: language, resolved: false }, span);
  if (origin === 'stdin') shell.state({ kind: 'code.opaque', reason: 'dynamic-eval', program: language }, span);
  return ANYTHING;
}

function runLiteral(language: string, text: string, place: Span, shell: Shell): Stream {
  if (isShellLanguage(language))
    return runForeignShell(language, text, place, shell) ?? runText(text, place, shell, language);
  const inner = shell.with({ frame: withText(shell.frame, place, text) });
  const { resolved, printed } = runInline(language, text, inner);
  shell.state({ kind: 'code.exec', origin: 'inline', lang: language, resolved }, place);
  return printed;
}
