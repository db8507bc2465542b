/**
 * The hash chain. Each line names the hash of the line before it, over its exact bytes, so that checking needs no
 * JSON parser; `$` sorts before letters and digits, so `$prev` and `$seq` lead every canonical line.
 */
import { createHash } from 'node:crypto';

/** `$prev` of a log's first record: 32 zero bytes. */
export const noPrevious = 'A'.repeat(43);

/** Longest line, without its newline. */
export const maxLineBytes = 65_535;

const leafPrefix = Buffer.from([0]);
const head = /^\{"\$prev":"([\w-]{43})","\$seq":(0|[1-9]\d{0,15}),"action":"([\w.]{1,40})"/;
const headBytes = 140;

/** RFC 6962 leaf hash of a line (without its newline), base64url. */
export function leafHash(line: Uint8Array): string {
  return createHash('sha256').update(leafPrefix).update(line).digest('base64url');
}

/** What stands at the head of a line. */
export interface LineHead {
  readonly prev: string;
  readonly seq: number;
  readonly action: string;
}

/** `undefined` when the line is not a record: a fragment, or damaged at its head. */
export function readHead(line: Buffer): LineHead | undefined {
  const match = head.exec(line.toString('latin1', 0, headBytes));
  if (!match) return undefined;
  return { prev: match[1] ?? '', seq: Number(match[2]), action: match[3] ?? '' };
}

/** Is the line a whole record? A torn one has the head but does not parse. */
export function isWholeRecord(line: Buffer): boolean {
  if (readHead(line) === undefined) return false;
  try {
    JSON.parse(line.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** The line of a record whose other members are already canonical JSON (`{"action":…}`). */
export function chainedLine(prev: string, seq: number, members: string): Buffer {
  return Buffer.from(`{"$prev":"${prev}","$seq":${seq},${members.slice(1)}`, 'utf8');
}
