/** Splits a PowerShell or cmd text into simple commands and their words, each handed over before the next is read. */
import { type Text, UNKNOWN } from '../../../effects/value';
import type { Word } from '../../programs/spec';
import { join } from '../expand';
import type { Value } from '../scope';

export interface ForeignCommand {
  readonly words: readonly Word[];
  /** Reads the output of the command before. */
  readonly piped: boolean;
  /** Behind `&`: a text is a command's name. */
  readonly called: boolean;
  /** Stands in a block, which may not be run. */
  readonly inBlock: boolean;
  readonly redirects: readonly { readonly target: Word; readonly append: boolean }[];
}

export interface ForeignSyntax {
  /** The character that takes the meaning of the next one away. */
  readonly escapeWith: '`' | '^';
  readonly quotes: string;
  /** What begins a variable: `$name`, `%name%`. */
  readonly variable: RegExp;
  /** Anything that is more than simple commands. */
  readonly beyond: RegExp;
  readonly comment: string;
  /** Stands before a block, and does nothing itself. */
  readonly keyword: RegExp;
  /** Round brackets hold commands whose output is a value. */
  readonly substitutes: boolean;
}

/** Who carries out what is read. */
export interface ForeignHost {
  take(command: ForeignCommand): void;
  valueOf(variable: string): Value;
  /** Runs what stands in the brackets from `from` to `to`. */
  substitute(from: number, to: number): Value;
  /** `callee(…)`; `undefined` when nobody knows what that does. */
  call(callee: string, from: number, to: number): Value | undefined;
  enterBlock(): void;
  leaveBlock(): void;
  /** Goes through a list: `for %i in (list)`. */
  bind(head: readonly Word[], list: readonly Word[]): void;
  /** Not all of it was simple commands. */
  giveUp(): void;
}

const MAX_WORDS = 4000;
const CONTROL = /^(if|elseif|while|foreach|for|switch|until|catch|param|in)$/i;

