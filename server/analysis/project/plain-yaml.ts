/**
 * Reads the plain part of YAML that project files mostly keep to: block mappings and lists, scalars on one line, block
 * scalars, short lists and mappings in brackets. A whole YAML library would cost every hook call more than the rest of
 * its work. Whatever is beyond that part (anchors, tags, merge keys, several documents, scalars over several lines) makes
 * the file unread as a whole; nothing is guessed.
 */
import type { Span } from '../../effects/effect';

export class YamlNode {
  constructor(
    private readonly content: string | readonly YamlNode[] | ReadonlyMap<string, YamlNode>,
    readonly span: Span,
    /** Not within quotes: `true`, `8080` and nothing at all are not texts. */
    readonly bare = false,
  ) {}

  get text(): string | undefined {
    return typeof this.content === 'string' ? this.content : undefined;
  }

  get items(): readonly YamlNode[] | undefined {
    return Array.isArray(this.content) ? this.content : undefined;
  }

  get entries(): ReadonlyMap<string, YamlNode> | undefined {
    return this.content instanceof Map ? this.content : undefined;
  }

  at(key: string): YamlNode | undefined {
    return this.entries?.get(key);
  }

  plain(): unknown {
    if (this.items) return this.items.map((item) => item.plain());
    if (this.entries) return Object.fromEntries([...this.entries].map(([key, node]) => [key, node.plain()]));
    return this.text;
  }
}

const MAX_LENGTH = 256 * 1024;
const MAX_LEVELS = 30;
/** A key that stands further back is not looked for. */
const MAX_KEY = 300;

/** `undefined` when there is anything in it that is not read. */
export function readYaml(text: string): YamlNode | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

interface Line {
  readonly indent: number;
  /** Without indentation and comment. */
  readonly text: string;
  readonly start: number;
}

const KEY =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[\]{},#&*!|>@`%?:-](?:[^:#]|:(?=\S)|(?<=\S)#)*?|-(?=[^\s])[^:#]*?)\s*:(?=\s|$)/;

function keyOf(text: string): RegExpExecArray | null {
  const key = KEY.exec(text.slice(0, MAX_KEY));
  return key && key[0].length < MAX_KEY ? key : null;
}

class Reader {
  private readonly lines: Line[];
  private at = 0;

  constructor(private readonly source: string) {
    this.lines = linesOf(source);
  }

  document(): YamlNode {
    if (this.peek()?.text === '---') this.at++;
    const first = this.peek();
    if (!first) throw new NotPlain();
    const node = this.block(first.indent, 0);
    if (this.peek()) throw new NotPlain();
    return node;
  }

  /** The next line that holds something. */
  private peek(): Line | undefined {
    while (this.lines[this.at]?.text === '') this.at++;
    return this.lines[this.at];
  }

  private block(indent: number, level: number): YamlNode {
    const line = this.peek();
    if (!line || line.indent !== indent || level > MAX_LEVELS) throw new NotPlain();
    return /^-(\s|$)/.test(line.text) ? this.list(indent, level) : this.mapping(indent, level);
  }

  private list(indent: number, level: number): YamlNode {
    const items: YamlNode[] = [];
    const start = this.peek()!.start;
    for (let line = this.peek(); line?.indent === indent && /^-(\s|$)/.test(line.text); line = this.peek()) {
      const skipped = /^-\s*/.exec(line.text)![0].length;
      const inner = { indent: indent + skipped, text: line.text.slice(skipped), start: line.start + skipped };
      const opens = keyOf(inner.text) || /^-(\s|$)/.test(inner.text);
      if (inner.text !== '' && opens) {
        this.lines[this.at] = inner;
        items.push(this.block(inner.indent, level + 1));
      } else {
        this.at++;
        items.push(this.value(inner, indent, level));
      }
    }
    return new YamlNode(items, { start, end: this.end() });
  }

  private mapping(indent: number, level: number): YamlNode {
    const entries = new Map<string, YamlNode>();
    const start = this.peek()!.start;
    for (let line = this.peek(); line && line.indent >= indent; line = this.peek()) {
      const key = keyOf(line.text);
      if (line.indent > indent || !key) throw new NotPlain();
      const name = unquoted(key[1]!);
      if (entries.has(name) || name === '<<') throw new NotPlain();
      const skipped = key[0].length + (/^\s*/.exec(line.text.slice(key[0].length))?.[0].length ?? 0);
      this.at++;
      const rest = { indent, text: line.text.slice(skipped), start: line.start + skipped };
      entries.set(name, this.value(rest, indent, level, true));
    }
    return new YamlNode(entries, { start, end: this.end() });
  }

