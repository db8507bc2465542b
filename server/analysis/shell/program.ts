/** Runs a program by its spec: states its effects, follows what it starts, passes on what it prints. */
import { impactOf } from '../../effects/catalogue';
import type { Effect, Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { inside, possibly } from '../frame';
import { programFor } from '../programs/registry';
import type { Invocation, Outcome, Stream, StreamSource, Word } from '../programs/spec';
import { rememberBrought } from './brought-files';
import { sinksAt } from './descriptors';
import { dispatch, programName } from './dispatch';
import { filterText } from './filters';
import { follow } from './follow';
import { runFunction } from './functions';
import { readLoadedFiles } from './loaded-files';
import { asRepositoryIsNow, noteRepository } from './repository-changes';
import type { Shell } from './shell';
import { printsShellSetup } from './shell-setups';
import { ANYTHING, literal, outputOf, sequence } from './streams';
import { fileSink, fill } from './written-files';

export function runProgram(name: string, first: Word, args: readonly Word[], span: Span, shell: Shell): Stream {
  if (!shell.session.step(shell.frame)) return ANYTHING;
  shell.session.started.add(name);
  // Where file names do not care for case, neither do programs.
  const program = programFor(name) ?? programFor(name.toLowerCase());
  if (!program) {
    runUnlisted(name, args, span, shell);
    return literal(UNKNOWN, [...(shell.io.stdin?.sources ?? []), 'unknown']);
  }
  const invocation = invocationOf(programFor(name) ? name : name.toLowerCase(), first, args, span, shell);
  if (printsShellSetup(invocation)) return literal(UNKNOWN, ['shell-setup']);
  return carryOut(program.interpret(invocation), invocation, shell);
}

/** A program nobody described. When its arguments hold a command, it may be a wrapper that runs it. */
function runUnlisted(name: string, args: readonly Word[], span: Span, shell: Shell): void {
  const handler = shell.scope.functions.get('command_not_found_handle');
  if (handler) runFunction('command_not_found_handle', handler, undefined, shell);
  shell.state({ kind: 'code.opaque', reason: 'unknown-program', program: name }, span);
  const at = args.findIndex((arg) => typeof arg.value === 'string' && programFor(programName(arg.value)) !== undefined);
  // A word alone is rather a sub-command of its own that has the name of a program: `mytool env`, `mytool reboot`.
  if (at < 0 || at === args.length - 1) return;
  const frame = possibly(inside(shell.frame, { label: name }));
  const inner = shell.with({ frame, scope: shell.scope.fork() });
  const counts = looksLikeCommand(args.slice(at)) ? () => true : isGraveOutside;
  shell.session.only(counts, () => dispatch(args.slice(at), span, inner));
}

/** `rm -rf x`, `bash -c …`, `/bin/rm x`: nobody names sub-commands and their arguments like that by accident. */
function looksLikeCommand([name, ...args]: readonly Word[]): boolean {
  const hasOptions = args.some((arg) => typeof arg.value === 'string' && /^-\w/.test(arg.value));
  return hasOptions || String(name?.value).includes('/');
}

/** `mytool rm x` more likely removes something of the tool's own; a path that lies elsewhere does not look like that. */
function isGraveOutside(effect: Effect): boolean {
  if (effect.kind !== 'fs.delete' && effect.kind !== 'fs.write' && effect.kind !== 'fs.read') {
    return ['destroy', 'disclose', 'grant'].includes(impactOf(effect.kind));
  }
  return typeof effect.path === 'string' && effect.zone !== 'workspace' && effect.zone !== null;
}

/** States an outcome's effects and follows its runs. */
export function carryOut(outcome: Outcome, invocation: Invocation, shell: Shell): Stream {
  noteRepository(outcome, shell);
  for (const effect of outcome.effects) shell.state(asRepositoryIsNow(effect, shell), invocation.span);
  rememberFiles(outcome, invocation, shell);
  readLoadedFiles(outcome, invocation.span, shell);
  rememberBrought(invocation, shell);
  const printed = (outcome.runs ?? []).map((run) => follow(run, shell, invocation.span));
  if (outcome.output && outcome.output.text !== UNKNOWN) return outcome.output;
  const own = printed.length > 0 && outcome.effects.length === 0 ? [] : [outputOf(outcome, shell.io.stdin)];
  const stream = filterText(invocation, sequence([...printed, ...own]));
  return shell.frame.elsewhere ? withoutFile(stream) : asWritten(stream, shell);
}

/** A file that was written before holds what was written. */
function asWritten(stream: Stream, shell: Shell): Stream {
  if (!stream.file) return stream;
  const { path } = shell.surroundings.fileTarget(stream.file.value, shell.scope.cwd);
  return (typeof path === 'string' ? shell.session.contentOf(path) : undefined) ?? stream;
}

/** Files of another machine cannot be read from here. */
function withoutFile({ file: _, ...stream }: Stream): Stream {
  return stream;
}

/** What the files that a program writes hold from now on, as far as that can be told. */
function rememberFiles(outcome: Outcome, invocation: Invocation, shell: Shell): void {
  const content = contentOf(outcome, invocation, shell);
  const moves = outcome.effects.some((effect) => effect.kind === 'fs.delete');
  for (const effect of outcome.effects) {
    if (effect.kind !== 'fs.write' || typeof effect.path !== 'string') continue;
    if (effect.mode === 'link') rememberLink(effect.path, outcome, shell);
    if (moves) shell.session.carry(effect.path);
    else if (!shell.frame.elsewhere) shell.session.make(effect.path);
    for (const sink of sinksAt(effect.path, shell) ?? []) sink.take(content ?? ANYTHING);
    if (effect.mode === 'append') fileSink(effect.path, true, invocation.span, shell).take(content ?? ANYTHING);
    else if (content) fill(effect.path, content, invocation.span, shell);
    else shell.session.edit(effect.path, outcome.edits ?? (() => undefined));
  }
}

function rememberLink(place: string, { effects }: Outcome, shell: Shell): void {
  const targets = effects.flatMap((effect) => (effect.kind === 'fs.read' ? [effect.path] : []));
  const [target] = targets;
  if (targets.length === 1 && typeof target === 'string' && !shell.frame.elsewhere) shell.session.link(place, target);
}

/** `undefined` for a file that is edited in place, by what the command line says. */
function contentOf(outcome: Outcome, invocation: Invocation, shell: Shell): Stream | undefined {
  if (outcome.content) return outcome.content;
  if (outcome.effects.some((effect) => effect.kind === 'net.fetch')) return literal(UNKNOWN, ['network']);
  if (invocation.name === 'tee') return shell.io.stdin ?? ANYTHING;
  if (/^(cp|mv|install|rsync|ln)$/.test(invocation.name)) {
    const origins = outcome.effects.flatMap((effect) =>
      (effect.kind === 'fs.read' || effect.kind === 'fs.delete') && typeof effect.path === 'string'
        ? [effect.path]
        : [],
    );
    const [only] = origins;
    return origins.length === 1 && only !== undefined ? contentOfFile(only, invocation, shell) : ANYTHING;
  }
  return undefined;
}

function contentOfFile(path: string, { span }: Invocation, shell: Shell): Stream {
  const file = { value: path, raw: path, span, many: false };
  const kind = shell.surroundings.fileTarget(path, shell.scope.cwd).class;
  const sources: StreamSource[] = [kind === 'secret' || kind === 'key' ? 'secret' : 'file'];
  return shell.session.contentOf(path) ?? { text: UNKNOWN, sources, file };
}

function invocationOf(name: string, first: Word, args: readonly Word[], span: Span, shell: Shell): Invocation {
  const { scope, io } = shell;
  return {
    name,
    path: first.value,
    args,
    span,
    cwd: scope.cwd,
    variable: (variable) => scope.inherited(variable),
    ...(io.stdin && { stdin: io.stdin }),
    outputShown: io.shown,
    surroundings: shell.surroundings,
  };
}
