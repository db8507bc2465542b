/** Builtins that set, export, read and forget variables and aliases. */
import { UNKNOWN } from '../../effects/value';
import { inside, possibly } from '../frame';
import type { Stream, Word } from '../programs/spec';
import { assign } from './assign';
import type { Builtin, BuiltinCall } from './builtins';
import { environmentEffects } from './environment';
import { expandValue } from './expand';
import type { Value } from './scope';
import type { Shell } from './shell';
import { NOTHING } from './streams';
import type { AssignmentNode } from './syntax';
import { runText } from './text-run';

const ENVIRONMENT_SHOWN: Stream = { text: UNKNOWN, sources: ['env'] };

function declare(exported: boolean | undefined): Builtin {
  return (call) => {
    const { shell, span, declarations } = call;
    const associative = hasFlag(call.args, 'A');
    const options = { ...((exported || hasFlag(call.args, 'x')) && { exported: true }), associative };
    const isLocal = call.name !== 'export' && call.name !== 'readonly' && !hasFlag(call.args, 'g');
    const names = call.args.flatMap((arg) => nameIn(arg, declarations.length));
    if (names.length === 0 && declarations.length === 0) return listsAll(call);
    // All values are worked out before the first is set.
    const values = declarations.map((declaration) => valueOfDeclaration(declaration, shell));
    declarations.forEach((declaration, at) => {
      if (isLocal) shell.scope.declareLocal(declaration.name);
      const value = values[at];
      if (value) shell.scope.set(declaration.name, [asDeclared(value, call.args)], options);
      else assign(declaration, shell, options);
      if (options.exported || shell.scope.inherited(declaration.name) !== undefined) {
        const value = shell.scope.get(declaration.name)?.[0]?.text ?? UNKNOWN;
        environmentEffects(declaration.name, value, span, shell);
      }
    });
    for (const { name, value } of names) {
      const isNew = isLocal && shell.scope.declareLocal(name);
      if (value !== undefined) shell.scope.set(name, [value], options);
      else if (associative) shell.scope.set(name, [], { ...options, keys: [] });
      else if (options.exported) shell.scope.export(name);
      else if (isNew) shell.scope.set(name, undefined);
    }
    return NOTHING;
  };
}

function valueOfDeclaration({ name, append, index, value }: AssignmentNode, shell: Shell): Value | undefined {
  if (append || index || !('parts' in value) || name === '') return undefined;
  return expandValue(value, shell);
}

/** `declare -l` and `-u` change what is assigned; after `-n` it is another variable that is asked for. */
function asDeclared(value: Value, args: readonly Word[]): Value {
  if (hasFlag(args, 'n')) return { text: UNKNOWN, sources: ['unknown'] };
  if (typeof value.text !== 'string') return value;
  if (hasFlag(args, 'l')) return { ...value, text: value.text.toLowerCase() };
  return hasFlag(args, 'u') ? { ...value, text: value.text.toUpperCase() } : value;
}

/** `export X`, and `export $name=value` where the assignment comes from expansion. */
function nameIn(arg: Word, declared: number): { name: string; value?: Value }[] {
  if (typeof arg.value !== 'string' || arg.value.startsWith('-')) return [];
  const match = /^([A-Za-z_]\w*)(?:\+?=([\s\S]*))?$/.exec(arg.value);
  if (!match || (declared > 0 && match[2] !== undefined)) return [];
  return [match[2] === undefined ? { name: match[1]! } : { name: match[1]!, value: { text: match[2] } }];
}

function hasFlag(args: readonly Word[], letter: string): boolean {
  return args.some(
    (arg) => typeof arg.value === 'string' && /^-[A-Za-z]+$/.test(arg.value) && arg.value.includes(letter),
  );
}

/** Without names, the whole environment is printed. */
function listsAll({ args, span, shell }: BuiltinCall): Stream {
  if (args.some((arg) => arg.value !== '-p' && arg.value !== '-x' && arg.value !== '-px')) return NOTHING;
  shell.state({ kind: 'secret.read', store: 'env-var', audience: shell.io.shown ? 'model' : 'process' }, span);
  return ENVIRONMENT_SHOWN;
}

const set: Builtin = (call) => {
  if (call.args.length === 0) return listsAll(call);
  const forgets = call.args.some((arg, at) => arg.value === 'history' && call.args[at - 1]?.value === '+o');
  if (forgets) call.shell.state({ kind: 'audit.tamper', what: 'shell-history' }, call.span);
  const at = call.args.findIndex((arg) => arg.value === '--');
  if (at >= 0) call.shell.scope.positional = call.args.slice(at + 1);
  else if (typeof call.args[0]?.value !== 'string') call.shell.scope.positional = undefined;
  else if (!/^[-+]/.test(call.args[0].value)) call.shell.scope.positional = call.args;
  return NOTHING;
};

const unset: Builtin = ({ args, shell }) => {
  const functions = hasFlag(args, 'f');
  for (const arg of args) {
    if (typeof arg.value !== 'string' || arg.value.startsWith('-')) continue;
    if (functions) shell.scope.functions.delete(arg.value);
    else {
      shell.scope.set(arg.value, undefined);
      environmentEffects(arg.value, '', arg.span, shell);
    }
  }
  return NOTHING;
};

const shift: Builtin = ({ args, shell }) => {
  const count = args[0] === undefined ? 1 : Number(args[0].value ?? Number.NaN);
  const before = shell.scope.positional;
  const known = before && Number.isInteger(count) && !before.slice(0, count).some((word) => word.many);
  shell.scope.positional = known ? before.slice(count) : undefined;
  return NOTHING;
};

/** An alias outlives the submission: what it stands for may run at any later command. */
const alias: Builtin = ({ args, shell }) => {
  for (const arg of args) {
    if (typeof arg.value !== 'string') continue;
    const equals = arg.value.indexOf('=');
    if (equals <= 0) continue;
    const text = arg.value.slice(equals + 1);
    const frame = possibly(inside(shell.frame, { label: `alias ${arg.value.slice(0, equals)}` }));
    runText(text, arg.span, shell.with({ frame, scope: shell.scope.fork() }));
    shell.scope.aliases.set(arg.value.slice(0, equals), text);
  }
  return NOTHING;
};

const unalias: Builtin = ({ args, shell }) => {
  for (const arg of args) {
    if (arg.value === '-a') shell.scope.aliases.clear();
    else if (typeof arg.value === 'string') shell.scope.aliases.delete(arg.value);
  }
  return NOTHING;
};

export const variableBuiltins = {
  export: declare(true),
  declare: declare(undefined),
  typeset: declare(undefined),
  local: declare(undefined),
  readonly: declare(undefined),
  integer: declare(undefined),
  set,
  unset,
  shift,
  alias,
  unalias,
};
