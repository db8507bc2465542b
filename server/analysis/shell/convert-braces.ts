/** Brace expansion: `{a,b{c,d}}` and `{1..5}` into their alternatives. */
import type * as unbash from 'unbash';
import type { Part } from './syntax';

/** More alternatives than this are not spelled out. */
const MAX_ALTERNATIVES = 256;

type Piece = Part | '{' | '}' | ',';

export function splitBraces(node: unbash.BraceExpansionPart, convert: (part: unbash.WordPart) => Part[]): Part[][] {
  const inner = node.text.slice(1, -1);
  if (SEQUENCE.test(inner)) return sequenceOf(inner);
  const pieces = node.parts ? node.parts.flatMap((part) => piecesOf(part, convert)) : piecesOfText(inner);
  const alternatives = splitPieces(pieces);
  return alternatives.length > MAX_ALTERNATIVES ? TOO_MANY : alternatives;
}

const TOO_MANY: Part[][] = [[{ type: 'unknown', quoted: false }]];
const SEQUENCE = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/;

function piecesOf(part: unbash.WordPart, convert: (part: unbash.WordPart) => Part[]): Piece[] {
  return part.type === 'Literal' ? piecesOfText(part.text) : convert(part);
}

function piecesOfText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  const flush = () => {
    if (literal) pieces.push({ type: 'text', text: literal });
    literal = '';
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '\\' && at + 1 < text.length) literal += text[++at];
    else if (char === '{' || char === '}' || char === ',') {
      flush();
      pieces.push(char);
    } else literal += char;
  }
  flush();
  return pieces;
}

function splitPieces(pieces: readonly Piece[]): Part[][] {
  const alternatives: Part[][] = [[]];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    if (piece === ',') alternatives.push([]);
    else if (piece === '{') {
      const end = closingBrace(pieces, at);
      alternatives.at(-1)!.push(...nested(pieces.slice(at + 1, end), end < pieces.length));
      at = end;
    } else alternatives.at(-1)!.push(piece === '}' ? { type: 'text', text: '}' } : piece);
  }
  return alternatives;
}

function closingBrace(pieces: readonly Piece[], open: number): number {
  let depth = 0;
  for (let at = open; at < pieces.length; at++) {
    if (pieces[at] === '{') depth++;
    else if (pieces[at] === '}' && --depth === 0) return at;
  }
  return pieces.length;
}

function nested(inner: readonly Piece[], closed: boolean): Part[] {
  const [only] = inner;
  if (inner.length === 1 && typeof only === 'object' && only.type === 'text' && SEQUENCE.test(only.text)) {
    return [{ type: 'braces', alternatives: sequenceOf(only.text) }];
  }
  const alternatives = splitPieces(inner);
  if (alternatives.length > 1 && closed) return [{ type: 'braces', alternatives }];
  return [{ type: 'text', text: '{' }, ...alternatives.flat(), { type: 'text', text: closed ? '}' : '' }];
}

/** The values of `1..5`, `a..e`, `01..10..3`. */
function sequenceOf(text: string): Part[][] {
  const [, from = '', to = '', by] = SEQUENCE.exec(text) ?? [];
  const isLetters = /[a-zA-Z]/.test(from);
  if (isLetters !== /[a-zA-Z]/.test(to)) return [[{ type: 'text', text: `{${text}}` }]];
  const [first, last] = isLetters ? [from.charCodeAt(0), to.charCodeAt(0)] : [Number(from), Number(to)];
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  if (!(Math.abs(last - first) / step <= MAX_ALTERNATIVES)) return TOO_MANY;
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
  const values: Part[][] = [];
  for (let value = first; first <= last ? value <= last : value >= last; value += first <= last ? step : -step) {
    const spelled = isLetters ? String.fromCharCode(value) : String(value).padStart(width, '0');
    values.push([{ type: 'text', text: spelled }]);
  }
  return values;
}
