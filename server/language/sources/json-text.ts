/** The text that a JSON string stands for, and where each of its characters stands in the source. */
import type { Span } from '../../effects/effect';

export interface JsonText {
  readonly text: string;
  toSource(span: Span): Span;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads the string literal (quotes included) at `offset`. */
export function readJsonText(source: string, offset: number, length: number): JsonText {
  const end = offset + length - 1;
  const starts: number[] = [];
  let text = '';
  let at = offset + 1;
  while (at < end) {
    starts.push(at);
    const [character, width] = source[at] === '\\' ? readEscape(source, at) : [source[at] ?? '', 1];
    text += character;
    at += width;
  }
  starts.push(end);
  const place = (index: number) => starts[Math.min(Math.max(index, 0), starts.length - 1)] ?? end;
  return { text, toSource: (span) => ({ start: place(span.start), end: place(span.end) }) };
}

function readEscape(source: string, at: number): [character: string, width: number] {
  const letter = source[at + 1] ?? '';
  if (letter !== 'u') return [escapes[letter] ?? letter, 2];
  const code = Number.parseInt(source.slice(at + 2, at + 6), 16);
  return [Number.isNaN(code) ? '\ufffd' : String.fromCharCode(code), 6];
}
