/** Cuts SQL text into tokens. Total and linear: whatever the text, every character is passed once. */
import type { DialectTraits } from './dialect';
import { HOLE, type Token, type TokenType } from './token';

const wordStart = /[A-Za-z_\u0080-\uFFFB\uFFFD-\uFFFF]/;
const word = /[A-Za-z_\u0080-\uFFFB\uFFFD-\uFFFF][\w$\u0080-\uFFFB\uFFFD-\uFFFF]*/y;
const number =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)/y;
/** PostgreSQL's longest has 63 characters; a longer run is read in pieces. */
const operator = /[+\-*/<>=~!@#%^&|`?:]{1,64}/y;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uFFFB][\w\u0080-\uFFFB]*)?\$/y;
const variable = /@@?[\w$.#\u0080-\uFFFB]+/y;
const colonName = /:(?:[A-Za-z_]\w*|'[^'\n]*'|"[^"\n]*")/y;
const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ';', '.']);
const postgresPrefixes = new Set(['n', 'b', 'x', 'e']);
const stringPrefixes = new Set([...postgresPrefixes, 'r', 'br', 'rb']);

/** Things seen that other dialects read differently; they make a reading of an unknown dialect doubtful. */
export interface Ambiguities {
  mysql: boolean;
}

export class Lexer {
  position = 0;
  /** A line break was passed since the last token. */
  freshLine = true;
  readonly ambiguities: Ambiguities = { mysql: false };
  /** The text ends inside a comment. */
  unterminatedComment = false;
  private openComments = 0;

  constructor(
    readonly text: string,
    readonly dialect: DialectTraits,
  ) {}

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Passes blanks and comments. Stops after a line break when `lineBreak` says so. */
  skipBlanks(lineBreak?: () => boolean): void {
    const { text } = this;
    while (this.position < text.length) {
      const code = text.charCodeAt(this.position);
      if (code === 10 || code === 13) {
        this.freshLine = true;
        this.position++;
        if (lineBreak?.()) return;
      } else if (isBlank(code)) this.position++;
      else if (code === 45 && this.dashComment()) this.skipLine();
      else if (code === 35 && this.hashComment()) this.skipLine();
      else if (code === 47 && text.charCodeAt(this.position + 1) === 42) this.blockComment();
      else if (code === 42 && this.openComments > 0 && text.charCodeAt(this.position + 1) === 47) {
        this.openComments--;
        this.position += 2;
      } else return;
    }
  }

  /** The next token; blanks must have been passed. */
  token(previous?: Token): Token {
    const start = this.position;
    const token = this.read(start, previous);
    this.freshLine = false;
    return token;
  }

  /** From here to the end of the line, which is passed. */
  restOfLine(): string {
    const end = this.lineEnd();
    const line = this.text.slice(this.position, end);
    this.position = end;
    return line;
  }

  private read(start: number, previous: Token | undefined): Token {
    const char = this.text[start] as string;
    if (char === "'") return this.quoted(start, start, "'", 'string', this.dialect.backslashEscapes);
    if (wordStart.test(char)) return this.wordToken(start);
    if (isDigit(char) || (char === '.' && isDigit(this.text[start + 1]) && previous?.type !== 'word'))
      return this.numberToken(start);
    if (char === '"') return this.doubleQuoted(start);
    if (char === '`' && this.dialect.backtickNames) return this.quoted(start, start, '`', 'name', false);
    if (char === '[' && this.bracketOpensName(start, previous)) return this.quoted(start, start, ']', 'name', false);
    if (punctuation.has(char)) return this.take(char as TokenType, start, start + 1);
    if (char === '$') return this.dollar(start);
    if (char === HOLE) return this.take('hole', start, start + 1);
    return this.symbol(start, char);
  }

