/** Runs a program by its spec: states its effects, follows what it starts, passes on what it prints. */
import type { Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { programFor } from '../programs/registry';
import type { Invocation, Outcome, Stream, Word } from '../programs/spec';
import { filterText } from './filters';
import { follow } from './follow';
import type { Shell } from './shell';
import { literal, NOTHING, outputOf, sequence } from './streams';

export function runProgram(name: string, first: Word, args: readonly Word[], span: Span, shell: Shell): Stream {
  if (!shell.session.step(shell.frame)) return NOTHING;
  const program = programFor(name);
  if (!program) {
    shell.state({ kind: 'code.opaque', reason: 'unknown-program', program: name }, span);
    return literal(UNKNOWN, [...(shell.io.stdin?.sources ?? []), 'unknown']);
  }
  const invocation = invocationOf(name, first, args, span, shell);
  return carryOut(program.interpret(invocation), invocation, shell);
}

/** States an outcome's effects and follows its runs. */
export function carryOut(outcome: Outcome, invocation: Invocation, shell: Shell): Stream {
  for (const effect of outcome.effects) shell.state(effect, invocation.span);
  const printed = (outcome.runs ?? []).map((run) => follow(run, shell, invocation.span));
  if (outcome.output && outcome.output.text !== UNKNOWN) return outcome.output;
  const own = printed.length > 0 && outcome.effects.length === 0 ? [] : [outputOf(outcome, shell.io.stdin)];
  const stream = sequence([...printed, ...own]);
  return filterText(invocation, stream);
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
