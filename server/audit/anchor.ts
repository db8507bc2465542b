/**
 * The anchor: sequence number and hash of every acknowledged record, kept outside the workspace. A chain alone does
 * not notice that its end was cut off or that an older copy was put back; this does. A line is appended only after
 * its record is on disk, so the anchor never runs ahead of an honest log. It may lag behind after a crash.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

const anchorLine = /^(\d{16}) ([\w-]{43})$/;
const lineBytes = 61;
/** Writers finish in any order: the newest anchor is among the last few. */
const recentLines = 64;

/** Adds anchors; one whole line each, so that appends of several processes do not mix. */
export function appendAnchors(folder: string, anchors: readonly Anchor[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openSync(join(folder, 'heads'), 'a', 0o600);
  try {
    writeSync(file, anchors.map(({ seq, hash }) => `${String(seq).padStart(16, '0')} ${hash}\n`).join(''));
  } finally {
    closeSync(file);
  }
}

/** The newest anchor; `undefined` when there is none (or none can be read). */
export function newestAnchor(folder: string): Anchor | undefined {
  let newest: Anchor | undefined;
  for (const line of tailOf(join(folder, 'heads')).split('\n')) {
    const anchor = parseAnchor(line);
    if (anchor && (newest === undefined || anchor.seq >= newest.seq)) newest = anchor;
  }
  return newest;
}

/** All anchors of a log, and how many lines of the file are damaged. */
export function readAnchors(folder: string): { readonly anchors: readonly Anchor[]; readonly damaged: number } {
  const anchors: Anchor[] = [];
  let damaged = 0;
  for (const line of textOf(join(folder, 'heads')).split('\n')) {
    const anchor = parseAnchor(line);
    if (anchor) anchors.push(anchor);
    else if (line !== '') damaged++;
  }
  return { anchors, damaged };
}

function parseAnchor(line: string): Anchor | undefined {
  const match = anchorLine.exec(line);
  return match ? { seq: Number(match[1]), hash: match[2] ?? '' } : undefined;
}

function tailOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const size = fstatSync(file).size;
    const length = Math.min(size, recentLines * lineBytes);
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, size - length);
    return buffer.toString('latin1');
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
