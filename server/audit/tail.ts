/** The end of the log as the next writer needs it: the last whole record, and what a crashed writer left after it. */
import { createHash } from 'node:crypto';
import { fstatSync, readdirSync, readSync } from 'node:fs';
import { isWholeRecord, leafHash, maxLineBytes, readHead } from './chain';

/** Something at the end of a segment that is not a record: a write that was cut off. */
export interface Fragment {
  readonly bytes: number;
  readonly sha256: string;
}

export interface Tail {
  /** Of the last whole record; `undefined` when the file has none. */
  readonly last: { readonly seq: number; readonly hash: string } | undefined;
  readonly fragments: readonly Fragment[];
  /** The last line lacks its newline; a record that is whole but for it counts as one. */
  readonly open: boolean;
}

const newline = 10;
const segmentName = /^\d{16}\.jsonl$/;
const firstWindow = 8 * 1024;

/** Segment files, oldest first. */
export function segmentNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => segmentName.test(name))
    .sort();
}

/** The same, for readers: none where the log has not begun. */
export function existingSegments(folder: string): string[] {
  try {
    return segmentNames(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** Name of the segment whose first record is `seq`. */
export function segmentNameFor(seq: number): string {
  return `${String(seq).padStart(16, '0')}.jsonl`;
}

/** Reads backwards until a whole record is in view. */
export function readTail(file: number): Tail {
  const size = fstatSync(file).size;
  for (let window = firstWindow; ; window *= 4) {
    const text = readEnd(file, size, window);
    const tail = scanTail(text, text.length === size);
    if (tail.last !== undefined || text.length === size) return tail;
  }
}

/** The last bytes of a file, at most `window`. */
export function readEnd(file: number, size: number, window: number): Buffer {
  const length = Math.min(size, window);
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const got = readSync(file, buffer, read, length - read, size - length + read);
    if (got === 0) break;
    read += got;
  }
  return buffer.subarray(0, read);
}

function scanTail(text: Buffer, wholeFile: boolean): Tail {
  const open = text.length > 0 && text[text.length - 1] !== newline;
  const fragments: Fragment[] = [];
  let end = open ? text.length : text.length - 1;
  while (end > 0) {
    const start = text.lastIndexOf(newline, end - 1) + 1;
    if (start === 0 && !wholeFile) break;
    const line = text.subarray(start, end);
    if (line.length <= maxLineBytes && isWholeRecord(line)) {
      return { last: { seq: readHead(line)?.seq ?? 0, hash: leafHash(line) }, fragments: fragments.reverse(), open };
    }
    fragments.push({ bytes: line.length, sha256: createHash('sha256').update(line).digest('hex') });
    end = start - 1;
  }
  return { last: undefined, fragments: fragments.reverse(), open };
}
