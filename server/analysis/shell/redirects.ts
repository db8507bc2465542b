/** Redirections: files read and written, here-documents, devices, network sockets. */
import type { EffectDraft } from '../../effects/effect';
import { isKnown, type Text, UNKNOWN } from '../../effects/value';
import { isHarmlessDevice } from '../files/zones';
import { secretStoreOf } from '../programs/secret-stores';
import type { Stream, Word } from '../programs/spec';
import { expandValue, expandWord } from './expand';
import type { Connections, Shell } from './shell';
import { ANYTHING, NOTHING, sequence } from './streams';
import type { RedirectNode } from './syntax';
import { concat } from './text';

export interface Redirected {
  readonly shell: Shell;
  /** Standard output goes elsewhere than to the next command. */
  readonly printsAway: boolean;
  /** The files it goes to. */
  readonly outputs: readonly { readonly path: string; readonly append: boolean }[];
}

/** What a command prints, after its redirections: remembered as the content of the files it went to. */
export function passOn(printed: Stream, { shell, printsAway, outputs }: Redirected): Stream {
  for (const { path, append } of outputs) {
    const before = append ? (shell.session.written.get(path) ?? ANYTHING) : NOTHING;
    shell.session.written.set(path, sequence([before, printed]));
  }
  return printsAway ? NOTHING : printed;
}

/** Applies redirections: states their effects, and connects the shell. `bare` when there is no command to them. */
export function redirected(redirects: readonly RedirectNode[], shell: Shell, bare = false): Redirected {
  let io: Connections = shell.io;
  let printsAway = false;
  const outputs: { path: string; append: boolean }[] = [];
  for (const redirect of redirects) {
    const stdin = inputOf(redirect, shell);
    if (stdin) {
      if ((redirect.descriptor ?? 0) === 0) io = { ...io, stdin };
    } else if (writesFile(redirect)) {
      const path = stateOutput(redirect, shell, bare);
      if (takesOutput(redirect)) {
        if (path !== undefined) outputs.push({ path, append: redirect.operator.endsWith('>>') });
        printsAway = true;
        io = { ...io, shown: false };
      }
    }
  }
  return { shell: redirects.length > 0 ? shell.with({ io }) : shell, printsAway, outputs };
}

function takesOutput(redirect: RedirectNode): boolean {
  return redirect.operator.startsWith('&') || (redirect.descriptor ?? 1) === 1;
}

function writesFile(redirect: RedirectNode): boolean {
  return redirect.operator !== '>&' || !/^(\d+-?|-)$/.test(redirect.word.raw);
}

function inputOf(redirect: RedirectNode, shell: Shell): Stream | undefined {
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
      return descriptorInput(redirect, shell);
    default:
      return undefined;
  }
}

/** `exec 3< file` opens for all that follows: remembers what can be read. */
export function openDescriptors(redirects: readonly RedirectNode[], shell: Shell): void {
  for (const redirect of redirects) {
    const stream = redirect.descriptor === undefined ? undefined : inputOf(redirect, shell);
    if (!stream) continue;
    const { scope } = shell;
    const key =
      typeof redirect.descriptor === 'string' ? String(10 + scope.descriptors.size) : String(redirect.descriptor);
    if (typeof redirect.descriptor === 'string') scope.set(redirect.descriptor, [{ text: key }]);
    scope.descriptors.set(key, stream);
  }
}

/** `<&3`; of a number that is not known, any of those open may be meant. */
function descriptorInput(redirect: RedirectNode, shell: Shell): Stream {
  const { descriptors } = shell.scope;
  const key = expandValue(redirect.word, shell).text;
  const known = typeof key === 'string' ? descriptors.get(key) : undefined;
  if (known) return known;
  const open = typeof key === 'string' ? [] : [...descriptors.values()];
  return { text: UNKNOWN, sources: [...new Set(['unknown' as const, ...open.flatMap((stream) => stream.sources)])] };
}

function fileInput(redirect: RedirectNode, shell: Shell): Stream {
  const word = targetWord(redirect, shell);
  const piped = isKnown(word.value) ? shell.session.substitutions.get(word.value) : undefined;
  if (piped) return piped;
  if (statesSocket(word, shell)) return { text: UNKNOWN, sources: ['network'] };
  const target = shell.surroundings.fileTarget(word.value, shell.scope.cwd);
  const secret = target.class === 'secret' || target.class === 'key';
  shell.state({ kind: 'fs.read', ...target, audience: 'process' }, redirect.span);
  if (secret) shell.state(secretRead(target.path ?? UNKNOWN), redirect.span);
  return { text: UNKNOWN, sources: [secret ? 'secret' : 'file'], file: word };
}

function secretRead(path: Text): EffectDraft {
  const store = secretStoreOf(path);
  return { kind: 'secret.read', ...(store && { store }), name: path, audience: 'process' };
}

/** The path that is written, when it is known and a file. */
function stateOutput(redirect: RedirectNode, shell: Shell, bare: boolean): string | undefined {
  const word = targetWord(redirect, shell);
  if (statesSocket(word, shell, redirect.operator)) return undefined;
  const target = shell.surroundings.fileTarget(word.value, shell.scope.cwd);
  const { path } = target;
  if (typeof path === 'string' && isHarmlessDevice(path)) return undefined;
  if (typeof path === 'string' && isDisk(path)) {
    shell.state({ kind: 'disk.destroy', device: path, how: 'overwrite' }, redirect.span);
    return undefined;
  }
  shell.state({ kind: 'fs.write', ...target, mode: modeOf(redirect, path ?? UNKNOWN, shell, bare) }, redirect.span);
  return typeof path === 'string' ? path : undefined;
}

function modeOf(redirect: RedirectNode, path: Text, shell: Shell, bare: boolean) {
  if (redirect.operator.endsWith('>>')) return 'append';
  const known = typeof path === 'string' && !shell.frame.elsewhere;
  if (known && shell.session.providers.files.kind(path) === 'absent') return 'create';
  return bare ? 'truncate' : 'overwrite';
}

export function isDisk(path: string): boolean {
  return /^\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|md|dm-|mapper\/|loop|nbd|zd|sr|mem$|kmem$|port$)/.test(path);
}

/**
 * `/dev/tcp/host/port` opens a connection. Output and errors together (`>&`) is how a shell is handed to the other side.
 */
function statesSocket(word: Word, shell: Shell, operator?: RedirectNode['operator']): boolean {
  const known = typeof word.value === 'string' ? word.value : word.value?.prefix;
  const match = known === undefined ? null : /^\/dev\/(?:tcp|udp)\/([^/]*)/.exec(known);
  if (!match) return false;
  const host = typeof word.value === 'string' ? match[1]! : UNKNOWN;
  const purpose = operator === '>&' || operator === '&>' ? 'remote-shell' : 'raw';
  shell.state({ kind: 'net.connect', purpose, host }, word.span);
  return true;
}

function targetWord(redirect: RedirectNode, shell: Shell): Word {
  const words = expandWord(redirect.word, shell);
  const [only] = words;
  if (words.length === 1 && only) return only;
  return { value: UNKNOWN, raw: redirect.word.raw, span: redirect.word.span, many: false };
}
