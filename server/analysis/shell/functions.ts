/** Functions: kept when defined, expanded when called. */
import { MAX_DEPTH, possibly } from '../frame';
import { programFor } from '../programs/registry';
import type { Stream, Word } from '../programs/spec';
import { builtinOf } from './builtins';
import { untilReturn } from './jumps';
import type { ShellFunction } from './scope';
import type { Shell } from './shell';
import { ANYTHING, NOTHING } from './streams';
import type { FunctionNode } from './syntax';

/** One that takes the name of a command will run when somebody means that command. */
export function defineFunction(node: FunctionNode, shell: Shell): Stream {
  const defined = { body: node.body, frame: shell.frame };
  if (builtinOf(node.name) || programFor(node.name)) {
    const later = shell.with({ scope: shell.scope.fork(), frame: possibly(shell.frame) });
    runFunction(node.name, defined, undefined, later);
  }
  shell.scope.functions.set(node.name, defined);
  return NOTHING;
}

const MAX_RECURSION = 2;

/** `args` are unknown when it is not being called yet. */
export function runFunction(
  name: string,
  called: ShellFunction,
  args: readonly Word[] | undefined,
  shell: Shell,
): Stream {
  const again = shell.calls.filter((call) => call === name).length;
  if (again > MAX_RECURSION || shell.frame.depth >= MAX_DEPTH) {
    shell.state({ kind: 'code.opaque', reason: 'depth-limit', program: name }, { start: 0, end: 0 });
    return ANYTHING;
  }
  const { frame, scope } = shell;
  const inner = shell.with({
    frame: { ...frame, source: called.frame.source, chain: [...frame.chain, `${name}()`], depth: frame.depth + 1 },
    calls: [...shell.calls, name],
  });
  const outer = scope.positional;
  scope.positional = args;
  scope.enterFunction();
  const printed = untilReturn(inner, (body) => body.run(called.body));
  scope.leaveFunction();
  scope.positional = outer;
  return printed;
}
