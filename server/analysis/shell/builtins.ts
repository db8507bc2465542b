/** Commands that the shell itself carries out. */
import type { Span } from '../../effects/effect';
import type { Stream, Word } from '../programs/spec';
import { runArithmeticText } from './arithmetic-text';
import { directoryBuiltins } from './builtins-directory';
import { executionBuiltins } from './builtins-execution';
import { hookBuiltins } from './builtins-hooks';
import { printingBuiltins } from './builtins-printing';
import { readingBuiltins } from './builtins-reading';
import { variableBuiltins } from './builtins-variables';
import { jumpBuiltins } from './jumps';
import type { Shell } from './shell';
import { ANYTHING, NOTHING } from './streams';
import type { AssignmentNode } from './syntax';

export interface BuiltinCall {
  readonly name: string;
  readonly args: readonly Word[];
  readonly span: Span;
  readonly shell: Shell;
  /** Assignments among the arguments (`export A=1`). */
  readonly declarations: readonly AssignmentNode[];
}

export type Builtin = (call: BuiltinCall) => Stream;

/** Builtins that neither start nor print anything of interest. */
const INERT =
  ': true false exit wait jobs fg bg disown type umask shopt setopt unsetopt times ulimit compgen compopt caller logout rehash autoload zmodload emulate';

const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...INERT.split(' ').map((name): [string, Builtin] => [name, () => NOTHING]),
  ...Object.entries({
    ...directoryBuiltins,
    ...executionBuiltins,
    ...hookBuiltins,
    ...jumpBuiltins,
    ...printingBuiltins,
    ...readingBuiltins,
    ...variableBuiltins,
  }),
  ['history', history],
  ['test', arithmetic],
  ['[', arithmetic],
  ['let', arithmetic],
]);

export function builtinOf(name: string): Builtin | undefined {
  return builtins.get(name);
}

function arithmetic({ args, shell }: BuiltinCall): Stream {
  for (const arg of args) runArithmeticText(arg.value, arg.span, shell);
  return NOTHING;
}

/** `history -c` and `-d 5` take away what was done; the rest lists or saves it. */
function history({ args, span, shell }: BuiltinCall): Stream {
  const words = args.map((arg) => (typeof arg.value === 'string' ? arg.value : ''));
  const clears = words.some(
    (word, at) => /^-\w*c/.test(word) || (/^-\w*d$/.test(word) && /^-?\d/.test(words[at + 1] ?? '')),
  );
  if (clears) shell.state({ kind: 'audit.tamper', what: 'shell-history' }, span);
  return ANYTHING;
}
