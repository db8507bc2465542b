/**
 * Appends one record so that it is on disk, in order and whole, when this returns; or throws an AuditError.
 *
 * The record is made canonical outside the lock. Under it: find the end, account for what crashed or was cut off,
 * write all lines at once. The flush to disk comes after the lock, so that writers share it. Nothing is ever
 * truncated or rewritten.
 */
import { closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Anchor, appendAnchors, newestAnchor } from './anchor';
import { AuditError, auditErrorFrom } from './audit-error';
import { Batch } from './batch';
import { canonicalJson } from './canonical';
import { maxLineBytes, noPrevious } from './chain';
import { type AuditLayout, ensureFolders } from './layout';
import { withLock } from './lock';
import { checkLogFile, createLogFile } from './log-file';
import { openRegular } from './regular-file';
import { type Fragment, readTail, segmentNameFor, segmentNames, type Tail } from './tail';
import { timeOfRecord } from './time';
import { isMadeAnew, rememberWorkspace } from './workspace-identity';

/** What the append protocol needs to know of a log. */
export interface LogWriter {
  readonly layout: AuditLayout;
  /** Give up after so many milliseconds. */
  readonly limitMs: number;
  readonly rotateBytes: number;
  readonly now: () => Date;
}

/** The end of the log while the lock is held. */
interface End {
  /** The segment to append to; `undefined` when the log has none. */
  readonly segment?: { readonly name: string; readonly file: number; readonly bytes: number };
  readonly last: Anchor | undefined;
  readonly fragments: readonly Fragment[];
  readonly open: boolean;
}

interface Written {
  readonly file: number;
  readonly anchors: readonly Anchor[];
  readonly seq: number;
}

/** Looks at the newest segment under the lock: a sequence number means "already recorded there". */
export type DuplicateCheck = (file: number) => number | undefined;

const headroomBytes = 160;
const appendFlags = constants.O_RDWR | constants.O_APPEND;

/** Appends `record` and returns its sequence number, or that of the record it would repeat. */
export function appendRecord(log: LogWriter, record: object, isDuplicate?: DuplicateCheck): number {
  const deadline = performance.now() + log.limitMs;
  const { folder, anchors } = log.layout;
  try {
    const members = canonicalJson(record);
    if (!fitsOneLine(members)) throw new AuditError('too-large', folder, 'a record is longer than a line may be');
    ensureFolders(log.layout);
    const written = withLock(folder, deadline, () => writeUnderLock(log, members, isDuplicate));
    flush(written.file);
    anchor(anchors, written.anchors);
    return written.seq;
  } catch (error) {
    throw auditErrorFrom(error, folder);
  }
}

/** Would these members fit into a line of the log? */
export function fitsOneLine(members: string): boolean {
  return Buffer.byteLength(members) <= maxLineBytes - headroomBytes;
}

function writeUnderLock(log: LogWriter, members: string, isDuplicate?: DuplicateCheck): Written {
  checkLogFile(log.layout);
  const end = findEnd(log.layout.segments);
  let used: number | undefined;
  try {
    const known = end.segment && isDuplicate?.(end.segment.file);
    const written =
      end.segment && known !== undefined
        ? { file: end.segment.file, anchors: [], seq: known }
        : writeBatch(log, end, members);
    used = written.file;
    return written;
  } finally {
    if (end.segment && end.segment.file !== used) closeSync(end.segment.file);
  }
}

function writeBatch(log: LogWriter, end: End, members: string): Written {
  const batch = beginBatch(log, end);
  const file = segmentToWrite(log, end, batch);
  batch.addMembers(members);
  const bytes = batch.bytes(end.open && file === end.segment?.file);
  const count = writeSync(file, bytes);
  if (count !== bytes.length) {
    throw new AuditError('partial-write', log.layout.segments, `${count} of ${bytes.length} bytes were written`);
  }
  return { file, anchors: batch.anchors, seq: batch.newest };
}

/** A batch that begins, where needed, with the record that accounts for what went wrong before. */
function beginBatch(log: LogWriter, end: End): Batch {
  const anchor = newestAnchor(log.layout.anchors);
  const common = { v: 1, time: timeOfRecord(log.now()), ...(end.fragments.length > 0 && { fragments: end.fragments }) };
  if (end.last === undefined) {
    const batch = new Batch(noPrevious, anchor ? anchor.seq + 1 : 0);
    batch.add({ ...common, action: 'log.genesis', ...beginLog(log, anchor) });
    return batch;
  }
  if (anchor && isAheadOf(anchor, end.last)) {
    const batch = new Batch(end.last.hash, Math.max(anchor.seq, end.last.seq) + 1);
    batch.add({ ...common, action: 'log.gap', found: end.last, expected: anchor });
    return batch;
  }
  const batch = new Batch(end.last.hash, end.last.seq + 1);
  if (end.fragments.length > 0) batch.add({ ...common, action: 'log.recovered' });
  return batch;
}

/** A log that begins after another tells what it knows of it. */
function beginLog({ layout, now }: LogWriter, previous: Anchor | undefined): object {
  const anew = previous !== undefined && isMadeAnew(layout.anchors, layout.workspace);
  rememberWorkspace(layout.anchors, layout.workspace);
  return { log: createLogFile(layout, now()), previous, ...(anew && { workspace: 'made anew' }) };
}

function isAheadOf(anchor: Anchor, last: Anchor): boolean {
  return anchor.seq > last.seq || (anchor.seq === last.seq && anchor.hash !== last.hash);
}

/** The current segment, or a new one when it is full or there is none. */
function segmentToWrite(log: LogWriter, end: End, batch: Batch): number {
  const { segments } = log.layout;
  if (end.segment === undefined) return createSegment(segments, batch.anchors[0]?.seq ?? batch.newest + 1);
  if (end.segment.bytes < log.rotateBytes || end.open || end.fragments.length > 0) return end.segment.file;
  const first = batch.anchors[0]?.seq ?? batch.newest + 1;
  batch.add({ action: 'log.segment', previous: end.segment.name, time: timeOfRecord(log.now()), v: 1 });
  return createSegment(segments, first);
}

function createSegment(folder: string, seq: number): number {
  const file = openRegular(join(folder, segmentNameFor(seq)), appendFlags | constants.O_CREAT | constants.O_EXCL);
  flushFolder(folder);
  return file;
}

/** Finds the last record, going back over segments in which a crash left none. */
function findEnd(folder: string): End {
  const names = segmentNames(folder);
  let current: { name: string; file: number; bytes: number; tail: Tail } | undefined;
  for (const name of names.reverse()) {
    const file = openRegular(join(folder, name), appendFlags);
    const bytes = fstatSync(file).size;
    if (bytes === 0 && current === undefined) {
      closeSync(file);
      unlinkSync(join(folder, name));
      continue;
    }
    const tail = readTail(file);
    if (current === undefined) current = { name, file, bytes, tail };
    else closeSync(file);
    if (tail.last) return endAt(current, tail.last);
  }
  return current ? endAt(current, undefined) : { last: undefined, fragments: [], open: false };
}

function endAt(segment: { name: string; file: number; bytes: number; tail: Tail }, last: Anchor | undefined): End {
  return { segment, last, fragments: segment.tail.fragments, open: segment.tail.open };
}

function flush(file: number): void {
  try {
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the name of a new file durable; not every platform lets a folder be flushed. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A home that cannot be written weakens the proof of completeness, not the record: `doctor` reports it. */
function anchor(folder: string, anchors: readonly Anchor[]): void {
  if (anchors.length === 0) return;
  try {
    appendAnchors(folder, anchors);
  } catch {}
}
