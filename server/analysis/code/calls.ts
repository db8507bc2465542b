/** Finds the calls in a program's tokens, with their arguments as far as they are literal. */
import { type Text, UNKNOWN } from '../../effects/value';
import { textOf } from './expression';
import { listOf } from './lists';
import type { Names } from './names';
import { objectBefore, splitByComma } from './token-ranges';
import type { Token } from './tokens';

export interface Argument {
  /** The text of a string, of a constant, of a concatenation. */
  readonly text: Text;
  /** Elements of a list. */
  readonly list?: readonly Text[];
  /** `name=value` or `name: value`. */
  readonly name?: string;
  readonly tokens: readonly Token[];
  /** The list that a key has, when the argument is written as an object. */
  entry?(key: string): readonly Text[] | undefined;
}

export interface CallSite {
  /** `os.system`; a method of something that is no name begins with a dot (`.unlink`). */
  readonly callee: string;
  readonly args: readonly Argument[];
  /** The call whose result the method is called on (`Path('x').unlink()`). */
  readonly receiver?: CallSite;
  /** What the method is called on. */
  readonly object: Text;
  readonly start: number;
  readonly end: number;
}

export interface CallOptions {
  /** `system "x"` is a call too. */
  readonly bareCalls: boolean;
  /** Would a call of this name do something? Then `unlink $file` is one, whatever its argument looks like. */
  readonly isDoer: (callee: string) => boolean;
  readonly names: Names;
}

/** Every call, in the order in which they begin. */
export function findCalls(tokens: readonly Token[], options: CallOptions): CallSite[] {
  const closes = matchBrackets(tokens);
  const calls: CallSite[] = [];
  const byClose = new Map<number, CallSite>();
  for (let at = 0; at < tokens.length; at++) {
    const chain = chainAt(tokens, at, options);
    if (!chain) continue;
    const call = callOf(tokens, at, chain, closes, options, byClose);
    if (call) {
      calls.push(call.site);
      if (call.close !== undefined) byClose.set(call.close, call.site);
    }
    at = chain.end - 1;
  }
  return calls;
}

interface Chain {
  readonly names: readonly string[];
  /** Index of the token after the chain. */
  readonly end: number;
  readonly continues: boolean;
}

function chainAt(tokens: readonly Token[], at: number, { names: { dots } }: CallOptions): Chain | undefined {
  const isDot = (token: Token | undefined) => token?.type === 'punct' && dots.test(token.text);
  const continues = isDot(tokens[at]) && tokens[at + 1]?.type === 'name';
  let index = continues ? at + 1 : at;
  if (tokens[index]?.type !== 'name') return undefined;
  const names = [tokens[index]!.text];
  index++;
  while (isDot(tokens[index]) && tokens[index + 1]?.type === 'name') {
    names.push(tokens[index + 1]!.text);
    index += 2;
  }
  return { names, end: index, continues };
}

function callOf(
  tokens: readonly Token[],
  start: number,
  chain: Chain,
  closes: ReadonlyMap<number, number>,
  options: CallOptions,
  byClose: ReadonlyMap<number, CallSite>,
): { site: CallSite; close?: number } | undefined {
  const next = tokens[chain.end];
  const receiver = chain.continues ? byClose.get(start - 1) : undefined;
  const callee = (chain.continues ? '.' : '') + chain.names.join('.');
  const place = { callee, start: tokens[start]!.start, ...(receiver && { receiver }) };
  if (next?.type === 'punct' && next.text === '(') {
    const close = closes.get(chain.end) ?? tokens.length;
    const end = tokens[close]?.end ?? tokens.at(-1)!.end;
    return { site: siteOf({ ...place, end }, tokens, [chain.end + 1, close], options), close };
  }
  // A tagged template: what is put in is bound as a value, not as text.
  if (next?.tagged) return { site: siteOf({ ...place, end: next.end }, tokens, [chain.end, chain.end + 1], options) };
  if (!options.bareCalls || !isBareCall(tokens, start, chain, options)) return undefined;
  const lineEnd = next && !next.startsLine ? endOfLine(tokens, chain.end) : chain.end;
  const end = tokens[lineEnd - 1]!.end;
  return { site: siteOf({ ...place, end }, tokens, [chain.end, lineEnd], options) };
}

