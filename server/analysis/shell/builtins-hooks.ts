/** Builtins that arrange for something to be run later: `complete`, `bind`, `hash`, `enable`. */
import type { Effect } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { inside, possibly } from '../frame';
import type { Word } from '../programs/spec';
import type { Builtin, BuiltinCall } from './builtins';
import { runFunction } from './functions';
import type { Shell } from './shell';
import { NOTHING } from './streams';
import { runText } from './text-run';

/** `complete -C command name`, `complete -F function name`: run when somebody completes, if ever. */
const complete: Builtin = (call) => {
  const command = valueAfter(call.args, '-C');
  const name = valueAfter(call.args, '-F')?.value;
  const called = typeof name === 'string' ? call.shell.scope.functionNamed(name) : undefined;
  const later = laterOn('complete', call);
  call.shell.session.only(isSeen, () => {
    if (command) runText(command.value, command.span, later);
    if (called) runFunction(String(name), called, undefined, later);
  });
  return NOTHING;
};

/** Completions come with tools, whose own commands nobody describes. */
function isSeen({ kind }: Effect): boolean {
  return kind !== 'code.opaque' && kind !== 'code.exec';
}

/** `bind -x '"\C-l": command'` */
const bind: Builtin = (call) => {
  const bound = valueAfter(call.args, '-x');
  if (!bound) return NOTHING;
  const text = typeof bound.value === 'string' ? bound.value.replace(/^\s*"[^"]*"\s*:?\s*/, '') : UNKNOWN;
  runText(text, bound.span, laterOn('bind -x', call));
  return NOTHING;
};

function laterOn(label: string, { shell }: BuiltinCall): Shell {
  return shell.with({ frame: possibly(inside(shell.frame, { label })), scope: shell.scope.fork() });
}

/** `hash -p path name` says where a program is; `hash -r` forgets. */
const hash: Builtin = ({ args, shell }) => {
  const at = args.findIndex(({ value }) => value === '-p');
  const place = args[at + 1];
  if (at >= 0 && place) {
    for (const { value } of args.slice(at + 2)) {
      if (typeof value === 'string') shell.scope.hashed.set(value, place);
    }
  }
  if (args.some(({ value }) => value === '-r')) shell.scope.hashed.clear();
  return NOTHING;
};

/** `enable -f library name` loads code into the shell. */
const enable: Builtin = ({ args, span, shell }) => {
  if (valueAfter(args, '-f')) shell.state({ kind: 'config.write', target: 'env', executes: true }, span);
  return NOTHING;
};

function valueAfter(args: readonly Word[], option: string): Word | undefined {
  return args[args.findIndex(({ value }) => value === option) + 1 || args.length];
}

export const hookBuiltins = { complete, bind, hash, enable };
