/** Open files by number: what `exec 3< f`, `exec 4> f` and `coproc` leave for later commands. */
import { UNKNOWN } from '../../effects/value';
import type { Stream } from '../programs/spec';
import { expandValue } from './expand';
import { inputOf, outputOf, takesOutput } from './redirects';
import type { Scope, Sink } from './scope';
import type { Shell } from './shell';
import { ANYTHING, NOTHING } from './streams';
import type { CoprocessNode, RedirectNode, WordNode } from './syntax';

/** Standard output, where `exec > file` sends it. */
export const STANDARD_OUTPUT = '1';
/** Numbers that a shell gives by itself (`exec {fd}>f`, process substitutions) start here. */
const FIRST_GIVEN = 10;

/** `exec 3< file`, `exec 4>&3`: opens for all that follows. */
export function openDescriptors(redirects: readonly RedirectNode[], shell: Shell): void {
  for (const redirect of redirects) {
    const stream = redirect.descriptor === undefined ? undefined : inputOf(redirect, shell);
    const sinks = outputOf(redirect, shell, false);
    if (!stream && !sinks) continue;
    const key = numberOf(redirect, shell.scope);
    if (stream) shell.scope.descriptors.set(key, stream);
    if (!sinks) continue;
    // Opened once, it goes on where it was.
    for (const sink of sinks) if (!sink.append) sink.take(NOTHING);
    shell.scope.outputs.set(
      key,
      sinks.map((sink) => ({ ...sink, append: true })),
    );
  }
}

/** `{ …; } 3> file`: open for what is inside. The answer closes it again. */
export function openInside(redirects: readonly RedirectNode[], shell: Shell): () => void {
  const { scope } = shell;
  const { descriptors, outputs } = scope;
  const numbered = redirects.filter(({ descriptor }) => typeof descriptor === 'number' && descriptor > 2);
  Object.assign(scope, { descriptors: new Map(descriptors), outputs: new Map(outputs) });
  openDescriptors(numbered, shell);
  if (redirects.some(takesOutput)) scope.outputs.delete(STANDARD_OUTPUT);
  return () => Object.assign(scope, { descriptors, outputs });
}

/** The number opened; `{fd}>f` puts a free one into the variable. */
function numberOf({ descriptor }: RedirectNode, scope: Scope): string {
  if (typeof descriptor !== 'string') return String(descriptor ?? STANDARD_OUTPUT);
  const key = nextFree(scope);
  scope.set(descriptor, [{ text: key }]);
  return key;
}

function nextFree({ descriptors, outputs }: Scope): string {
  return String(FIRST_GIVEN + descriptors.size + outputs.size);
}

/** `coproc NAME { …; }`: a command of its own, read and written through `${NAME[0]}` and `${NAME[1]}`. */
export function runCoprocess({ name, body }: CoprocessNode, shell: Shell): Stream {
  const { scope } = shell;
  const run = (stdin: Stream) => shell.with({ scope: shell.apart(), io: { shown: false, stdin } }).run(body);
  const [reading, writing] = [nextFree(scope), `${nextFree(scope)}1`];
  scope.descriptors.set(reading, run(ANYTHING));
  scope.outputs.set(writing, [{ append: true, take: (stream) => void run(stream) }]);
  scope.set(name, [{ text: reading }, { text: writing }]);
  return NOTHING;
}

/** `<&3`; of a number that is not known, any of those open may be meant. */
export function descriptorInput(word: WordNode, shell: Shell): Stream {
  return descriptorStream(expandValue(word, shell).text, shell);
}

export function descriptorStream(key: Stream['text'], { scope }: Shell): Stream {
  const { descriptors } = scope;
  const known = typeof key === 'string' ? descriptors.get(key) : undefined;
  if (known) return known;
  const open = typeof key === 'string' ? [] : [...descriptors.values()];
  return { text: UNKNOWN, sources: [...new Set(['unknown' as const, ...open.flatMap((stream) => stream.sources)])] };
}

/** `>&3`, likewise. */
export function descriptorOutput(key: Stream['text'], { scope }: Shell): readonly Sink[] {
  if (typeof key === 'string') return scope.outputs.get(key.replace(/-$/, '')) ?? [];
  return [...scope.outputs.values()].flat();
}

/** What can be read from a path that stands for an open file: `/dev/fd/63`. */
export function streamAt(path: Stream['text'], { session, scope }: Shell): Stream | undefined {
  if (typeof path !== 'string') return undefined;
  return session.substitutions.get(path) ?? scope.descriptors.get(numberInPath(path) ?? '');
}

/** Where goes what is written to such a path. */
export function sinksAt(path: string, { session, scope }: Shell): readonly Sink[] | undefined {
  const sink = session.sinks.get(path);
  return sink ? [sink] : scope.outputs.get(numberInPath(path) ?? '');
}

function numberInPath(path: string): string | undefined {
  return /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1];
}
