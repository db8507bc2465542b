/** Cuts a submission into statements and client commands, as the client that is given it would. */
import type { DialectTraits } from './dialect';
import { Lexer } from './lexer';
import type { Token } from './token';

export type ScriptItem =
  | { readonly type: 'statement'; readonly tokens: readonly Token[] }
  /** A line for the client program: `\i file`, `source file`, `.read file`, `:r file`. */
  | {
      readonly type: 'command';
      readonly name: string;
      readonly rest: string;
      readonly start: number;
      readonly end: number;
    };

export class ScriptReader {
  readonly lexer: Lexer;
  private delimiter = ';';
  private queued: ScriptItem | undefined;
  /** The rows of a COPY FROM STDIN follow the next line break. */
  private copyDataFollows = false;
  private noMoreCopyData = false;

  constructor(
    readonly text: string,
    readonly dialect: DialectTraits,
  ) {
    this.lexer = new Lexer(text, dialect);
  }

  next(): ScriptItem | undefined {
    if (this.queued) {
      const item = this.queued;
      this.queued = undefined;
      return item;
    }
    const tokens: Token[] = [];
    const body = new BodyTracker(this.dialect);
    for (;;) {
      this.skipBlanks();
      if (this.lexer.atEnd) return this.finish(tokens);
      const command = this.command(tokens);
      if (command) return this.flush(tokens, command);
      if (this.endsStatement(tokens, body)) {
        if (tokens.length === 0) continue;
        this.expectCopyData(tokens);
        return { type: 'statement', tokens };
      }
      const token = this.lexer.token(tokens.at(-1));
      tokens.push(token);
      body.see(token, tokens);
    }
  }

  private finish(tokens: Token[]): ScriptItem | undefined {
    const { length } = this.text;
    if (this.lexer.unterminatedComment) {
      this.lexer.unterminatedComment = false;
      tokens.push({ type: 'bad', text: '', start: length, end: length });
    }
    return tokens.length > 0 ? { type: 'statement', tokens } : undefined;
  }

  private flush(tokens: readonly Token[], command: ScriptItem): ScriptItem {
    if (tokens.length === 0) return command;
    this.queued = command;
    return { type: 'statement', tokens };
  }

  private skipBlanks(): void {
    if (!this.copyDataFollows) {
      this.lexer.skipBlanks();
      return;
    }
    this.lexer.skipBlanks(() => true);
    if (this.lexer.freshLine && this.lexer.position > 0 && /[\n\r]/.test(this.text[this.lexer.position - 1] ?? '')) {
      this.copyDataFollows = false;
      this.skipCopyData();
      this.lexer.skipBlanks();
    }
  }

  /** Rows end at a line `\.`; without one they were no rows, and the text is read as SQL. */
  private skipCopyData(): void {
    if (this.noMoreCopyData) return;
    const from = this.lexer.position;
    const end = this.text.startsWith('\\.', from) ? from - 1 : this.text.indexOf('\n\\.', from);
    if (end < 0) this.noMoreCopyData = true;
    else this.lexer.position = end + 3;
  }

  private expectCopyData(tokens: readonly Token[]): void {
    if (tokens[0]?.text !== 'copy' || (this.dialect.client !== 'psql' && this.dialect.client !== 'any')) return;
    this.copyDataFollows = tokens.some((token, index) => token.text === 'from' && tokens[index + 1]?.text === 'stdin');
  }

  private endsStatement(tokens: readonly Token[], body: BodyTracker): boolean {
    const { lexer, text } = this;
    if (this.delimiter !== ';') {
      if (!text.startsWith(this.delimiter, lexer.position)) return false;
      lexer.position += this.delimiter.length;
      return true;
    }
    if (text[lexer.position] !== ';' || (tokens.length > 0 && body.open)) return false;
    lexer.position++;
    return true;
  }

  private command(tokens: readonly Token[]): ScriptItem | undefined {
    const { lexer, text, dialect } = this;
    const char = text[lexer.position] as string;
    if (char === '\\') return takesBackslash(dialect) ? this.backslash() : undefined;
    if (!lexer.freshLine) return undefined;
    const pattern = linePatterns[dialect.client](tokens.length > 0);
    if (!pattern) return undefined;
    pattern.lastIndex = lexer.position;
    const found = pattern.exec(text);
    if (!found) return undefined;
    const start = lexer.position;
    const line = lexer.restOfLine();
    const name = found[0].trim().toLowerCase();
    const rest = line.slice(found[0].length).trim();
    if (name === 'delimiter') this.delimiter = rest.split(/\s/)[0] || ';';
    return { type: 'command', name, rest, start, end: lexer.position };
  }

  /** A backslash command; those that take arguments of their own end at the next backslash. */
  private backslash(): ScriptItem {
    const { lexer, text } = this;
    const start = lexer.position;
    const found = /\\(?:[a-zA-Z_]+[+]?|\S)?/y;
    found.lastIndex = start;
    const name = (found.exec(text)?.[0] ?? '\\').toLowerCase().replace(/\+$/, '');
    lexer.position = start + (found.lastIndex - start);
    if (name === '\\d' && this.dialect.client === 'mysql') this.delimiter = lexer.restOfLine().trim() || ';';
    if (noArguments(this.dialect).has(name)) return { type: 'command', name, rest: '', start, end: lexer.position };
    const line = lexer.restOfLine();
    const next = takesWholeLine.has(name) ? -1 : nextBackslash(line);
    if (next >= 0) lexer.position -= line.length - next;
    const rest = (next < 0 ? line : line.slice(0, next)).trim();
    return { type: 'command', name, rest, start, end: lexer.position };
  }
}

