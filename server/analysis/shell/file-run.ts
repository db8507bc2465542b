/** Runs a file: a script named, sourced, or given to an interpreter. */
import type { Span } from '../../effects/effect';
import { isKnown, type Text, UNKNOWN } from '../../effects/value';
import { runCodeText } from '../code/run-code';
import { baseName } from '../files/paths';
import type { Run, Stream } from '../programs/spec';
import { ofFile } from '../source';
import { streamAt } from './descriptors';
import { runForeignShell } from './foreign/foreign';
import { untilReturn } from './jumps';
import { isShellLanguage, languageOfScript } from './languages';
import type { Shell } from './shell';
import { runStream } from './stream-run';
import { ANYTHING } from './streams';
import { runKnown } from './text-run';

type FileRun = Extract<Run, { type: 'file' }>;

export function runFile(run: FileRun, span: Span, shell: Shell): Stream {
  const piped = streamAt(run.path, shell) ?? (isStdin(run.path) ? shell.io.stdin : undefined);
  if (piped) return runStream(run.language, piped, span, shell);
  const target = shell.surroundings.fileTarget(run.path, shell.scope.cwd);
  const path = target.path ?? UNKNOWN;
  if (shell.frame.elsewhere && shell.frame.via === 'container' && isKnown(run.path)) {
    // Relative to where the image has the project.
    shell.state({ kind: 'code.exec', origin: 'workspace-file', path: run.path, resolved: false }, span);
    return ANYTHING;
  }
  if (!isKnown(path)) {
    shell.state({ kind: 'code.opaque', reason: 'dynamic-target', program: run.path }, span);
    return ANYTHING;
  }
  const written = shell.session.contentOf(path);
  if (written) return runWritten(run, path, written, span, shell);
  const origin = target.zone === 'workspace' || target.zone === 'workspace-trusted' ? 'workspace-file' : 'foreign-file';
  const file = shell.frame.elsewhere ? undefined : shell.session.readFile(path);
  const language = file ? languageOfScript(run.language, path, file.text) : run.language;
  const state = (resolved: boolean) =>
    shell.state({ kind: 'code.exec', origin, path, resolved, lang: language === 'program' ? UNKNOWN : language }, span);
  if (!file) {
    const foreign = foreignOrigin(path, shell);
    if (foreign) {
      const lang = language === 'program' ? UNKNOWN : language;
      shell.state({ kind: 'code.exec', origin: foreign, path, lang, resolved: false }, span);
      return ANYTHING;
    }
    if (language === 'program') shell.state({ kind: 'code.opaque', reason: 'unknown-program', program: path }, span);
    else state(false);
    if (shell.session.isRewritten(path)) stateUnseenScript(run, path, language, span, shell);
    return ANYTHING;
  }
  const source = ofFile(shell.frame.source, span, path, file.text);
  const chain = run.label.endsWith(baseName(path)) ? shell.frame.chain : [...shell.frame.chain, shortened(path, shell)];
  const via = shell.frame.via === 'direct' ? 'script' : shell.frame.via;
  const inner = shell.with({ frame: { ...shell.frame, source, chain, via } });
  if (!isShellLanguage(language)) {
    const { resolved, printed } = runCodeText(language, file.text, inner);
    state(resolved);
    return printed;
  }
  state(true);
  if (run.args || !run.sourced) inner.scope.positional = run.args ?? [];
  if (!run.sourced) inner.scope.script = run.path;
  const whole = { start: 0, end: file.text.length };
  return withSourceName(
    run.path,
    inner,
    (shell) => runForeignShell(language, file.text, whole, shell) ?? runKnown(file.text, shell, language),
  );
}

function isStdin(path: Text): boolean {
  return path === '/dev/stdin' || path === '/dev/fd/0' || path === '/proc/self/fd/0';
}

/** Of a file that earlier commands have brought: out of a download, or with a repository (`git clone`). */
export function foreignOrigin(path: string, { session }: Shell): 'network' | 'foreign-file' | undefined {
  if (session.isBrought(path)) return 'network';
  return session.isInClone(path) ? 'foreign-file' : undefined;
}

/** `$BASH_SOURCE` is the file being read, sourced or run. */
function withSourceName(path: Text, shell: Shell, read: (inner: Shell) => Stream): Stream {
  const { scope } = shell;
  const before = scope.get('BASH_SOURCE');
  scope.set('BASH_SOURCE', [{ text: path }]);
  const stream = untilReturn(shell, read);
  scope.set('BASH_SOURCE', before);
  return stream;
}

/** A file that an earlier command of the submission wrote: what it will hold counts, not what it holds. */
function runWritten({ language, args }: FileRun, path: string, content: Stream, span: Span, shell: Shell): Stream {
  const text = typeof content.text === 'string' ? content.text : '';
  const scripted = languageOfScript(language, path, text);
  if (typeof content.text === 'string' || content.file || content.sources.some((source) => source !== 'unknown')) {
    shell.scope.positional = args ?? [];
    return runStream(scripted, content, span, shell, args);
  }
  shell.state({ kind: 'code.exec', origin: 'workspace-file', path, lang: scripted, resolved: false }, span);
  stateUnseenScript({ language }, path, scripted, span, shell);
  return ANYTHING;
}

/** A shell script that earlier commands of the submission made of what nobody can see. */
function stateUnseenScript(
  run: Pick<FileRun, 'language'>,
  path: string,
  language: string,
  span: Span,
  shell: Shell,
): void {
  const isScript = run.language !== 'program' || /\.(ba|z|k)?sh$/.test(path);
  if (isScript && isShellLanguage(language))
    shell.state({ kind: 'code.opaque', reason: 'dynamic-eval', program: path }, span);
}

function shortened(path: string, shell: Shell): string {
  const { workspace } = shell.session;
  return path.startsWith(`${workspace}/`) ? path.slice(workspace.length + 1) : path;
}
