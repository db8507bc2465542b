/** A lexer for several languages at once: it only has to know what is a string, a comment, a name. Linear, total. */
import type { Text } from '../../effects/value';
import type { Lexis, Token } from './tokens';

const MAX_TOKENS = 50_000;

export function tokenize(text: string, lexis: Lexis): Token[] {
  return new Lexer(text, lexis).run();
}

class Lexer {
  private readonly tokens: Token[] = [];
  private at = 0;
  private lineStart = true;

  constructor(
    private readonly text: string,
    private readonly lexis: Lexis,
  ) {}

  run(): Token[] {
    while (this.at < this.text.length && this.tokens.length < MAX_TOKENS) this.step();
    return this.tokens;
  }

  private step(): void {
    const char = this.text[this.at]!;
    if (char === '\n') {
      this.lineStart = true;
      this.at++;
    } else if (char === ' ' || char === '\t' || char === '\r') this.at++;
    else if (this.skipsComment() || this.takesWordString() || this.takesString('')) return;
    else if (char === '/' && this.skipsRegex()) return;
    else if (this.takes(/[\p{L}_$@][\p{L}\p{N}_$]*/uy, 'name')) return;
    else if (this.takes(/\d[\w.]*/y, 'other')) return;
    else if (this.takes(/->|::|\?\.|=>|[\s\S]/y, 'punct')) return;
  }

  private takes(expression: RegExp, type: 'name' | 'punct' | 'other'): boolean {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text)?.[0];
    if (match === undefined) return false;
    // A sigil is part of a variable's name in languages that have them.
    this.push(type, match, this.at, this.at + match.length);
    this.at += match.length;
    return true;
  }

  private push(
    type: Token['type'],
    text: string,
    start: number,
    end: number,
    more?: Pick<Token, 'value' | 'inner'>,
  ): void {
    this.tokens.push({ type, text, start, end, startsLine: this.lineStart, ...more });
    this.lineStart = false;
  }

  private skipsComment(): boolean {
    this.lexis.lineComments.lastIndex = this.at;
    if (this.lexis.lineComments.test(this.text)) {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
      return true;
    }
    if (!this.lexis.blockComments || !this.text.startsWith('/*', this.at)) return false;
    const end = this.text.indexOf('*/', this.at + 2);
    this.at = end < 0 ? this.text.length : end + 2;
    return true;
  }

  /** `f"…"`, `rb'…'`, `%x(…)`, `qx{…}`, `q(…)`. */
  private takesWordString(): boolean {
    const prefix = /(?:[fFrRbBuU]{1,2})(?=["'])/y;
    prefix.lastIndex = this.at;
    const letters = this.lexis.tripleQuotes ? prefix.exec(this.text)?.[0] : undefined;
    if (letters) {
      this.at += letters.length;
      return this.takesString(letters);
    }
    const bracketed = /(%x|%[qQw]?|qx|qq|q)([({[|!])/y;
    bracketed.lastIndex = this.at;
    const match = this.lexis.shellQuote && !this.afterValue() ? bracketed.exec(this.text) : null;
    if (!match) return false;
    const close = CLOSING[match[2]!] ?? match[2]!;
    const start = this.at + match[0].length;
    const end = this.text.indexOf(close, start);
    if (end < 0) return false;
    this.string(match[1]!.endsWith('x') ? 'shell' : 'string', match[1]!.endsWith('q') ? "'" : '"', '', start, end);
    this.at = end + 1;
    return true;
  }

  private takesString(prefix: string): boolean {
    const quote = this.text[this.at]!;
    if (!this.lexis.quotes.includes(quote)) return false;
    const triple = this.lexis.tripleQuotes === true && this.text.startsWith(quote.repeat(3), this.at);
    const fence = triple ? quote.repeat(3) : quote;
    const start = this.at + fence.length;
    const end = this.endOfString(fence, start);
    const shell = quote === '`' && this.lexis.shellQuote === true;
    this.string(shell ? 'shell' : 'string', quote, prefix, start, end);
    this.at = Math.min(end + fence.length, this.text.length);
    return true;
  }

  private endOfString(fence: string, from: number): number {
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++;
      else if (this.text.startsWith(fence, at)) return at;
      else if (this.text[at] === '\n' && fence.length === 1 && fence !== '`' && this.lexis.tripleQuotes) return at;
    }
    return this.text.length;
  }

  private string(type: 'string' | 'shell', quote: string, prefix: string, start: number, end: number): void {
    const written = this.text.slice(start, end);
    const raw = /r/i.test(prefix);
    const opening = this.lexis.interpolation(quote, prefix);
    const { value, inner } = opening
      ? interpolated(written, opening)
      : { value: plain(written, quote, raw), inner: [] };
    const before = this.tokens.at(-1);
    const tagged = type === 'string' && quote === '`' && before?.type === 'name' && before.end === start - 1;
    this.push(type, '', start, end, { value, ...(inner.length > 0 && { inner }), ...(tagged && { tagged }) });
  }

  /** Division or the beginning of a regular expression? */
  private skipsRegex(): boolean {
    if (!this.lexis.regexLiterals || this.afterValue()) return false;
    const literal = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
    literal.lastIndex = this.at;
    const match = literal.exec(this.text)?.[0];
    if (match === undefined) return false;
    this.push('other', '', this.at, this.at + match.length);
    this.at += match.length;
    return true;
  }

  private afterValue(): boolean {
    const last = this.tokens.at(-1);
    if (!last) return false;
    if (last.type === 'punct') return last.text === ')' || last.text === ']' || last.text === '}';
    return (
      last.type !== 'name' ||
      !/^(return|typeof|case|in|of|and|or|not|if|unless|puts|print|system|exec|when)$/.test(last.text)
    );
  }
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' };

function plain(written: string, quote: string, raw: boolean): string {
  if (raw || !written.includes('\\')) return written;
  return written.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|[0-7]{3}|[\s\S])/g, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return ESCAPES[code] ?? (code === quote || code === '\\' ? code : code);
  });
}

/** Known ends, unknown middle, and the code in between. */
function interpolated(written: string, opening: RegExp): { value: Text; inner: string[] } {
  const inner: string[] = [];
  let [first, last] = [-1, -1];
  for (const match of written.matchAll(opening)) {
    if (match.index < last) continue;
    if (first < 0) first = match.index;
    const end = /[{(]$/.test(match[0])
      ? closing(written, match.index + match[0].length)
      : match.index + match[0].length;
    if (/[{(]$/.test(match[0])) inner.push(written.slice(match.index + match[0].length, end - 1));
    last = end;
  }
  if (first < 0) return { value: plain(written, '"', false), inner };
  return { value: { prefix: written.slice(0, first), suffix: written.slice(last), glob: false }, inner };
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{' || text[at] === '(') depth++;
    else if ((text[at] === '}' || text[at] === ')') && --depth === 0) return at + 1;
  }
  return text.length;
}