  /** What follows a key or a dash. */
  private value(rest: Line, indent: number, level: number, ofKey = false): YamlNode {
    if (/^[|>]/.test(rest.text)) return this.blockScalar(rest, indent);
    const next = this.peek();
    if (rest.text === '') {
      const listBeside = ofKey && next?.indent === indent && /^-(\s|$)/.test(next.text);
      if (next && (next.indent > indent || listBeside)) return this.block(next.indent, level + 1);
      return new YamlNode('', { start: rest.start, end: rest.start }, true);
    }
    // A scalar that goes on in the next line.
    if (next && next.indent > indent) throw new NotPlain();
    return flow(rest.text, rest.start);
  }

  private blockScalar(head: Line, indent: number): YamlNode {
    const style = /^([|>])[+-]?$/.exec(head.text)?.[1];
    if (!style) throw new NotPlain();
    const from = this.at;
    let inner: number | undefined;
    let end = head.start + head.text.length;
    let start: number | undefined;
    const texts: string[] = [];
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at]!;
      const written = this.written(line);
      if (written.trim() === '') {
        texts.push('');
        continue;
      }
      const width = /^ */.exec(written)![0].length;
      if (width <= indent) break;
      inner ??= width;
      if (width < inner) throw new NotPlain();
      start ??= line.start - line.indent + inner;
      texts.push(written.slice(inner));
      end = line.start - line.indent + written.length;
    }
    if (this.at === from) start = end;
    while (texts.at(-1) === '') texts.pop();
    return new YamlNode(texts.join(style === '|' ? '\n' : ' '), { start: start ?? end, end });
  }

  /** The whole line, with what looked like a comment. */
  private written(line: Line): string {
    const begin = line.start - line.indent;
    const end = this.source.indexOf('\n', begin);
    return this.source.slice(begin, end < 0 ? undefined : end).replace(/\r$/, '');
  }

  private end(): number {
    const last = this.lines[this.at - 1];
    return last ? last.start + last.text.length : 0;
  }
}

function linesOf(source: string): Line[] {
  let start = 0;
  return source.split('\n').map((written) => {
    const text = written.replace(/\r$/, '');
    const indent = /^ */.exec(text)![0].length;
    const line = { indent, text: withoutComment(text.slice(indent)), start: start + indent };
    start += written.length + 1;
    if (line.text.startsWith('\t')) return { ...line, text: '%' };
    return line;
  });
}

function withoutComment(text: string): string {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && (at === 0 || /[\s:[{,-]/.test(text[at - 1]!))) {
      quote = character;
    } else if (character === '#' && (at === 0 || /\s/.test(text[at - 1]!))) return text.slice(0, at).trimEnd();
  }
  return text.trimEnd();
}

/** A scalar, or a list or mapping in brackets. */
function flow(text: string, start: number, level = 0): YamlNode {
  if (level > MAX_LEVELS) throw new NotPlain();
  const span = { start, end: start + text.length };
  if (text.startsWith('[') && text.endsWith(']')) {
    return new YamlNode(
      parts(text.slice(1, -1), start + 1).map(([part, at]) => flow(part, at, level + 1)),
      span,
    );
  }
  if (text.startsWith('{') && text.endsWith('}')) {
    const entries = parts(text.slice(1, -1), start + 1).map(([part, at]): [string, YamlNode] => {
      const key = keyOf(part);
      if (!key) throw new NotPlain();
      const value = part.slice(key[0].length);
      const skipped = key[0].length + value.length - value.trimStart().length;
      return [unquoted(key[1]!), flow(part.slice(skipped), at + skipped, level + 1)];
    });
    return new YamlNode(new Map(entries), span);
  }
  return scalar(text, span);
}

function scalar(text: string, span: Span): YamlNode {
  const inner = { start: span.start + 1, end: span.end - 1 };
  if (/^"(?:[^"\\]|\\["\\/])*"$/.test(text) || /^'(?:[^']|'')*'$/.test(text))
    return new YamlNode(unquoted(text), inner);
  if (/^[[\]{}"'&*!|>%@`,?]|:(\s|$)/.test(text)) throw new NotPlain();
  return new YamlNode(text, span, true);
}

/** Split at commas, none of which stands in quotes or further brackets. */
function parts(text: string, start: number): [string, number][] {
  if (text.trim() === '') return [];
  const found: [string, number][] = [];
  let [from, depth, quote] = [0, 0, ''];
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    else if ((character === ',' && depth === 0) || character === undefined) {
      const part = text.slice(from, at);
      found.push([part.trim(), start + from + part.length - part.trimStart().length]);
      from = at + 1;
    }
  }
  if (depth !== 0 || quote !== '' || found.some(([part]) => part === '')) throw new NotPlain();
  return found;
}

function unquoted(text: string): string {
  if (text.startsWith('"') && text.length > 1) return text.slice(1, -1).replace(/\\(["\\/])/g, '$1');
  return text.startsWith("'") && text.length > 1 ? text.slice(1, -1).replaceAll("''", "'") : text;
}
