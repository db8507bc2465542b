/** `cd`, `pushd`, `popd`, `pwd`. */
import { type Text, UNKNOWN } from '../../effects/value';
import { absolutePath } from '../files/paths';
import type { Word } from '../programs/spec';
import type { Builtin, BuiltinCall } from './builtins';
import { literal, NOTHING } from './streams';
import { concat } from './text';

function operand(args: readonly Word[]): Word | undefined {
  return args.find(
    (arg) => typeof arg.value !== 'string' || !/^-[A-Za-z@]*$|^--$/.test(arg.value) || arg.value === '-',
  );
}

const cd: Builtin = (call) => {
  changeTo(call, operand(call.args));
  return NOTHING;
};

const pushd: Builtin = (call) => {
  const { scope } = call.shell;
  const before = scope.cwd;
  const word = operand(call.args);
  if (word && typeof word.value === 'string' && /^[+-]\d+$/.test(word.value)) scope.cwd = UNKNOWN;
  else if (word) changeTo(call, word);
  else scope.cwd = scope.directories.pop() ?? UNKNOWN;
  scope.directories.push(before);
  return NOTHING;
};

const popd: Builtin = ({ shell }) => {
  shell.scope.cwd = shell.scope.directories.pop() ?? UNKNOWN;
  return NOTHING;
};

function changeTo({ shell }: BuiltinCall, word: Word | undefined): void {
  const { scope } = shell;
  const before = scope.cwd;
  scope.cwd = targetOf(word);
  scope.previousDirectory = before;

  function targetOf(target: Word | undefined): Text {
    if (!target) return scope.home;
    if (target.value === '-') return scope.previousDirectory;
    if (target.many && typeof target.value !== 'string') return UNKNOWN;
    return absolutePath(target.value, scope.cwd);
  }
}

const pwd: Builtin = ({ shell }) => literal(concat(shell.scope.cwd, '\n'));

export const directoryBuiltins = { cd, chdir: cd, pushd, popd, pwd, dirs: (() => NOTHING) satisfies Builtin };
