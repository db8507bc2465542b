/** Inline programs of other languages: states what a reading of the text finds. */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { withText } from '../frame';
import type { Stream, StreamSource } from '../programs/spec';
import { follow } from '../shell/follow';
import type { Shell } from '../shell/shell';
import { ANYTHING, outputOf, sequence } from '../shell/streams';
import { isReadable, readCode } from './read-code';

export interface InlineCode {
  readonly language: string;
  readonly text: Text;
  readonly span: Span;
  /** Where text that is not known comes from. */
  readonly sources?: readonly StreamSource[];
}

export function runCode(code: InlineCode, shell: Shell): Stream {
  const { language, text, span } = code;
  if (typeof text !== 'string') {
    const origin = originOf(code.sources ?? []);
    shell.state({ kind: 'code.exec', origin: origin ?? 'inline', lang: language, resolved: false }, span);
    if (!origin && !isFilter(language)) {
      shell.state({ kind: 'code.opaque', reason: 'dynamic-eval', program: language }, span);
    }
    return ANYTHING;
  }
  const inner = shell.with({ frame: withText(shell.frame, span, text) });
  const { resolved, printed } = runInline(language, text, inner);
  if (!resolved || !isFilter(language)) {
    shell.state({ kind: 'code.exec', origin: 'inline', lang: language, resolved }, span);
  }
  return printed;
}

/** Sources that are told by name; code from them is not opaque besides. */
export function originOf(sources: readonly StreamSource[]): 'network' | 'decoded' | undefined {
  if (sources.includes('network')) return 'network';
  return sources.includes('decoded') ? 'decoded' : undefined;
}

/** Programs of these are hardly ever more than a description of how to filter. */
function isFilter(language: string): boolean {
  return /awk$|sed$/.test(language);
}

/** Code of a language that is not read here, in words that start, delete, write or load something. */
const ACTS =
  /exec|system|spawn|shell|process|popen|delete|unlink|remove|\brm(dir|tree|_\w+)?\b|write|rename|truncate|eval|load|socket|http|connect/i;

/** Code given on the command line or by a pipe: where nobody reads its language, that is said. */
export function runInline(language: string, text: string, shell: Shell): CodeRun {
  if (!isReadable(language) && ACTS.test(text)) {
    shell.state({ kind: 'code.opaque', reason: 'unparsed', program: language }, { start: 0, end: text.length });
  }
  return runCodeText(language, text, shell);
}

export interface CodeRun {
  /** All of the text was understood. */
  readonly resolved: boolean;
  readonly printed: Stream;
}

/** States the effects of a program text. What it prints is unknown, where that comes from is not. */
export function runCodeText(language: string, text: string, shell: Shell): CodeRun {
  if (!shell.session.takesCode(text.length, shell.frame)) return { resolved: false, printed: ANYTHING };
  const whole = { start: 0, end: text.length };
  const inner = shell.frame.via === 'direct' ? shell.with({ frame: { ...shell.frame, via: 'inline-code' } }) : shell;
  const reading = readCode(language, text, { surroundings: shell.surroundings, cwd: shell.scope.cwd });
  for (const effect of reading.effects) {
    inner.state(effect, whole);
    if (effect.kind === 'fs.write' && typeof effect.path === 'string') shell.session.edit(effect.path, () => undefined);
  }
  // Bundles and tools evaluate what they themselves made; what an agent writes inline has no reason to.
  if (reading.evaluatesUnseen && inner.frame.via !== 'script') {
    inner.state({ kind: 'code.opaque', reason: 'dynamic-eval', program: language }, whole);
  }
  const printed = reading.runs.map((run) => follow(run, inner, whole));
  const own = outputOf({ effects: reading.effects }, shell.io.stdin);
  return { resolved: reading.resolved, printed: sequence([own, ...printed]) };
}
