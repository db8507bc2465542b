/** Builtins that run something: `eval`, `source`, `exec`, `command`, `builtin`, `trap`, `time`. */
import type { Text } from '../../effects/value';
import { inside } from '../frame';
import type { Word } from '../programs/spec';
import type { Builtin, BuiltinCall } from './builtins';
import { dispatch, runNamed } from './dispatch';
import { follow } from './follow';
import { isShellSetup, literal, NOTHING } from './streams';
import { concat } from './text';
import { runText } from './text-run';
import { setTrap } from './traps';

const evaluate: Builtin = ({ args, span, shell }) => {
  const text = args.reduce<Text>((joined, arg, at) => concat(joined, at > 0 ? concat(' ', arg.value) : arg.value), '');
  const [only] = args;
  const place = args.length === 1 && only ? only.span : span;
  if (args.length > 0 && args.every(setsUpShell)) return NOTHING;
  const unseen = typeof text !== 'string' && unseenOrigin(args);
  if (unseen) shell.state({ kind: 'code.exec', origin: unseen, lang: 'sh', resolved: false }, span);
  if (unseen === 'decoded') shell.state({ kind: 'code.opaque', reason: 'encoded' }, span);
  return runText(text, place, shell.with({ frame: inside(shell.frame, { label: 'eval' }) }));
};

/** `"$(brew shellenv)"`: what it prints and nothing beside. */
function setsUpShell({ raw, sources = [] }: Word): boolean {
  return isShellSetup(sources) && /^"?(\$\([^$`]*\)|`[^$`]*`)"?$/.test(raw);
}

function unseenOrigin(args: readonly Word[]): 'network' | 'decoded' | undefined {
  const sources = args.flatMap((arg) => [...(arg.sources ?? [])]);
  if (sources.includes('network')) return 'network';
  return sources.includes('decoded') ? 'decoded' : undefined;
}

const source: Builtin = ({ name, args, span, shell }) => {
  const [file, ...rest] = args;
  if (!file) return NOTHING;
  const run = { type: 'file', label: name, path: file.value, language: 'bash', sourced: true } as const;
  return follow(rest.length > 0 ? { ...run, args: rest } : run, shell, span);
};

const exec: Builtin = (call) => {
  const rest = skipOptions(call.args, 'a');
  return rest.length > 0 ? external(call, rest, 'exec') : NOTHING;
};

const command: Builtin = (call) => {
  const [flag] = call.args;
  if (typeof flag?.value === 'string' && /^-p*[vV]/.test(flag.value)) return literal(call.args[1]?.value ?? '');
  const rest = skipOptions(call.args, '');
  return rest.length > 0 ? external(call, rest, 'command') : NOTHING;
};

/** Functions are passed by. */
function external({ span, shell }: BuiltinCall, words: readonly Word[], label: string) {
  const inner = shell.with({ frame: inside(shell.frame, { label }) });
  const [first, ...args] = words;
  const name = first?.value;
  const isFunction = typeof name === 'string' && shell.scope.functions.has(name);
  return isFunction ? runNamed(first!, name, args, span, inner) : dispatch(words, span, inner);
}

const builtin: Builtin = ({ args, span, shell }) => dispatch(args, span, shell);

/** `trap 'commands' EXIT` runs them later. */
const trap: Builtin = ({ args, span, shell }) => {
  const words = args.filter((arg) => arg.value !== '--');
  const [action] = words;
  if (!action || words.length < 2 || action.value === '-' || action.value === '') return NOTHING;
  if (typeof action.value === 'string' && action.value.startsWith('-')) return NOTHING;
  setTrap(action, span, shell);
  return NOTHING;
};

/** The words after the options; the letters of `valued` take a value. */
function skipOptions(args: readonly Word[], valued: string): readonly Word[] {
  let at = 0;
  for (; at < args.length; at++) {
    const value = args[at]!.value;
    if (typeof value !== 'string' || !value.startsWith('-') || value === '-') break;
    if (value === '--') return args.slice(at + 1);
    if (valued !== '' && value.endsWith(valued)) at++;
  }
  return args.slice(at);
}

export const executionBuiltins = {
  eval: evaluate,
  source,
  '.': source,
  exec,
  command,
  builtin,
  trap,
  noglob: builtin,
  nocorrect: builtin,
};
