/**
 * Is the log what was written? Follows the chain over every byte, and compares it with the anchors kept outside the
 * workspace. Names the records that are missing, changed, repeated or out of place.
 */
import { join } from 'node:path';
import { readAnchors } from './anchor';
import { type LineHead, readHead } from './chain';
import { accountingActions, ChainWalk } from './chain-walk';
import type { AuditLayout } from './layout';
import { type AuditLog, otherLogs } from './log';
import { logFileDigest } from './log-file';
import { type AuditProblem, recordsFrom } from './problem';
import { readRegular } from './regular-file';
import { existingSegments } from './tail';
import { isMadeAnew } from './workspace-identity';

export interface AuditVerification {
  readonly ok: boolean;
  readonly records: number;
  readonly problems: readonly AuditProblem[];
  /** What happened to the log and was put right. */
  readonly notes: readonly string[];
}

const newline = 10;

/**
 * Verifies the logs of a workspace: this user's on this machine, and those that others keep beside it. No log is
 * fine, unless an anchor says that there was one.
 */
export function verifyAudit(log: AuditLog): AuditVerification {
  const own = verifyLog(log.layout);
  const others = otherLogs(log).map(({ layout }) => named(layout.domain, verifyLog(layout)));
  const all = [own, ...others];
  return {
    ok: all.every(({ ok }) => ok),
    records: all.reduce((sum, { records }) => sum + records, 0),
    problems: all.flatMap(({ problems }) => problems),
    notes: all.flatMap(({ notes }) => notes),
  };
}

/** Says of which of several logs something is told. */
function named(domain: string, { problems, notes, ...rest }: AuditVerification): AuditVerification {
  return {
    ...rest,
    problems: problems.map((problem) => ({ ...problem, message: `in log ${domain}: ${problem.message}` })),
    notes: notes.map((note) => `in log ${domain}: ${note}`),
  };
}

function verifyLog(layout: AuditLayout): AuditVerification {
  const { anchors, damaged } = readAnchors(layout.anchors);
  const names = namesOf(layout.segments);
  if (names instanceof Error) return unreadable(layout.segments, names);
  const heads = new Map(anchors.map(({ seq, hash }) => [seq, hash]));
  if (names.length === 0) return missing(heads, isMadeAnew(layout.anchors, layout.workspace));
  const walk = new ChainWalk(heads, logFileDigest(layout.folder));
  try {
    walkSegments(layout.segments, names, walk);
  } catch (error) {
    return unreadable(layout.segments, error as Error);
  }
  return verification(walk.records, [...anchorProblems(damaged), ...walk.problems], walk.notes);
}

function walkSegments(folder: string, names: readonly string[], walk: ChainWalk): void {
  let rest: Buffer = Buffer.alloc(0);
  for (const name of names) {
    if (rest.length > 0) walk.fragment({ bytes: rest, head: undefined, segment: name, number: 0, suspect: true });
    rest = walkSegment(readRegular(join(folder, name)), name, walk);
  }
  walk.end(rest);
}

/** Feeds all whole lines of a segment; returns what stands after the last newline. */
function walkSegment(content: Buffer, name: string, walk: ChainWalk): Buffer {
  let line = nextLine(content, 0);
  let end = 0;
  walk.segment(name, line?.head);
  for (let number = 1; line !== undefined; number++) {
    end = line.end;
    const next = nextLine(content, end);
    walk.line({
      bytes: line.bytes,
      head: line.head,
      segment: name,
      number,
      suspect: mayAccountForFragments(next?.head),
    });
    line = next;
  }
  return content.subarray(end);
}

/** The line that begins at `start`; `end` is where the next one does. */
function nextLine(content: Buffer, start: number) {
  const end = content.indexOf(newline, start);
  if (end < 0) return undefined;
  const bytes = content.subarray(start, end);
  return { bytes, head: readHead(bytes), end: end + 1 };
}

/** A line can only be a fragment before a record that accounts for it, or at the end. */
function mayAccountForFragments(head: LineHead | undefined): boolean {
  return head === undefined || accountingActions.has(head.action);
}

function namesOf(folder: string): string[] | Error {
  try {
    return existingSegments(folder);
  } catch (error) {
    return error as Error;
  }
}

function missing(heads: ReadonlyMap<number, string>, madeAnew: boolean): AuditVerification {
  if (heads.size === 0) return verification(0, [], []);
  let last = 0;
  for (const seq of heads.keys()) last = Math.max(last, seq);
  if (madeAnew)
    return verification(0, [], [`${recordsFrom(0, last)} went with an earlier workspace in the same place`]);
  const message = `the log is gone: ${recordsFrom(0, last)} were written`;
  return verification(0, [{ code: 'log-missing', seq: 0, message }], []);
}

function unreadable(path: string, error: Error): AuditVerification {
  return verification(0, [{ code: 'unreadable', message: `${path} cannot be read: ${error.message}` }], []);
}

function anchorProblems(damaged: number): AuditProblem[] {
  return damaged > 0 ? [{ code: 'anchors', message: `${damaged} line(s) of the anchor file are damaged` }] : [];
}

function verification(records: number, problems: readonly AuditProblem[], notes: readonly string[]): AuditVerification {
  return { ok: problems.length === 0, records, problems, notes };
}
