/** Redirections: files read and written, here-documents, devices, network sockets. */
import { type Text, UNKNOWN } from '../../effects/value';
import { isDisk, isHarmlessDevice } from '../files/zones';
import { secretIn } from '../programs/secret-stores';
import type { Stream, Word } from '../programs/spec';
import { sourceOfStream } from '../programs/stating';
import { descriptorInput, descriptorOutput, STANDARD_OUTPUT, sinksAt, streamAt } from './descriptors';
import { expandValue, expandWord } from './expand';
import type { Sink } from './scope';
import type { Connections, Shell } from './shell';
import { NOTHING } from './streams';
import type { RedirectNode, WordNode } from './syntax';
import { concat } from './text';
import { fileSink } from './written-files';

export interface Redirected {
  readonly shell: Shell;
  /** Standard output goes elsewhere than to the next command. */
  readonly printsAway: boolean;
  /** Where it goes. */
  readonly outputs: readonly Sink[];
}

/** What a command prints, after its redirections: remembered as the content of the files it went to. */
export function passOn(printed: Stream, { printsAway, outputs }: Redirected): Stream {
  for (const sink of outputs) sink.take(printed);
  return printsAway ? NOTHING : printed;
}

/** Applies redirections: states their effects, and connects the shell. `bare` when there is no command to them. */
export function redirected(redirects: readonly RedirectNode[], shell: Shell, bare = false): Redirected {
  let io: Connections = shell.io;
  let outputs = shell.scope.outputs.get(STANDARD_OUTPUT) ?? [];
  let printsAway = outputs.length > 0;
  for (const redirect of redirects) {
    const stdin = inputOf(redirect, shell);
    if (stdin) {
      if ((redirect.descriptor ?? 0) === 0) io = { ...io, stdin };
      continue;
    }
    const sinks = outputOf(redirect, shell, bare);
    if (!sinks || !takesOutput(redirect)) continue;
    outputs = sinks;
    printsAway = true;
  }
  if (printsAway) io = { ...io, shown: false };
  return { shell: io === shell.io ? shell : shell.with({ io }), printsAway, outputs };
}

/** Does it send standard output elsewhere? */
export function takesOutput(redirect: RedirectNode): boolean {
  if (redirect.operator.startsWith('<')) return false;
  return redirect.operator.startsWith('&') || (redirect.descriptor ?? 1) === 1;
}

/** Where an output goes; `undefined` for what is no output, or goes where another one went from the start. */
export function outputOf(redirect: RedirectNode, shell: Shell, bare: boolean): readonly Sink[] | undefined {
  if (redirect.operator.startsWith('<') && redirect.operator !== '<>') return undefined;
  const number = redirect.operator === '>&' ? descriptorIn(redirect.word, shell) : undefined;
  if (number === undefined) return stateOutput(redirect, shell, bare);
  const sinks = descriptorOutput(number, shell);
  return sinks.length > 0 ? sinks : undefined;
}

/** `>&2`, `>&$fd`, `>&-`: a number, where `>& file` has a name. */
function descriptorIn(word: WordNode, shell: Shell): Text | undefined {
  if (/^(\d+-?|-)$/.test(word.raw)) return word.raw;
  if (word.parts.every((part) => part.type === 'text')) return undefined;
  const { text } = expandValue(word, shell);
  return typeof text !== 'string' || /^\d+-?$/.test(text) ? text : undefined;
}

export function inputOf(redirect: RedirectNode, shell: Shell): Stream | undefined {
  switch (redirect.operator) {
    case '<<':
    case '<<<': {
      const value = expandValue(redirect.word, shell);
      const text = redirect.operator === '<<<' ? concat(value.text, '\n') : value.text;
      return { text, sources: value.sources ?? ['literal'], span: redirect.word.span };
    }
    case '<':
    case '<>':
      return fileInput(redirect, shell);
    case '<&':
      return descriptorInput(redirect.word, shell);
    default:
      return undefined;
  }
}

function fileInput(redirect: RedirectNode, shell: Shell): Stream {
  const word = targetWord(redirect, shell);
  const piped = streamAt(word.value, shell);
  if (piped) return piped;
  if (statesSocket(word, shell)) return { text: UNKNOWN, sources: ['network'] };
  const target = shell.surroundings.fileTarget(word.value, shell.scope.cwd);
  const secret = target.class === 'secret' || target.class === 'key';
  shell.state({ kind: 'fs.read', ...target, audience: 'process' }, redirect.span);
  for (const effect of secretIn(target, 'process')) shell.state(effect, redirect.span);
  return { text: UNKNOWN, sources: [secret ? 'secret' : 'file'], file: word };
}

/** The file that is written, when it is known. */
function stateOutput(redirect: RedirectNode, shell: Shell, bare: boolean): readonly Sink[] {
  const word = targetWord(redirect, shell);
  if (statesSocket(word, shell, redirect.operator)) return [socketSink(word, shell)];
  const target = shell.surroundings.fileTarget(word.value, shell.scope.cwd);
  const { path } = target;
  const open = typeof path === 'string' ? sinksAt(path, shell) : undefined;
  if (open) return open;
  if (typeof path === 'string' && isHarmlessDevice(path)) return [];
  if (typeof path === 'string' && isDisk(path)) {
    shell.state({ kind: 'disk.destroy', device: path, how: 'overwrite', undo: 'irreversible' }, redirect.span);
    return [];
  }
  shell.state({ kind: 'fs.write', ...target, mode: modeOf(redirect, path ?? UNKNOWN, shell, bare) }, redirect.span);
  if (typeof path !== 'string') return [];
  if (!shell.frame.elsewhere) shell.session.make(path);
  return [fileSink(path, redirect.operator.endsWith('>>'), redirect.span, shell)];
}

function modeOf(redirect: RedirectNode, path: Text, shell: Shell, bare: boolean) {
  if (redirect.operator.endsWith('>>')) return 'append';
  const known = typeof path === 'string' && !shell.frame.elsewhere;
  if (known && shell.session.providers.files.kind(path) === 'absent') return 'create';
  return bare ? 'truncate' : 'overwrite';
}

/**
 * `/dev/tcp/host/port` opens a connection. Output and errors together (`>&`) is how a shell is handed to the other side.
 */
function statesSocket(word: Word, shell: Shell, operator?: RedirectNode['operator']): boolean {
  const host = hostOfSocket(word);
  if (host === undefined) return false;
  const purpose = operator === '>&' || operator === '&>' ? 'remote-shell' : 'raw';
  shell.state({ kind: 'net.connect', purpose, host }, word.span);
  return true;
}

function hostOfSocket(word: Word): Text | undefined {
  const known = typeof word.value === 'string' ? word.value : word.value?.prefix;
  const match = known === undefined ? null : /^\/dev\/(?:tcp|udp)\/([^/]*)/.exec(known);
  return match ? (typeof word.value === 'string' ? match[1]! : UNKNOWN) : undefined;
}

/** What is printed into a connection is sent. */
function socketSink(word: Word, shell: Shell): Sink {
  return {
    append: true,
    take(printed) {
      const source = sourceOfStream(printed) ?? UNKNOWN;
      if (typeof printed.text === 'string' && printed.text.trim() === '') return;
      shell.state({ kind: 'net.upload', host: hostOfSocket(word) ?? UNKNOWN, channel: 'socket', source }, word.span);
    },
  };
}

function targetWord(redirect: RedirectNode, shell: Shell): Word {
  const words = expandWord(redirect.word, shell);
  const [only] = words;
  if (words.length === 1 && only) return only;
  return { value: UNKNOWN, raw: redirect.word.raw, span: redirect.word.span, many: false };
}
