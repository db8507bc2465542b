/** `echo` and `printf`: what is printed is data. */
import { type Text, UNKNOWN } from '../../effects/value';
import type { StreamSource, Word } from '../programs/spec';
import type { Builtin, BuiltinCall } from './builtins';
import { literal } from './streams';
import { concat } from './text';

const echo: Builtin = (call) => {
  const { args } = call;
  stateShown(call);
  let [newline, escapes] = [true, false];
  let at = 0;
  for (; at < args.length; at++) {
    const value = args[at]!.value;
    if (typeof value !== 'string' || !/^-[neE]+$/.test(value)) break;
    if (value.includes('n')) newline = false;
    escapes = value.includes('e');
  }
  const words = args.slice(at);
  const text = withSpaces(words);
  const unescaped = escapes && typeof text === 'string' ? undoEscapes(text) : text;
  return literal(newline ? concat(unescaped, '\n') : unescaped, sourcesOf(words));
};

const printf: Builtin = (call) => {
  const { args, shell } = call;
  if (args[0]?.value !== '-v') stateShown(call);
  const [first, second] = args;
  if (first?.value === '-v') {
    const name = second?.value;
    if (typeof name === 'string') shell.scope.set(name, [{ text: format(args.slice(2)), sources: sourcesOf(args) }]);
    return literal('');
  }
  const words = first?.value === '--' ? args.slice(1) : args;
  return literal(format(words), sourcesOf(words));
};

/** A secret that came into the words from elsewhere is seen by whoever sees what is printed. */
function stateShown({ args, span, shell }: BuiltinCall): void {
  const sources = sourcesOf(args);
  if (!shell.io.shown || !sources.some((source) => source === 'secret' || source === 'env')) return;
  const store = sources.includes('secret') ? {} : { store: 'env-var' as const };
  shell.state({ kind: 'secret.read', ...store, audience: 'model' }, span);
}

function withSpaces(words: readonly Word[]): Text {
  return words
    .map((word) => word.value)
    .reduce<Text>((text, word, at) => concat(text, at > 0 ? concat(' ', word) : word), '');
}

function sourcesOf(words: readonly Word[]): StreamSource[] {
  return [...new Set(words.flatMap((word) => [...(word.sources ?? [])]))];
}

const MAX_ARGUMENTS = 64;

/** The format is used again while arguments are left. */
function format(words: readonly Word[]): Text {
  const [template, ...args] = words;
  if (!template || typeof template.value !== 'string' || args.length > MAX_ARGUMENTS) return UNKNOWN;
  if (args.some((arg) => arg.many)) return UNKNOWN;
  const left = args.map((arg) => arg.value);
  let text: Text = '';
  do {
    const before = left.length;
    text = concat(text, formatOnce(template.value, left));
    if (left.length === before) break;
  } while (left.length > 0);
  return text;
}

function formatOnce(template: string, left: Text[]): Text {
  let text: Text = '';
  const pieces = template.split(/(%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/);
  for (const piece of pieces) {
    if (piece === '%%') text = concat(text, '%');
    else if (/^%.*[a-zA-Z]$/.test(piece)) text = concat(text, directive(piece, left.length > 0 ? left.shift()! : ''));
    else text = concat(text, undoEscapes(piece));
  }
  return text;
}

function directive(piece: string, argument: Text): Text {
  if (piece === '%s' || piece === '%d' || piece === '%i') return argument;
  if (piece === '%b') return typeof argument === 'string' ? undoEscapes(argument) : argument;
  return UNKNOWN;
}

/** Backslash escapes as `echo -e` and `printf` read them. */
export function undoEscapes(text: string): string {
  return text.replace(/\\(x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4}|0?[0-7]{1,3}|.)/g, (_, code: string) => {
    if (/^[xu]/.test(code) && code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) % 256);
    return ESCAPES[code] ?? `\\${code}`;
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  c: '',
  '\\': '\\',
  '"': '"',
};

export const printingBuiltins = { echo, printf, print: echo };
