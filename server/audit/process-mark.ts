/** Who holds a lock: enough to tell whether that very process still lives, even after its number was reused. */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot; empty where the platform does not tell. */
  readonly start: string;
  readonly boot: string;
  /** Process-number namespace: numbers of another container mean nothing here. */
  readonly namespace: string;
  readonly nonce: string;
}

let ownMark: ProcessMark | undefined;

/** The mark of this process, the same as long as it lives. */
export function markOfThisProcess(): ProcessMark {
  ownMark ??= {
    pid: process.pid,
    start: startOf(process.pid) ?? '',
    boot: bootId(),
    namespace: pidNamespace(),
    nonce: randomUUID(),
  };
  return ownMark;
}

/** Reads a mark back; `undefined` when the text is not one. */
export function parseMark(text: string): ProcessMark | undefined {
  try {
    const mark = JSON.parse(text) as Partial<ProcessMark>;
    return typeof mark.pid === 'number' && typeof mark.nonce === 'string' ? (mark as ProcessMark) : undefined;
  } catch {
    return undefined;
  }
}

/** Does the marked process still live? `unknown` when that cannot be told from here. */
export function judge(mark: ProcessMark): 'gone' | 'alive' | 'unknown' {
  if (mark.boot !== bootId()) return 'gone';
  if (mark.namespace !== pidNamespace()) return 'unknown';
  if (mark.start !== '') return startOf(mark.pid) === mark.start ? 'alive' : 'gone';
  return answersSignals(mark.pid) ? 'unknown' : 'gone';
}

/** Identity of the running boot; empty where the platform has none. */
export function bootId(): string {
  return textOf('/proc/sys/kernel/random/boot_id');
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and parentheses, so count from its end. */
function startOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
