/** Splits a PowerShell or cmd text into simple commands and their words. */
import { type Text, UNKNOWN } from '../../../effects/value';
import type { Word } from '../../programs/spec';
import { concat } from '../text';

export interface ForeignCommand {
  readonly words: readonly Word[];
  /** Reads the output of the command before. */
  readonly piped: boolean;
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
}

export interface ForeignScript {
  readonly commands: readonly ForeignCommand[];
  /** All of it was simple commands. */
  readonly complete: boolean;
}

const MAX_WORDS = 4000;

export function splitCommands(text: string, syntax: ForeignSyntax): ForeignScript {
  return new Splitter(text, syntax).run();
}

class Splitter {
  private readonly commands: ForeignCommand[] = [];
  private words: Word[] = [];
  private redirects: { target: Word; append: boolean }[] = [];
  private pendingRedirect: { append: boolean } | undefined;
  private piped = false;
  private complete = true;
  private value: Text = '';
  private start = -1;
  private total = 0;
  private unquoted = '';

  constructor(
    private readonly text: string,
    private readonly syntax: ForeignSyntax,
  ) {}

  run(): ForeignScript {
    let at = 0;
    while (at < this.text.length && this.total < MAX_WORDS) at = this.step(at);
    this.endCommand(this.text.length, false);
    if (this.total >= MAX_WORDS || this.syntax.beyond.test(this.unquoted)) this.complete = false;
    return { commands: this.commands, complete: this.complete };
  }

  private step(at: number): number {
    const char = this.text[at]!;
    const { escapeWith, quotes, comment } = this.syntax;
    if (char === escapeWith && at + 1 < this.text.length) return this.add(this.text[at + 1]!, at, at + 2);
    if (quotes.includes(char)) return this.quoted(char, at);
    this.unquoted += char;
    if (char === comment && this.start < 0) return this.lineEnd(at);
    if (/\s/.test(char) && char !== '\n') return this.endWord(at, at + 1);
    if (char === '\n' || char === ';') return this.endCommand(at, false);
    if (char === '|') return this.endCommand(at, this.text[at + 1] !== '|', this.text[at + 1] === '|' ? 2 : 1);
    if (char === '&') return this.endCommand(at, false, this.text[at + 1] === '&' ? 2 : 1);
    if (char === '>') return this.redirect(at);
    if (char === '(' || char === ')' || char === '{' || char === '}') return this.endCommand(at, false);
    return this.plain(char, at);
  }

  private plain(char: string, at: number): number {
    this.syntax.variable.lastIndex = at;
    const variable = this.syntax.variable.exec(this.text)?.[0];
    return variable ? this.add(UNKNOWN, at, at + variable.length) : this.add(char, at, at + 1);
  }

  private lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end;
  }

  private add(text: Text, from: number, to: number): number {
    if (this.start < 0) this.start = from;
    this.value = concat(this.value, text);
    return to;
  }

  private quoted(quote: string, at: number): number {
    const end = this.text.indexOf(quote, at + 1);
    if (end < 0) {
      this.complete = false;
      return this.add(this.text.slice(at + 1), at, this.text.length);
    }
    const inner = this.text.slice(at + 1, end);
    this.syntax.variable.lastIndex = 0;
    const variable = new RegExp(this.syntax.variable.source);
    const holds = quote === '"' && variable.test(inner);
    const place = holds ? inner.search(variable) : -1;
    this.add(holds ? concat(inner.slice(0, place), UNKNOWN) : inner, at, end + 1);
    return end + 1;
  }

  private redirect(at: number): number {
    // `2>` and `*>` name the stream.
    if (typeof this.value === 'string' && /^[\d*]$/.test(this.value)) this.drop();
    this.endWord(at, at);
    const append = this.text[at + 1] === '>';
    if (this.text[at + (append ? 2 : 1)] === '&') return at + (append ? 4 : 3);
    this.pendingRedirect = { append };
    return at + (append ? 2 : 1);
  }

  private drop(): void {
    this.value = '';
    this.start = -1;
  }

  private endWord(at: number, next: number): number {
    if (this.start >= 0) {
      const span = { start: this.start, end: at };
      const word: Word = {
        value: this.value,
        raw: this.text.slice(this.start, at),
        span,
        many: this.value === UNKNOWN,
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
    if (this.words.length === 1 && this.syntax.keyword.test(this.words[0]!.raw)) this.words = [];
    if (this.words.length > 0) this.commands.push({ words: this.words, piped: this.piped, redirects: this.redirects });
    this.words = [];
    this.redirects = [];
    this.piped = pipes;
    return at + length;
  }
}
