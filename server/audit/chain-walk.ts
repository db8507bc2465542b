/** One walk along the chain, line by line, noting where it does not hold. */
import { createHash } from 'node:crypto';
import { isWholeRecord, type LineHead, leafHash, noPrevious } from './chain';
import { type AuditProblem, type AuditProblemCode, recordsAre } from './problem';
import type { Fragment } from './tail';

/** Members that the log's own records carry. */
interface OwnRecord {
  readonly fragments?: readonly Fragment[];
  readonly found?: { readonly seq: number; readonly hash: string };
  readonly expected?: { readonly seq: number; readonly hash: string };
  readonly previous?: { readonly seq: number; readonly hash: string } | string;
  readonly log?: { readonly digest: string };
  readonly workspace?: string;
}

/** A line and where it stands. */
export interface Line {
  readonly bytes: Buffer;
  readonly head: LineHead | undefined;
  readonly segment: string;
  readonly number: number;
  /** It may be a fragment although it looks whole: the next line says so, or there is none. */
  readonly suspect: boolean;
}

const ownActions = new Set(['log.genesis', 'log.recovered', 'log.gap', 'log.segment']);
/** Records that account for fragments before them. */
export const accountingActions: ReadonlySet<string> = new Set(['log.genesis', 'log.recovered', 'log.gap']);

export class ChainWalk {
  readonly problems: AuditProblem[] = [];
  readonly notes: string[] = [];
  records = 0;
  /** Sequence number of the newest record in order; -1 before the first. */
  newest = -1;

  /** Hash of the newest record; `undefined` where it is not to be trusted, because that was already reported. */
  private hash: string | undefined = noPrevious;
  private fragments: Line[] = [];
  private readonly hashes = new Map<number, string>();

  constructor(
    private readonly anchors: ReadonlyMap<number, string>,
    private readonly logFileDigest: string | undefined,
  ) {}

  line(line: Line): void {
    const { head } = line;
    if (!head || line.bytes.at(-1) !== 0x7d || (line.suspect && !isWholeRecord(line.bytes))) {
      this.fragments.push(line);
      return;
    }
    const own = ownActions.has(head.action) ? (parse(line.bytes) ?? {}) : {};
    this.settleFragments(head, own);
    this.record(head, own, line);
  }

  /** Text without the newline that would make it a record. */
  fragment(line: Line): void {
    this.fragments.push(line);
  }

  /** A segment begins: its name says with which record. */
  segment(name: string, first: LineHead | undefined): void {
    const named = Number.parseInt(name, 10);
    if (first && first.seq !== named) {
      this.report(
        'segment-name',
        first.seq,
        `segment ${name} begins with record ${first.seq}: it was renamed or its beginning is missing`,
      );
    }
  }

  /** The log ends; `rest` is what stands after the last newline. */
  end(rest: Buffer): void {
    if (rest.length > 0) {
      this.notes.push(`an unfinished write of ${rest.length} bytes at the end, which the next record will account for`);
    } else this.reportFragments(this.fragments);
    this.compareEnd();
  }

  private record(head: LineHead, own: OwnRecord, line: Line): void {
    const hash = leafHash(line.bytes);
    if (head.seq <= this.newest) {
      this.misplaced(head.seq, hash, line);
      return;
    }
    this.records++;
    this.checkOrder(head, own);
    const changed = this.checkAnchor(head.seq, hash);
    if (!changed) this.checkLink(head);
    if (head.action === 'log.genesis') this.genesis(head, own, line);
    this.newest = head.seq;
    this.hash = changed ? undefined : hash;
    this.hashes.set(head.seq, hash);
  }

  private misplaced(seq: number, hash: string, line: Line): void {
    const place = `${line.segment} line ${line.number}`;
    const again = this.hashes.get(seq);
    const how =
      again === undefined
        ? 'stands out of order'
        : again === hash
          ? 'is repeated'
          : 'stands there a second time, with other content';
    this.report('record-misplaced', seq, `record ${seq} ${how} (${place})`);
  }

  /** Every number follows the one before, unless the log itself says what is gone. */
  private checkOrder(head: LineHead, own: OwnRecord): void {
    const first = this.newest + 1;
    if (head.action === 'log.gap' && own.found && own.expected) this.gap(head, own.found, own.expected);
    else if (head.action === 'log.genesis' && this.records === 1) return;
    else if (head.seq > first) {
      this.hash = undefined;
      this.report('records-missing', first, `${recordsAre(first, head.seq - 1)} missing`);
    }
  }

