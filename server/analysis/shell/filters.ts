/** Filters whose output text can be worked out from a known input: what hides commands in pipes. */
import { type Text, UNKNOWN } from '../../effects/value';
import { sedEdit } from '../code/sed-edit';
import type { Invocation, Stream, StreamSource } from '../programs/spec';
import { nameMade } from './file-names';
import { listing } from './listings';
import { withProcessIds } from './process-ids';

type Filter = (args: readonly string[], input: string) => Text | undefined;

/** The output with its text, when it can be worked out; marked as decoded when it is but cannot be read. */
export function filterText(invocation: Invocation, output: Stream): Stream {
  if (output.text !== UNKNOWN) return output;
  const args = invocation.args.map((arg) => arg.value);
  const known = args.filter((arg) => typeof arg === 'string');
  const decodes = isDecoder(invocation.name, known);
  const input = invocation.stdin?.text;
  const filter = FILTERS[invocation.name];
  const readable = filter && typeof input === 'string' && known.length === args.length;
  const text = readable ? filter(known, input) : undefined;
  const sources: StreamSource[] = decodes ? [...new Set([...output.sources, 'decoded' as const])] : [...output.sources];
  return {
    ...output,
    text: text ?? nameMade(invocation) ?? listing(invocation),
    sources: withProcessIds(invocation, sources),
  };
}

const FILTERS: Readonly<Record<string, Filter>> = {
  cat: (args, input) => (args.every((arg) => arg === '-') ? input : undefined),
  tee: (_, input) => input,
  base64: (args, input) => (isDecoding(args) ? decodedInput(args, input, 'base64') : encoded(args, input)),
  openssl: (args, input) =>
    /^(base64|enc -base64|enc -a)/.test(args.join(' ')) && isDecoding(args) && !/ -(in|out) /.test(args.join(' '))
      ? decoded(input, 'base64')
      : undefined,
  xxd: (args, input) => (args.includes('-r') && /p/.test(args.join('')) ? decodedInput(args, input, 'hex') : undefined),
  sed: (args, input) => substituted(args, input),
  rev: (args, input) => (args.length === 0 ? reversedLines(input) : undefined),
  tr: (args, input) => translate(args, input),
  sort: (args, input) => (args.length === 0 ? `${input.split('\n').filter(Boolean).sort().join('\n')}\n` : undefined),
  uniq: (args, input) => (args.length === 0 ? input : undefined),
};

function isDecoder(name: string, args: readonly string[]): boolean {
  switch (name) {
    case 'base64':
    case 'base32':
    case 'basenc':
    case 'openssl':
    case 'gzip':
    case 'xz':
    case 'bzip2':
      return isDecoding(args);
    case 'xxd':
      return args.some((arg) => /^-\w*r/.test(arg));
    case 'gunzip':
    case 'zcat':
    case 'uudecode':
    case 'rev':
    case 'tr':
      return true;
    default:
      return false;
  }
}

function isDecoding(args: readonly string[]): boolean {
  return args.some((arg) => /^(-[a-zA-Z]*[dD]|--decode|--decompress|-d)$/.test(arg));
}

/** Not when a file is named: that is what it decodes. */
function decodedInput(args: readonly string[], input: string, encoding: 'base64' | 'hex'): Text | undefined {
  return args.every((arg) => arg.startsWith('-')) ? decoded(input, encoding) : undefined;
}

/** `sed s/a/b/`, `sed -E -e …`. */
function substituted(args: readonly string[], input: string): Text | undefined {
  const scripts = args.filter((arg) => !/^-[eEr]$/.test(arg));
  // With more words than scripts it reads files.
  if (scripts.length !== Math.max(1, args.filter((arg) => arg === '-e').length)) return undefined;
  const extended = args.some((arg) => /^-[Er]$/.test(arg));
  return sedEdit(scripts.map((text) => ({ text, extended })))?.(input);
}

function decoded(input: string, encoding: 'base64' | 'hex'): Text {
  const compact = input.replace(/\s+/g, '');
  const valid = encoding === 'hex' ? /^[\da-fA-F]*$/ : /^[\w+/-]*=*$/;
  return valid.test(compact) ? Buffer.from(compact, encoding).toString('utf8') : UNKNOWN;
}

function encoded(args: readonly string[], input: string): Text | undefined {
  return args.length === 0 || args.join(' ') === '-w0' ? `${Buffer.from(input).toString('base64')}\n` : undefined;
}

function reversedLines(input: string): string {
  return input
    .split('\n')
    .map((line) => [...line].reverse().join(''))
    .join('\n');
}

/** `tr abc xyz`, `tr A-Za-z N-ZA-Mn-za-m`, `tr -d x`. */
function translate(args: readonly string[], input: string): Text | undefined {
  if (args[0] === '-d' && args.length === 2) {
    const dropped = setOf(args[1]!);
    return dropped && [...input].filter((char) => !dropped.includes(char)).join('');
  }
  if (args.length !== 2 || args[0]!.startsWith('-')) return undefined;
  const [from, to] = [setOf(args[0]!), setOf(args[1]!)];
  if (!from || !to || to.length === 0) return undefined;
  return [...input].map((char) => (from.includes(char) ? (to[from.lastIndexOf(char)] ?? to.at(-1)!) : char)).join('');
}

const MAX_SET = 512;

function setOf(text: string): string[] | undefined {
  if (text.includes('[:') || text.length > MAX_SET) return CLASSES[text];
  const plain = text.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\\\/g, '\\');
  const chars: string[] = [];
  for (let at = 0; at < plain.length; at++) {
    const [first, last] = [plain.charCodeAt(at), plain.charCodeAt(at + 2)];
    if (plain[at + 1] === '-' && at + 2 < plain.length && last - first < MAX_SET) {
      for (let code = first; code <= last; code++) chars.push(String.fromCharCode(code));
      at += 2;
    } else chars.push(plain[at]!);
  }
  return chars;
}

const UPPER = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CLASSES: Readonly<Record<string, string[]>> = {
  '[:upper:]': UPPER,
  '[:lower:]': UPPER.map((char) => char.toLowerCase()),
  '[:space:]': [' ', '\t', '\n', '\r', '\v', '\f'],
};
