/** Walks over the tokens of a statement and collects what it does. */
import type { EffectDraft, Span } from '../../effects/effect';
import type { Run } from '../programs/spec';
import type { DialectTraits } from './dialect';
import { Scope } from './scope';
import type { PathChange } from './search-path';
import type { Routine } from './statements/routine-body';
import type { Token, TokenType } from './token';

/** Thrown when a statement is not understood; caught per statement. Not an error: nothing went wrong. */
export const NOT_UNDERSTOOD = Object.freeze({ notUnderstood: true });

/** Nesting beyond this is not followed. */
const MAX_DEPTH = 120;

/** Nested attempts double the work each time. */
const MAX_TRIES = 12;

/** SQL found inside a statement, to be read as if it were submitted. */
export interface NestedSql {
  readonly text: string;
  readonly span: Span;
  /** It runs on another server than the connection's. */
  readonly elsewhere: boolean;
  /** It is the body of a procedural block. */
  readonly block?: boolean;
}

export class Reader {
  index = 0;
  scope = new Scope();
  readonly effects: EffectDraft[] = [];
  readonly runs: Run[] = [];
  readonly nested: NestedSql[] = [];
  /** Functions and procedures that the statement defines. */
  readonly routines: Routine[] = [];
  /** Text that variables were last set to, by their names; what stands in it may be run later. */
  readonly variables: Map<string, string>;
  /** What it does to the session's search path. */
  searchPath: PathChange | undefined;
  /** Something in the statement is text that is not known. */
  sawHole = false;
  /** Inside a procedural block: control words and variables are expected. */
  inBlock = false;
  /** Unknown text stands where a value is meant, not columns. */
  valueMeant = false;
  /** The branch being read may not run. */
  conditional = false;
  private depth = 0;
  /** The index behind the last expression that stood in parentheses; a field may be taken of one. */
  groupEnd = -1;
  private tries = 0;
  private closings: Int32Array | undefined;
  private readonly last: Token;

  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
    readonly dialect: DialectTraits,
    variables?: Map<string, string>,
  ) {
    this.variables = variables ?? new Map();
    const end = tokens.at(-1)?.end ?? 0;
    this.last = { type: 'end', text: '', start: end, end };
  }

  get current(): Token {
    return this.tokens[this.index] ?? this.last;
  }

  peek(ahead = 1): Token {
    return this.tokens[this.index + ahead] ?? this.last;
  }

  get previous(): Token | undefined {
    return this.tokens[this.index - 1];
  }

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  advance(): Token {
    const token = this.current;
    if (token.type === 'hole') this.sawHole = true;
    this.index++;
    return token;
  }

  isType(type: TokenType): boolean {
    return this.current.type === type;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'word' && token.text === word;
  }

  isOneOf(words: ReadonlySet<string> | readonly string[], ahead = 0): boolean {
    const token = this.peek(ahead);
    if (token.type !== 'word') return false;
    return Array.isArray(words) ? words.includes(token.text) : (words as ReadonlySet<string>).has(token.text);
  }

  /** Are the next words exactly these? */
  isSequence(...words: readonly string[]): boolean {
    return words.every((word, ahead) => this.isWord(word, ahead));
  }

  isOp(op: string): boolean {
    return this.current.type === 'op' && this.current.text === op;
  }

  accept(...words: readonly string[]): boolean {
    if (!this.isSequence(...words)) return false;
    this.index += words.length;
    return true;
  }

  acceptType(type: TokenType): boolean {
    if (this.current.type !== type) return false;
    this.advance();
    return true;
  }

  acceptOp(op: string): boolean {
    if (!this.isOp(op)) return false;
    this.index++;
    return true;
  }

  expect(...words: readonly string[]): void {
    if (!this.accept(...words)) this.fail();
  }

  expectType(type: TokenType): Token {
    const token = this.current;
    if (token.type !== type) this.fail();
    return this.advance();
  }

  fail(): never {
    throw NOT_UNDERSTOOD;
  }

  /** Reading the same words twice is allowed a few times per statement. */
  mayTry(): boolean {
    return ++this.tries <= MAX_TRIES;
  }

  nest<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail();
    const result = read();
    this.depth--;
    return result;
  }

  /** Reads what stands between parentheses; the closing one must follow. */
  parenthesised<T>(read: () => T): T {
    this.expectType('(');
    const result = this.nest(read);
    this.expectType(')');
    return result;
  }

  commaList<T>(read: () => T): T[] {
    const items = [read()];
    while (this.acceptType(',')) items.push(read());
    return items;
  }

  /** From an opening parenthesis some tokens ahead to the one that closes it, or to the end; counted from here. */
  closing(ahead: number): number {
    this.closings ??= closingsOf(this.tokens);
    return (this.closings[this.index + ahead] ?? this.tokens.length) - this.index;
  }

  /** Passes a balanced group that starts at the current parenthesis. */
  skipGroup(): void {
    let depth = 0;
    do {
      const { type } = this.advance();
      if (type === '(') depth++;
      else if (type === ')') depth--;
      else if (type === 'end') this.fail();
    } while (depth > 0);
  }

  withScope<T>(read: () => T): T {
    const outer = this.scope;
    this.scope = new Scope(outer);
    const result = read();
    this.scope = outer;
    return result;
  }

  /** Reads a part in which unknown text is meant to be a value, or (`false`) may be columns. */
  meaningValues<T>(values: boolean, read: () => T): T {
    const before = this.valueMeant;
    this.valueMeant = values;
    const result = read();
    this.valueMeant = before;
    return result;
  }

  add(effect: EffectDraft): void {
    this.effects.push(effect);
  }

  /** What was read since `start` (an index of a token) in the text. */
  spanFrom(start: number): Span {
    const first = this.tokens[start] ?? this.last;
    return { start: first.start, end: (this.previous ?? first).end };
  }

  /** Back to an earlier point; what was found since is forgotten. */
  rewind(mark: Mark): void {
    this.index = mark.index;
    this.effects.length = mark.effects;
    this.runs.length = mark.runs;
    this.nested.length = mark.nested;
    this.scope = mark.scope;
    this.depth = mark.depth;
    this.valueMeant = mark.valueMeant;
  }

  mark(): Mark {
    const { index, scope, depth, valueMeant, effects, runs, nested } = this;
    return {
      index,
      scope,
      depth,
      valueMeant,
      effects: effects.length,
      runs: runs.length,
      nested: nested.length,
    };
  }
}

function closingsOf(tokens: readonly Token[]): Int32Array {
  const closings = new Int32Array(tokens.length).fill(tokens.length);
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.type === '(') open.push(index);
    else if (token.type === ')') {
      const start = open.pop();
      if (start !== undefined) closings[start] = index;
    }
  });
  return closings;
}

export interface Mark {
  readonly index: number;
  readonly effects: number;
  readonly runs: number;
  readonly nested: number;
  readonly scope: Scope;
  readonly depth: number;
  readonly valueMeant: boolean;
}