  private gap(head: LineHead, found: { seq: number; hash: string }, expected: { seq: number; hash: string }): void {
    const first = Math.min(found.seq + 1, expected.seq);
    const what =
      expected.seq > found.seq
        ? `${recordsAre(first, expected.seq)} gone: removed`
        : `record ${found.seq} is not the one that was written: replaced`;
    this.report('records-missing', first, `${what} before record ${head.seq} was written, which says so`);
    if (found.seq !== this.newest) this.hash = undefined;
  }

  private genesis(head: LineHead, own: OwnRecord, line: Line): void {
    if (this.records > 1) {
      this.report(
        'record-misplaced',
        head.seq,
        `record ${head.seq} begins a log in the middle of one (${line.segment} line ${line.number})`,
      );
    }
    if (own.log?.digest !== this.logFileDigest) {
      const what = this.logFileDigest === undefined ? 'is missing' : 'was changed';
      this.report('log-file', undefined, `LOG.json ${what} since record ${head.seq} was written`);
    }
    if (head.seq === 0) return;
    const gone = recordsAre(0, head.seq - 1);
    if (own.workspace !== undefined) {
      this.notes.push(`${gone} not here: they went with an earlier workspace in the same place`);
    } else {
      this.report(
        'records-missing',
        0,
        `${gone} missing: the log was removed, and began again with record ${head.seq}`,
      );
    }
  }

  /** Does the record have the hash it had when it was acknowledged? Reports and returns true when not. */
  private checkAnchor(seq: number, hash: string): boolean {
    const anchored = this.anchors.get(seq);
    if (anchored === undefined || anchored === hash) return false;
    this.report(
      'record-changed',
      seq,
      `record ${seq} is not what was written: its hash is not the one the anchor keeps`,
    );
    return true;
  }

  /** Does the record name the hash of the one before it? */
  private checkLink(head: LineHead): void {
    if (this.hash === undefined || head.prev === this.hash) return;
    if (head.action !== 'log.genesis' && this.newest < 0) return;
    const which =
      this.newest < 0 ? `record ${head.seq}` : `record ${this.newest}, or the hash of it in record ${head.seq},`;
    this.report('record-changed', Math.max(this.newest, 0), `${which} was changed: they do not agree`);
  }

  /** Fragments are fine when the record after them accounts for each of them, to the byte. */
  private settleFragments(head: LineHead, own: OwnRecord): void {
    if (this.fragments.length === 0 && !own.fragments?.length) return;
    const found = this.fragments;
    this.fragments = [];
    if (accountingActions.has(head.action) && sameFragments(own.fragments ?? [], found)) {
      this.notes.push(`record ${head.seq} accounts for ${found.length} unfinished write(s) before it`);
      return;
    }
    if (accountingActions.has(head.action) && own.fragments?.length) {
      this.report(
        'fragment',
        head.seq,
        `the unfinished writes that record ${head.seq} accounts for were changed or removed`,
      );
    } else {
      this.reportFragments(found);
    }
  }

  private reportFragments(lines: readonly Line[]): void {
    for (const line of lines) {
      this.report(
        'record-damaged',
        this.newest + 1,
        `${line.segment} line ${line.number}, where record ${this.newest + 1} is due, is damaged`,
      );
      this.newest++;
      this.hash = undefined;
    }
  }

  private compareEnd(): void {
    let last = this.newest;
    for (const seq of this.anchors.keys()) if (seq > last) last = seq;
    if (last > this.newest) {
      const gone = recordsAre(this.newest + 1, last);
      this.report(
        'records-missing',
        this.newest + 1,
        `${gone} missing at the end: the log was cut short or an older copy was put back`,
      );
    }
  }

  private report(code: AuditProblemCode, seq: number | undefined, message: string): void {
    this.problems.push(seq === undefined ? { code, message } : { code, seq, message });
  }
}

function sameFragments(said: readonly Fragment[], found: readonly Line[]): boolean {
  return (
    said.length === found.length &&
    said.every(({ bytes, sha256 }, index) => {
      const line = found[index]?.bytes;
      return line?.length === bytes && createHash('sha256').update(line).digest('hex') === sha256;
    })
  );
}

function parse(line: Buffer): OwnRecord | undefined {
  try {
    return JSON.parse(line.toString('utf8')) as OwnRecord;
  } catch {
    return undefined;
  }
}