/** What is read when a text is read within a text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function readCommands(text: string, syntax: ForeignSyntax, host: ForeignHost, range?: Range): void {
  new Splitter(text, syntax, host, range ?? { from: 0, to: text.length }).run();
}

class Splitter {
  private words: Word[] = [];
  private redirects: { target: Word; append: boolean }[] = [];
  private pendingRedirect: { append: boolean } | undefined;
  private piped = false;
  private value: Value = { text: '' };
  private start = -1;
  private total = 0;
  private called = false;
  /** The head of a loop of cmd whose list comes next. */
  private loop: readonly Word[] | undefined;
  private blocks = 0;
  private unquoted = '';

  constructor(
    private readonly text: string,
    private readonly syntax: ForeignSyntax,
    private readonly host: ForeignHost,
    private readonly range: Range,
  ) {}

  run(): void {
    let at = this.range.from;
    while (at < this.range.to && this.total < MAX_WORDS) at = this.step(at);
    this.endCommand(this.range.to, false);
    if (this.total >= MAX_WORDS || this.syntax.beyond.test(this.unquoted)) this.host.giveUp();
  }

  private step(at: number): number {
    const char = this.text[at]!;
    const { escapeWith, quotes, comment } = this.syntax;
    if (char === escapeWith && at + 1 < this.range.to) return this.add({ text: this.text[at + 1]! }, at, at + 2);
    if (quotes.includes(char)) return this.quoted(char, at);
    this.unquoted += char;
    if (char === comment && this.start < 0) return this.lineEnd(at);
    if (/\s/.test(char) && char !== '\n') return this.endWord(at, at + 1);
    if (char === '\n' || char === ';') return this.endCommand(at, false);
    if (char === '|') return this.endCommand(at, this.text[at + 1] !== '|', this.text[at + 1] === '|' ? 2 : 1);
    if (char === '&') return this.ampersand(at);
    if (char === '>') return this.redirect(at);
    if (this.assigns(at)) return this.assignment(at);
    if (this.opensData(at)) return this.data(at);
    if (this.opensValue(at)) return this.brackets(at);
    if (/[(){}]/.test(char)) return this.endBlock(char, at);
    return this.plain(char, at);
  }

  /** The sign of `$x='a'`, written without spaces. */
  private assigns(at: number): boolean {
    if (!this.syntax.substitutes || this.start < 0 || this.words.length > 0) return false;
    return /^[-+*/]?=(?!=)/.test(this.text.slice(at, at + 3)) && /^\$[\w:]+$/.test(this.text.slice(this.start, at));
  }

  private assignment(at: number): number {
    const end = this.text.indexOf('=', at) + 1;
    this.endWord(at, at);
    this.add({ text: this.text.slice(at, end) }, at, end);
    return this.endWord(end, end);
  }

  private endBlock(bracket: string, at: number): number {
    const next = this.endCommand(at, false);
    if (bracket === '{' || bracket === '}') this.blocks += bracket === '{' ? 1 : -1;
    if (bracket === '{') this.host.enterBlock();
    if (bracket === '}') this.host.leaveBlock();
    return next;
  }

  private ampersand(at: number): number {
    const next = this.endCommand(at, false, this.text[at + 1] === '&' ? 2 : 1);
    this.called = this.syntax.substitutes;
    return next;
  }

  /** `@{ a = 1 }`, `@"…"@` */
  private opensData(at: number): boolean {
    return this.syntax.substitutes && this.text[at] === '@' && /["'{]/.test(this.text[at + 1] ?? '');
  }

  /** A table of values, or a text of several lines; what is put in is not looked into. */
  private data(at: number): number {
    const sign = this.text[at + 1]!;
    const end = this.text.indexOf(sign === '{' ? '}' : `\n${sign}@`, at + 2);
    const close = end < 0 ? this.range.to : Math.min(end, this.range.to);
    const inside = this.text.slice(at + 2, close).replace(/^\r?\n/, '');
    const isPlain = !/[({`]|\$\(/.test(inside) && end >= 0;
    if (!isPlain && sign !== "'") this.host.giveUp();
    const isText = sign === "'" || (sign === '"' && !inside.includes('$'));
    return this.add({ text: isText ? inside : UNKNOWN }, at, Math.min(close + (sign === '{' ? 1 : 3), this.range.to));
  }

  /** `(`, `$(`, `@(` */
  private opensValue(at: number): boolean {
    if (!this.syntax.substitutes) return false;
    return this.text[at] === '(' || (/[$@]/.test(this.text[at]!) && this.text[at + 1] === '(');
  }

  private brackets(at: number): number {
    const open = this.text[at] === '(' ? at : at + 1;
    const close = this.closing(open);
    const callee = open === at && this.start >= 0 ? this.text.slice(this.start, at) : '';
    if (CONTROL.test(callee)) this.endWord(at, at);
    if (/^!+$/.test(callee)) this.drop();
    const isCall = /[\w\]]$/.test(callee) && !CONTROL.test(callee);
    this.unquoted += ')';
    const value = isCall ? this.valueOfCall(callee, open, close) : this.host.substitute(open + 1, close);
    if (isCall) this.value = { text: '' };
    return this.add(value, at, Math.min(close + 1, this.range.to));
  }

  private valueOfCall(callee: string, open: number, close: number): Value {
    const value = this.host.call(callee, open + 1, close);
    if (!value) this.host.giveUp();
    return value ?? { text: UNKNOWN };
  }

  /** Index of the bracket that closes the one at `open`. */
  private closing(open: number): number {
    let depth = 0;
    for (let at = open; at < this.range.to; at++) {
      const char = this.text[at]!;
      if (char === this.syntax.escapeWith) at++;
      else if (this.syntax.quotes.includes(char)) at = this.endOfQuote(char, at);
      else if (char === '(') depth++;
      else if (char === ')' && --depth === 0) return at;
    }
    this.host.giveUp();
    return this.range.to;
  }

  private plain(char: string, at: number): number {
    const variable = this.variableAt(at);
    return variable
      ? this.add(this.host.valueOf(variable), at, at + variable.length)
      : this.add({ text: char }, at, at + 1);
  }

  private variableAt(at: number): string | undefined {
    this.syntax.variable.lastIndex = at;
    const variable = this.syntax.variable.exec(this.text)?.[0];
    return variable !== undefined && at + variable.length <= this.range.to ? variable : undefined;
  }

  private lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.range.to : Math.min(end, this.range.to);
  }

  private add(value: Value, from: number, to: number): number {
    if (this.start < 0) this.start = from;
    this.value = join(this.value, value);
    return to;
  }

  private endOfQuote(quote: string, at: number): number {
    for (let end = at + 1; end < this.range.to; end++) {
      if (this.text[end] === this.syntax.escapeWith && quote === '"') end++;
      else if (this.text[end] === quote && this.text[end + 1] === quote && this.syntax.substitutes) end++;
      else if (this.text[end] === quote) return end;
    }
    return this.range.to;
  }

  private quoted(quote: string, at: number): number {
    const end = this.endOfQuote(quote, at);
    if (end >= this.range.to) this.host.giveUp();
    this.add({ text: '' }, at, at);
    let from = at + 1;
    for (let index = from; index < end; index++) {
      const variable = quote === '"' ? this.variableAt(index) : undefined;
      const opens = quote === '"' && this.text[index] === '$' && this.opensValue(index);
      if (!variable && !opens) continue;
      this.add({ text: this.text.slice(from, index) }, at, at);
      const close = opens ? this.closing(index + 1) : index + variable!.length - 1;
      this.add(opens ? this.host.substitute(index + 2, close) : this.host.valueOf(variable!), at, at);
      index = close;
      from = close + 1;
    }
    this.add({ text: this.text.slice(from, end) }, at, at);
    return end + 1;
  }

  private redirect(at: number): number {
    // `2>` and `*>` name the stream.
    if (typeof this.value.text === 'string' && /^[\d*]$/.test(this.value.text)) this.drop();
    this.endWord(at, at);
    const append = this.text[at + 1] === '>';
    if (this.text[at + (append ? 2 : 1)] === '&') return at + (append ? 4 : 3);
    this.pendingRedirect = { append };
    return at + (append ? 2 : 1);
  }

  private drop(): void {
    this.value = { text: '' };
    this.start = -1;
  }

  private endWord(at: number, next: number): number {
    if (this.start >= 0) {
      const { text, sources } = this.value;
      const word: Word = {
        value: text,
        raw: this.text.slice(this.start, at),
        span: { start: this.start, end: at },
        many: isSeveral(text),
        ...(sources && { sources }),
      };
      if (this.pendingRedirect) this.redirects.push({ target: word, append: this.pendingRedirect.append });
      else this.words.push(word);
      this.pendingRedirect = undefined;
      this.total++;
    }
    this.drop();
    return next;
  }

  private endCommand(at: number, pipes: boolean, length = 1): number {
    this.endWord(at, at);
    const { words, redirects, piped, called } = this;
    this.words = [];
    this.redirects = [];
    const isHead = words.length > 0 && this.syntax.keyword.test(words[0]!.raw);
    if (this.loop !== undefined && words.length > 0) {
      this.host.bind(this.loop, words);
      this.loop = undefined;
      return at + length;
    }
    // `for /d %i in (*) do …`
    if (isHead && !this.syntax.substitutes && words.length > 1) this.loop = words;
    if (words.length > 0 && !isHead) this.host.take({ words, piped, called, redirects, inBlock: this.blocks > 0 });
    this.called = false;
    this.piped = pipes;
    return at + length;
  }
}

function isSeveral(text: Text): boolean {
  return text === UNKNOWN || (typeof text === 'object' && text.glob);
}
