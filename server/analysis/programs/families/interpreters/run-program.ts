/** Interpreters in general: inline code, files, programs that arrive by a pipe. */
import { own } from '../../own';
import { type Answer, type Call, opaque } from '../../program';
import type { Run, Word } from '../../spec';

/** Files of a project that are a framework's own console: what they do is described under these names. */
const launchers: Readonly<Record<string, string>> = {
  'manage.py': 'manage.py',
  'bin/rails': 'rails',
  'bin/rake': 'rake',
};

function launcherOf(file: Word): string | undefined {
  const path = typeof file.value === 'string' ? file.value.replace(/^\.\//, '') : '';
  return (
    own(launchers, path) ??
    own(launchers, path.split('/').slice(-2).join('/')) ??
    own(launchers, path.split('/').at(-1) ?? '')
  );
}

/** Inline text, else a file, else standard input, else a person at a prompt. */
export function runsProgram(call: Call, language: string, inline: readonly string[]): Answer {
  const texts = call.words(...inline);
  if (texts.length > 0) return { runs: texts.map((word) => codeRun(call, word, language)) };
  if (call.has(...inline) === null) return [opaque(call.invocation)];
  const [file, ...args] = call.operands;
  if (file?.value === null) return [opaque(call.invocation)];
  if (file && file.value !== '-') {
    const label = `${call.name} ${file.raw}`;
    const launched = launcherOf(file);
    const known: Run[] = launched ? [{ type: 'argv', words: [{ ...file, value: launched }, ...args], label }] : [];
    return { runs: [{ type: 'file', path: file.value, language, args, label }, ...known] };
  }
  const { stdin } = call.invocation;
  if (stdin) return { runs: [{ type: 'stdin', language, stream: stdin, label: call.name }] };
  return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
}

export function codeRun(call: Call, word: Word, language: string): Run {
  return {
    type: 'code',
    language,
    text: word.value,
    span: word.span,
    ...(word.sources && { sources: word.sources }),
    label: `${call.name} -${language === 'python' ? 'c' : 'e'}`,
    via: 'inline-code',
  };
}
