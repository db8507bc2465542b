/**
 * Traps: commands that run later, with what the shell knows by then.
 *
 * `trap 'rm -rf "$tmp"' EXIT` usually stands before `tmp=$(mktemp -d)`. So an action is read as soon as every variable
 * and function that it looks at is there, and again whenever one of them, or the directory, has changed: it may run at
 * any of these moments.
 */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { type Frame, inside } from '../frame';
import { programFor } from '../programs/registry';
import type { Word } from '../programs/spec';
import { builtinOf } from './builtins';
import { type Scope, UNKNOWN_VALUE } from './scope';
import type { Shell } from './shell';
import { runText } from './text-run';

export interface Trap {
  readonly action: Text;
  readonly place: Span;
  readonly frame: Frame;
  /** What the action looks at, as it was when it was last read; `undefined` for what was not set. */
  seen: ReadonlyMap<string, unknown>;
  /** Something that it looks at is not there yet. */
  waiting: boolean;
}

export function setTrap(action: Word, span: Span, shell: Shell): void {
  const frame = inside(shell.frame, { label: 'trap' });
  const trap: Trap = { action: action.value, place: action.span ?? span, frame, seen: new Map(), waiting: false };
  shell.scope.traps = [...shell.scope.traps, trap];
  trap.seen = lookedAt(trap, shell);
  runOrWait(trap, shell);
}

/** Between two commands: reads again what would do something else now. */
export function watchTraps(shell: Shell): void {
  for (const trap of shell.scope.traps) {
    const before = trap.seen;
    if ([...before].every(([name, was]) => stateOf(name, shell.scope) === was)) continue;
    trap.seen = lookedAt(trap, shell);
    const replaced = [...trap.seen].filter(([name, now]) => before.get(name) !== undefined && before.get(name) !== now);
    if (trap.waiting && replaced.length > 0) runWithout(replaced, trap, shell);
    runOrWait(trap, shell);
  }
}

/** The shell ends: what an action still waits for will not come. */
export function finishTraps(shell: Shell): void {
  for (const trap of shell.scope.traps) if (trap.waiting) run(trap, shell);
}

function runOrWait(trap: Trap, shell: Shell): void {
  trap.waiting = [...trap.seen].some(([name, state]) => state === undefined && !isCommand(name));
  if (!trap.waiting) run(trap, shell);
}

/** It waited while these were one thing and then another, and could have run in between. */
function runWithout(replaced: readonly (readonly [string, unknown])[], trap: Trap, shell: Shell): void {
  const scope = shell.scope.fork();
  for (const [name] of replaced) if (!name.endsWith('()')) scope.set(name, [UNKNOWN_VALUE]);
  run(trap, shell.with({ scope }));
}

function run(trap: Trap, shell: Shell, reads?: Set<string>): void {
  const scope = shell.scope.fork();
  scope.traps = [];
  scope.reads = reads;
  runText(trap.action, trap.place, shell.with({ frame: trap.frame, scope }));
}

function lookedAt(trap: Trap, shell: Shell): ReadonlyMap<string, unknown> {
  const reads = new Set(['PWD']);
  shell.session.only(
    () => false,
    () => run(trap, shell, reads),
  );
  return new Map([...reads].map((name) => [name, stateOf(name, shell.scope)]));
}

/** Names of functions end in `()`. */
function stateOf(name: string, scope: Scope): unknown {
  if (name.endsWith('()')) return scope.functions.get(name.slice(0, -2))?.body;
  const values = scope.get(name);
  return values && JSON.stringify(values.map((value) => value.text));
}

function isCommand(name: string): boolean {
  const command = name.endsWith('()') ? name.slice(0, -2) : undefined;
  return command !== undefined && (command.includes('/') || Boolean(builtinOf(command) ?? programFor(command)));
}