const takesWholeLine = new Set([
  '\\!',
  '\\copy',
  '\\o',
  '\\out',
  '\\g',
  '\\gx',
  '\\w',
  '\\.',
  '\\set',
  '\\ef',
  '\\ev',
  '\\sf',
  '\\sv',
]);
const none: ReadonlySet<string> = new Set();
const mysqlBare: ReadonlySet<string> = new Set([
  '\\g',
  '\\c',
  '\\h',
  '\\q',
  '\\s',
  '\\t',
  '\\n',
  '\\w',
  '\\p',
  '\\x',
  '\\e',
]);

/** mysql's `\G` ends a statement and takes nothing. */
function noArguments(dialect: DialectTraits): ReadonlySet<string> {
  return dialect.client === 'mysql' ? mysqlBare : none;
}

function nextBackslash(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"' || char === '`') quote = char;
    else if (char === '\\') return at;
  }
  return -1;
}

function takesBackslash(dialect: DialectTraits): boolean {
  return dialect.client === 'psql' || dialect.client === 'mysql' || dialect.client === 'any';
}

const mysqlWords = /(?:source|system|delimiter|tee|notee|pager|nopager|connect|edit)(?=\s|$)/iy;
const dotWord = /\.[a-z_]+/iy;
const goWord = /go(?=[ \t]*\d*[ \t]*(?:\r?\n|$|;))/iy;
const sqlcmdWord = /:[!a-z]+(?=\s|$|!)|!!/iy;
const sqlplusWord =
  /@@?(?=[\w./~])|(?:host|start|spool|prompt|connect|conn|define|undefine|accept|column|whenever|pause|clear|remark|rem|ttitle|btitle|exit|quit)(?=\s|$)|!|\/(?=[ \t]*(?:\r?\n|$))/iy;
const setSqlplus =
  /set(?=\s+(?:echo|feedback|heading|pagesize|linesize|serveroutput|define|verify|timing|termout|trimspool|sqlblanklines|autocommit)\b)/iy;
const anyWord =
  /(?:source(?=\s+\S+\s*(?:\n|$))|delimiter(?=\s))|\.(?:shell|system|dump|output|once|read|import|save|backup|restore|open|load|tables|schema|mode|headers|excel|quit|exit|clone|log|indexes|databases|help)(?![\w])|go(?=[ \t]*\d*[ \t]*(?:\r?\n|$))|:(?:r|!!|setvar|connect|out|on)(?=\s)|!!/iy;

/** What a line may begin with to be a command, by client; some only between statements. */
const linePatterns: Record<DialectTraits['client'], (inStatement: boolean) => RegExp | undefined> = {
  psql: () => undefined,
  none: () => undefined,
  mysql: (inStatement) => (inStatement ? undefined : mysqlWords),
  sqlite: (inStatement) => (inStatement ? undefined : dotWord),
  sqlcmd: (inStatement) => (inStatement ? goWord : alternating(goWord, sqlcmdWord)),
  sqlplus: (inStatement) => (inStatement ? /\/(?=[ \t]*(?:\r?\n|$))/y : alternating(sqlplusWord, setSqlplus)),
  any: (inStatement) => (inStatement ? /go(?=[ \t]*\d*[ \t]*(?:\r?\n|$))/iy : anyWord),
};

const combined = new Map<RegExp, RegExp>();

function alternating(a: RegExp, b: RegExp): RegExp {
  let both = combined.get(a);
  if (!both) {
    both = new RegExp(`${a.source}|${b.source}`, 'iy');
    combined.set(a, both);
  }
  return both;
}

/** Knows whether a semicolon stands inside the body of a routine. */
class BodyTracker {
  private isRoutine: boolean | undefined;
  private depth = 0;
  private sawBegin = false;

  constructor(private readonly dialect: DialectTraits) {}

  get open(): boolean {
    if (!this.isRoutine) return false;
    if (this.dialect.freeStatements) return true;
    if (this.dialect.name === 'oracle') return !this.sawBegin || this.depth > 0;
    return this.depth > 0;
  }

  see(token: Token, tokens: readonly Token[]): void {
    if (token.type !== 'word') return;
    if (this.isRoutine === undefined) this.classify(token, tokens);
    if (this.isRoutine) this.count(token.text, tokens);
  }

  private classify(token: Token, tokens: readonly Token[]): void {
    if (tokens.length === 1 && token.text !== 'create' && token.text !== 'alter') this.isRoutine = false;
    else if (routineWords.has(token.text)) this.isRoutine = true;
    else if (tokens.length > 14) this.isRoutine = false;
  }

  private count(word: string, tokens: readonly Token[]): void {
    const before = tokens.at(-2)?.text;
    if (word === 'end') this.depth = Math.max(0, this.depth - 1);
    else if (word === 'begin') this.openBlock();
    else if (word === 'case' && before !== 'end' && this.depth > 0) this.depth++;
    else if (nestingWords.has(word) && before === 'end') this.depth++;
  }

  private openBlock(): void {
    this.sawBegin = true;
    this.depth++;
  }
}

const routineWords = new Set(['function', 'procedure', 'proc', 'trigger', 'package', 'event']);
/** `END IF` closes what did not open with BEGIN: it must not close the block. */
const nestingWords = new Set(['if', 'loop', 'while', 'repeat', 'for']);
