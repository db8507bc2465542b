/**
 * Reads an object as program text writes it (JavaScript, TypeScript, Python), as far as it consists of literals and of
 * variables of the environment. Nothing is run: whatever else stands there is unknown.
 */
import { type Text, UNKNOWN } from '../../../../../effects/value';

export type Literal = LiteralObject | Value;

export interface Value {
  readonly text: Text;
  /** The variable of the environment that holds the value; `text` is what stands in for it when it is not set. */
  readonly variable?: string;
}

export class LiteralObject {
  constructor(
    private readonly entries: ReadonlyMap<string, Literal>,
    /** There are members that were not read: one that is not found may be there all the same. */
    private readonly open: boolean,
  ) {}

  at(name: string): Literal | undefined {
    return this.entries.get(name) ?? (this.open ? { text: UNKNOWN } : undefined);
  }
}

const MAX_LEVELS = 12;

/** From the opening brace at `start`; `undefined` when it is not closed. */
export function readObject(text: string, start: number, level = 0): LiteralObject | undefined {
  const members = splitMembers(text, start);
  if (!members || level > MAX_LEVELS) return undefined;
  const entries = new Map<string, Literal>();
  let open = false;
  for (const member of members) {
    const [head, , quoted, bare] = /^\s*(?:(['"])([^'"\\]*)\1|([A-Za-z_$][\w$]*))\s*:(?!:)\s*/.exec(member) ?? [];
    const name = quoted ?? bare;
    if (head === undefined || name === undefined) open ||= member.trim() !== '';
    else entries.set(name, readLiteral(member.slice(head.length).trim(), level));
  }
  return new LiteralObject(entries, open);
}

function readLiteral(text: string, level: number): Literal {
  if (text.startsWith('{')) return readObject(text, 0, level + 1) ?? { text: UNKNOWN };
  const plain = plainText(text);
  if (plain !== undefined) return { text: plain };
  for (const form of variableForms) {
    const [, name, fallback] = form.exec(text) ?? [];
    if (name !== undefined)
      return { text: fallback === undefined ? UNKNOWN : (plainText(fallback) ?? UNKNOWN), variable: name };
  }
  return { text: UNKNOWN };
}

function plainText(text: string): string | undefined {
  const [, , quoted] = /^(['"`])([^'"`\\$]*)\1(?:\s+as\s+const)?$/.exec(text) ?? [];
  return quoted ?? (/^\d+$/.test(text) ? text : undefined);
}

/** What reads a variable of the environment; the second group is the value without it. */
const variableForms: readonly RegExp[] = [
  /^process\.env\.(\w+)!?(?:\s*(?:\?\?|\|\|)\s*(['"`][^'"`]*['"`]))?(?:\s+as\s+string)?$/,
  /^process\.env\[['"](\w+)['"]\]!?(?:\s*(?:\?\?|\|\|)\s*(['"`][^'"`]*['"`]))?$/,
  /^os\.(?:environ\.get|getenv)\(\s*['"](\w+)['"]\s*(?:,\s*(['"][^'"]*['"]|\d+)\s*)?\)$/,
  /^os\.environ\[['"](\w+)['"]\]$/,
];

/** The members between the braces, without comments; strings and brackets are passed whole. */
function splitMembers(text: string, start: number): readonly string[] | undefined {
  const members: string[] = [];
  let depth = 0;
  let member = '';
  for (let at = start; at < text.length; at++) {
    const piece = pieceAt(text, at);
    at += piece.length - 1;
    if (/^(?:\/\/|\/\*|#)/.test(piece)) continue;
    if (/^[{[(]$/.test(piece) && depth++ === 0) continue;
    if (/^[}\])]$/.test(piece) && --depth === 0) return [...members, member];
    if (piece === ',' && depth === 1) {
      members.push(member);
      member = '';
    } else member += piece;
  }
  return undefined;
}

const wholes = /(['"`])(?:[^\\]|\\[\s\S])*?\1|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y;

/** A string or comment as a whole, else one character. */
function pieceAt(text: string, at: number): string {
  wholes.lastIndex = at;
  return wholes.exec(text)?.[0] ?? (text[at] as string);
}
