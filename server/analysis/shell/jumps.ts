/** `break`, `continue` and `return`: what a shell knows where they leave, it may know where they lead to. */
import type { Word } from '../programs/spec';
import type { Builtin } from './builtins';
import type { Scope } from './scope';
import type { Shell } from './shell';
import { NOTHING } from './streams';
import type { CommandNode, ListNode } from './syntax';

/** What has left a loop or a function so far. */
interface Landing {
  breaks: Scope[];
  continues: Scope[];
}

/** The loops and the function that a command stands in, within its process. */
export interface Jumps {
  /** The innermost last. */
  readonly loops: readonly Landing[];
  readonly returns?: Scope[];
}

export const NO_JUMPS: Jumps = { loops: [] };

/** Runs a loop: `rounds` is given the shell for its body, and what is to be called after each round. */
export function inLoop<T>(shell: Shell, rounds: (inner: Shell, afterRound: () => void) => T): T {
  const landing: Landing = { breaks: [], continues: [] };
  const jumps = { ...shell.jumps, loops: [...shell.jumps.loops, landing] };
  const result = rounds(shell.with({ jumps }), () => {
    land(shell.scope, landing.continues);
    landing.continues = [];
  });
  land(shell.scope, landing.breaks);
  return result;
}

/** Runs the body of a function or a sourced file. */
export function untilReturn<T>(shell: Shell, body: (inner: Shell) => T): T {
  const returns: Scope[] = [];
  const result = body(shell.with({ jumps: { ...shell.jumps, returns } }));
  land(shell.scope, returns);
  return result;
}

function land(scope: Scope, from: readonly Scope[]): void {
  for (const left of from) scope.merge(left);
}

const leave: Builtin = ({ name, args, shell }) => {
  const { loops, returns } = shell.jumps;
  if (name === 'return') returns?.push(shell.scope.fork());
  for (const loop of name === 'return' ? [] : loopsLeft(args[0], loops)) {
    (name === 'break' ? loop.breaks : loop.continues).push(shell.scope.fork());
  }
  return NOTHING;
};

/** `break 2` leaves two; by a number that is not known, any may be left. */
function loopsLeft(levels: Word | undefined, loops: readonly Landing[]): readonly Landing[] {
  return levels === undefined || levels.value === '1' ? loops.slice(-1) : loops;
}

export const jumpBuiltins = { break: leave, continue: leave, return: leave };

const LEAVING = /^(exit|return|exec|continue|break)$/;
const SUCCEEDING = /^(echo|printf|print|true|:)$/;

/** `… || exit 1`: what comes after does not run when this did. */
export function leaves(node: CommandNode | ListNode): boolean {
  if (node.type === 'group') return !node.subshell && leaves(node.body);
  if (node.type === 'list') return endsByLeaving(node);
  if (node.type !== 'simple') return false;
  const name = node.words[0]?.raw ?? '';
  return LEAVING.test(name) && !(name === 'exec' && node.words.length === 1);
}

/** `{ echo no; exit 1; }`, `{ echo no && exit 1; }` */
function endsByLeaving({ items }: ListNode): boolean {
  const last = items.at(-1);
  if (!last || last.background || !leaves(last.command)) return false;
  if (last.joiner === ';') return true;
  const before = items.at(-2)?.command;
  return last.joiner === '&&' && before?.type === 'simple' && SUCCEEDING.test(before.words[0]?.raw ?? '');
}
