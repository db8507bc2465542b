/** From the words of a command to what they start: a function, a builtin, a program, a file. */
import type { Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { baseName } from '../files/paths';
import { MAX_DEPTH, possibly } from '../frame';
import { programFor } from '../programs/registry';
import type { Stream, Word } from '../programs/spec';
import { builtinOf } from './builtins';
import { runFunction } from './functions';
import { runPath } from './paths';
import { runProgram } from './program';
import type { Shell } from './shell';
import { literal, NOTHING } from './streams';
import type { AssignmentNode } from './syntax';

export function dispatch(
  words: readonly Word[],
  span: Span,
  shell: Shell,
  declarations: readonly AssignmentNode[] = [],
): Stream {
  const [first, ...args] = words;
  if (!first) return NOTHING;
  if (shell.frame.depth > MAX_DEPTH) return shell.tooDeep(span);
  const name = first.value;
  if (typeof name !== 'string') return runUnknown(first, args, span, shell);
  const called = shell.scope.functionNamed(name);
  if (called) return runFunction(name, called, args, shell);
  const builtin = builtinOf(name);
  if (builtin) return builtin({ name, args, span, shell, declarations });
  return runNamed(first, name, args, span, shell);
}

/** A program by name or path, never a function or builtin. */
export function runNamed(first: Word, name: string, args: readonly Word[], span: Span, shell: Shell): Stream {
  if (name === '') return NOTHING;
  const hashed = shell.scope.hashed.get(name);
  if (hashed) return runHashed(hashed, args, span, shell);
  if (name.includes('/')) return runPath(first, args, span, shell);
  return runProgram(programName(name), first, args, span, shell);
}

/** Where `hash -p` says that the program is. */
function runHashed(place: Word, args: readonly Word[], span: Span, shell: Shell): Stream {
  const scope = shell.scope.fork();
  scope.hashed.clear();
  return dispatch([place, ...args], span, shell.with({ scope }));
}

export function programName(path: string): string {
  const name = baseName(path.replace(/\\/g, '/'));
  return name.replace(/\.(exe|cmd|bat|com)$/i, '');
}

/**
 * A name that is not known: opaque. What follows may be the command, when the name can vanish (`$SUDO rm x`) or only
 * wraps it.
 */
function runUnknown(first: Word, args: readonly Word[], span: Span, shell: Shell): Stream {
  const reason = first.sources && first.sources.length > 0 ? 'dynamic-eval' : 'unresolved-command';
  shell.state({ kind: 'code.opaque', reason, program: first.value }, span);
  const next = args[0]?.value;
  if (typeof next === 'string' && (builtinOf(next) || programFor(programName(next)))) {
    const { scope } = shell;
    dispatch(args, span, shell.with({ frame: possibly(shell.frame), scope: scope.fork() }));
  }
  return literal(UNKNOWN, ['unknown']);
}