  private symbol(start: number, char: string): Token {
    if (char === '@' && !this.dialect.postgresGrammar) {
      const found = this.match(variable, start);
      if (found) return this.take('param', start, start + found.length);
    }
    if (char === '#' && this.dialect.freeStatements) {
      const found = this.match(/##?[\w$]+/y, start);
      if (found) return this.take('word', start, start + found.length);
    }
    if (char === ':') {
      const found = this.match(colonName, start);
      if (found) return this.take(this.interpolates(found) ? 'hole' : 'param', start, start + found.length);
    }
    const symbols = this.match(operator, start);
    return symbols ? this.take('op', start, start + this.operatorLength(symbols)) : this.take('bad', start, start + 1);
  }

  /** psql puts `:name` into the text as it is; everybody else binds it as a value. */
  private interpolates(found: string): boolean {
    return this.dialect.postgresGrammar && found[1] !== "'";
  }

  /** An operator ends where a comment opens, and drops a sign that belongs to what follows. */
  private operatorLength(symbols: string): number {
    let length = symbols.length;
    for (const opener of ['--', '/*', '*/']) {
      const at = symbols.indexOf(opener);
      if (at >= 0 && at < length && (opener !== '*/' || this.openComments > 0)) length = at;
    }
    const colon = symbols.indexOf(':');
    if (colon === 0) return symbols[1] === ':' ? 2 : symbols[1] === '=' ? 2 : 1;
    if (colon > 0 && colon < length) length = colon;
    const backtick = symbols.indexOf('`');
    if (this.dialect.backtickNames && backtick > 0 && backtick < length) length = backtick;
    const at = symbols.indexOf('@');
    if (!this.dialect.postgresGrammar && at > 0 && at < length && symbols[at - 1] !== '<') length = at;
    if (length > 1 && !/[~!@#%^&|`?]/.test(symbols.slice(0, length)))
      while (length > 1 && /[+-]/.test(symbols[length - 1] as string)) length--;
    return Math.max(length, 1);
  }

  private wordToken(start: number): Token {
    const found = this.match(word, start) as string;
    const lower = found.toLowerCase();
    const after = start + found.length;
    const next = this.text[after];
    if (next === "'" || next === '"') {
      if (lower === 'q' || lower === 'nq') return this.oracleQuote(start, after);
      if (this.isStringPrefix(lower, next)) return this.prefixedString(start, after, lower, next);
    }
    if (lower === 'u' && next === '&' && this.text[after + 1] === "'")
      return this.quoted(start, after + 1, "'", 'string', false);
    return this.take('word', start, after, lower);
  }

  private isStringPrefix(lower: string, quote: string): boolean {
    if (quote === '"' && !this.dialect.doubleQuotedStrings) return false;
    if (this.dialect.postgresGrammar) return postgresPrefixes.has(lower);
    return stringPrefixes.has(lower) || (lower.startsWith('_') && this.dialect.executableComments);
  }

  private prefixedString(start: number, at: number, prefix: string, quote: string): Token {
    if (this.dialect.postgresGrammar && (prefix === 'b' || prefix === 'x')) return this.bitString(start, at);
    const raw = prefix.includes('r');
    return this.quoted(start, at, quote, 'string', !raw && (prefix === 'e' || this.dialect.backslashEscapes));
  }

  /** PostgreSQL's `b'101'` ends at the next quote: in it a doubled one stands for nothing. */
  private bitString(start: number, at: number): Token {
    const end = this.text.indexOf("'", at + 1);
    if (end < 0) return this.take('bad', start, this.text.length);
    return this.takeQuoted('string', start, end + 1, this.text.slice(at + 1, end));
  }

  private oracleQuote(start: number, at: number): Token {
    const open = this.text[at + 1] ?? '';
    const close = `${{ '[': ']', '(': ')', '{': '}', '<': '>' }[open] ?? open}'`;
    const end = this.dialect.name === 'oracle' && open ? this.text.indexOf(close, at + 2) : -1;
    if (end < 0) return this.take('word', start, at, this.text.slice(start, at).toLowerCase());
    return this.take('string', start, end + 2, this.text.slice(at + 2, end));
  }

  private numberToken(start: number): Token {
    const found = this.match(number, start) as string;
    const end = start + found.length;
    const glued = end < this.text.length && wordStart.test(this.text[end] as string);
    if (!glued) return this.take('number', start, end);
    const rest = this.match(word, end) as string;
    const isName = this.dialect.executableComments && !found.includes('.');
    return this.take(isName ? 'word' : 'bad', start, end + rest.length, (found + rest).toLowerCase());
  }

  private doubleQuoted(start: number): Token {
    const triple = this.dialect.name === 'bigquery' && this.text.startsWith('"""', start);
    if (triple) {
      const end = this.text.indexOf('"""', start + 3);
      return end < 0
        ? this.take('bad', start, this.text.length)
        : this.take('string', start, end + 3, this.text.slice(start + 3, end));
    }
    const isString = this.dialect.doubleQuotedStrings;
    return this.quoted(start, start, '"', isString ? 'string' : 'name', isString && this.dialect.backslashEscapes);
  }

  private bracketOpensName(start: number, previous: Token | undefined): boolean {
    if (this.dialect.bracketNames !== 'where-expected') return this.dialect.bracketNames === 'yes';
    if (previous?.type === 'word' && !expectsName.has(previous.text)) return false;
    if (previous && (previous.type === ')' || previous.type === ']' || previous.type === 'name')) return false;
    return this.match(/\[[A-Za-z_][\w $#@-]*\]/y, start) !== undefined;
  }

  private dollar(start: number): Token {
    const parameter = this.match(/\$\d+/y, start);
    if (parameter) return this.take('param', start, start + parameter.length);
    const tag = this.dialect.dollarQuotes ? this.match(dollarTag, start) : undefined;
    if (tag) {
      const end = this.text.indexOf(tag, start + tag.length);
      if (end < 0) return this.take('bad', start, this.text.length);
      return this.takeQuoted('string', start, end + tag.length, this.text.slice(start + tag.length, end));
    }
    const templated = this.match(/\$\([\w.]+\)|\$\{[\w.]+\}/y, start);
    if (templated) return this.take('hole', start, start + templated.length);
    const name = this.match(/\$[A-Za-z_]\w*/y, start);
    if (name && !this.dialect.postgresGrammar) return this.take('param', start, start + name.length);
    return this.take('bad', start, start + 1);
  }

  /** Reads from the opening quote at `open`; `start` is where the token began (a prefix may stand before). */
  private quoted(start: number, open: number, close: string, type: TokenType, backslash: boolean): Token {
    const { text } = this;
    let doubled = false;
    let escaped = false;
    for (let at = open + 1; at < text.length; at++) {
      const char = text[at];
      if (char === '\\') {
        if (backslash) {
          escaped = true;
          at++;
        } else if (text[at + 1] === "'" || text[at + 1] === '"') this.ambiguities.mysql = true;
      } else if (char === close) {
        if (text[at + 1] !== close) {
          const content = text.slice(open + 1, at);
          return this.takeQuoted(type, start, at + 1, unquoted(content, close, doubled, escaped));
        }
        doubled = true;
        at++;
      }
    }
    return this.take('bad', start, text.length);
  }

  /** No quotes hold a zero byte: for the database the text ends at it. */
  private takeQuoted(type: TokenType, start: number, end: number, content: string): Token {
    return this.take(content.includes('\0') ? 'bad' : type, start, end, content);
  }

  private take(type: TokenType, start: number, end: number, text = this.text.slice(start, end)): Token {
    this.position = end;
    return { type, text, start, end };
  }

  private match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0];
  }

  private dashComment(): boolean {
    if (this.text.charCodeAt(this.position + 1) !== 45) return false;
    const after = this.text.charCodeAt(this.position + 2);
    const blankFollows = Number.isNaN(after) || after <= 32;
    if (!blankFollows && !this.dialect.dashesNeedBlank) this.ambiguities.mysql = true;
    return blankFollows || !this.dialect.dashesNeedBlank;
  }

  private hashComment(): boolean {
    this.ambiguities.mysql = true;
    return this.dialect.hashComments;
  }

  private skipLine(): void {
    this.position = this.lineEnd();
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.position);
    return end < 0 ? this.text.length : end;
  }

  private blockComment(): void {
    const { text } = this;
    const executable = /\/\*M?!\d*/y;
    const opener = this.match(executable, this.position);
    if (opener) {
      this.ambiguities.mysql = true;
      if (this.dialect.executableComments) {
        this.openComments++;
        this.position += opener.length;
        return;
      }
    }
    let depth = 1;
    let at = this.position + 2;
    while (at < text.length && depth > 0) {
      const char = text.charCodeAt(at);
      const next = text.charCodeAt(at + 1);
      if (char === 42 && next === 47) {
        depth--;
        at += 2;
      } else if (char === 47 && next === 42) {
        this.ambiguities.mysql = true;
        if (this.dialect.nestedComments) depth++;
        at += 2;
      } else at++;
    }
    if (depth > 0) this.unterminatedComment = true;
    this.position = Math.min(at, text.length);
  }
}

/** Words after which `[x]` is a name rather than a subscript. */
const expectsName = new Set(
  'from into update table join exists select by where and or on set view index database schema delete truncate as column exec execute using distinct'.split(
    ' ',
  ),
);

function unquoted(content: string, close: string, doubled: boolean, escaped: boolean): string {
  const single = doubled ? content.replaceAll(close + close, close) : content;
  return escaped ? single.replace(/\\([\s\S])/g, '$1') : single;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 11 || code === 12 || code === 0xfeff || code === 0xa0;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}