/** More tokens of a call's arguments are not looked at. */
const MAX_TOKENS = 500;

/** Most calls mean nothing, and in nested ones each argument holds the next: they are read when somebody asks. */
function siteOf(
  place: Omit<CallSite, 'args' | 'object'>,
  tokens: readonly Token[],
  [from, to]: readonly [number, number],
  options: CallOptions,
): CallSite {
  let read: readonly Argument[] | undefined;
  return {
    ...place,
    get object() {
      // What is called stands before the bracket of its arguments.
      return textOf(objectBefore(tokens, tokens[from - 1]?.text === '(' ? from - 3 : from - 2), options.names);
    },
    get args() {
      read ??= argumentsIn(tokens.slice(from, Math.min(to, from + MAX_TOKENS)), to - from > MAX_TOKENS, options);
      return read;
    },
  };
}

function isBareCall(tokens: readonly Token[], start: number, chain: Chain, { isDoer }: CallOptions): boolean {
  const next = tokens[chain.end];
  if (next && !next.startsLine && (next.type === 'string' || next.text === '[')) return true;
  const name = (chain.continues ? '.' : '') + chain.names.join('.');
  if (!isDoer(name) || tokens[start - 1]?.text === ':') return false;
  if (isKey(tokens, start)) return false;
  // Not the name of something: `exec = 1`, `{ unlink: 1 }`, `unlink => 1`.
  return !next || next.startsLine || next.type !== 'punct' || /^[;})$@<*]$/.test(next.text);
}

/** What a block follows, with or without a space: `sub{unlink}`. */
const BLOCK = /^(sub|do|eval|map|grep|sort|else|BEGIN|END)$/;

/** `$table{unlink}`. */
function isKey(tokens: readonly Token[], at: number): boolean {
  const [table, brace] = [tokens[at - 2], tokens[at - 1]];
  return brace?.text === '{' && table?.type === 'name' && table.end === brace.start && !BLOCK.test(table.text);
}

function endOfLine(tokens: readonly Token[], from: number): number {
  const last = Math.min(tokens.length, from + MAX_TOKENS + 1);
  for (let at = from; at < last; at++) {
    const token = tokens[at]!;
    if ((token.startsLine && at > from) || (token.type === 'punct' && /^[;})]$/.test(token.text))) return at;
    if (token.type === 'name' && /^(if|unless|or|and|do|while)$/.test(token.text)) return at;
  }
  return last;
}

/** Index of an opening bracket → index of its closing one. */
function matchBrackets(tokens: readonly Token[]): Map<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.type !== 'punct') return;
    if (/^[([{]$/.test(token.text)) open.push(at);
    else if (/^[)\]}]$/.test(token.text)) {
      const opening = open.pop();
      if (opening !== undefined) closes.set(opening, at);
    }
  });
  return closes;
}

/** The last argument is unknown where the tokens are cut off. */
function argumentsIn(tokens: readonly Token[], cutOff: boolean, options: CallOptions): Argument[] {
  const args = splitByComma(tokens).map((part) => readArgument(part, options));
  return cutOff ? [...args.slice(0, -1), { text: UNKNOWN, tokens: [] }] : args;
}

function readArgument(tokens: readonly Token[], { names }: CallOptions): Argument {
  const [first, second, ...rest] = tokens;
  const named = first?.type === 'name' && second?.type === 'punct' && /^(=|:|=>)$/.test(second.text);
  if (named && rest[0]?.text !== '=') return { ...valueIn(rest, names), name: first.text };
  return valueIn(tokens, names);
}

function valueIn(tokens: readonly Token[], names: Names): Argument {
  const list = listOf(tokens, names);
  if (list) return { text: UNKNOWN, list, tokens };
  return { text: textOf(tokens, names), tokens, entry: (key) => entryOf(tokens, key, names) };
}

/** `{ args: ['-rf', '/'] }` */
function entryOf(tokens: readonly Token[], key: string, names: Names): readonly Text[] | undefined {
  if (tokens[0]?.text !== '{') return undefined;
  const entries = splitByComma(tokens.slice(1, -1));
  const entry = entries.find(([name, sign]) => name?.text === key && sign?.text === ':');
  return entry && listOf(entry.slice(2), names);
}
