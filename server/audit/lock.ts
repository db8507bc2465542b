/**
 * Mutual exclusion between processes by `link()`: no native module, and a holder that was killed is replaced within
 * milliseconds. Breaking a dead holder's lock needs the breaker's own lock, named after the dead holder; a breaker
 * that died is broken in the same way. So only one process at a time may remove a given lock, and it looks again
 * before it does.
 */
import { statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditError } from './audit-error';
import { linkExclusive } from './exclusive-link';
import { bootId, judge, markOfThisProcess, type ProcessMark, parseMark } from './process-mark';
import { readRegular } from './regular-file';

/** Holders write for milliseconds; one that cannot be judged is taken for dead after this. */
const unknownHolderMs = 60_000;
const longestNapMs = 4;
const maxBreakDepth = 8;

/** Folders whose lock this process holds or tries to get. */
const held = new Set<string>();

/** Runs `work` while holding the folder's lock; gives up with an AuditError at `deadline` (`performance.now()`). */
export function withLock<T>(folder: string, deadline: number, work: () => T): T {
  held.add(folder);
  try {
    acquire(folder, ownFile(folder), join(folder, 'lock'), deadline);
    return work();
  } finally {
    release(folder);
  }
}

/** For a process that goes on after V8 has ended work of its for taking too long: that runs no `finally`. */
export function releaseAbandonedLocks(): void {
  for (const folder of held) release(folder);
}

function release(folder: string): void {
  const lock = join(folder, 'lock');
  if (readHolder(lock)?.nonce === markOfThisProcess().nonce) remove(lock);
  remove(ownFile(folder));
  held.delete(folder);
}

function acquire(folder: string, own: string, lock: string, deadline: number): void {
  writeFileSync(own, JSON.stringify(markOfThisProcess()), { mode: 0o600 });
  for (let nap = 0.2; !linkExclusive(own, lock); nap = Math.min(nap * 1.5, longestNapMs)) {
    const holder = readHolder(lock);
    if (holder?.nonce === markOfThisProcess().nonce) return; // left by us when it could not be removed
    if (holder && isDead(holder, lock)) breakLock(folder, own, lock, holder, 0);
    else if (performance.now() > deadline)
      throw new AuditError('locked', lock, `held by process ${holder?.pid ?? 'unknown'}`);
    else sleep(nap * (0.5 + Math.random()));
  }
}

/** Removes the lock of a dead holder; returns without doing so when somebody else is about to. */
function breakLock(folder: string, own: string, lock: string, dead: ProcessMark, depth: number): void {
  const right = join(folder, `break.${dead.nonce}`);
  if (!linkExclusive(own, right)) {
    const breaker = readHolder(right);
    if (breaker && depth < maxBreakDepth && isDead(breaker, right)) breakLock(folder, own, right, breaker, depth + 1);
    return;
  }
  if (readHolder(lock)?.nonce === dead.nonce) {
    remove(lock);
    remove(join(folder, ownName(dead)));
  }
  remove(right);
}

function isDead(holder: ProcessMark, path: string): boolean {
  const life = judge(holder);
  return life === 'gone' || (life === 'unknown' && ageOf(path) > unknownHolderMs);
}

/** Gone is gone, whoever removed it. */
function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function readHolder(path: string): ProcessMark | undefined {
  try {
    return parseMark(readRegular(path).toString('utf8')) ?? unreadableHolder(statSync(path).ino);
  } catch {
    return undefined;
  }
}

/** A lock that lost its content in a power failure: nobody can be asked, so only its age can free it. */
function unreadableHolder(inode: number): ProcessMark {
  return { pid: 0, start: '', boot: bootId(), namespace: 'unreadable', nonce: `unreadable-${inode}` };
}

function ownFile(folder: string): string {
  return join(folder, ownName(markOfThisProcess()));
}

function ownName(mark: ProcessMark): string {
  return `lock.${mark.pid}.${mark.nonce.slice(0, 8)}`;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
