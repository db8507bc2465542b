/** The lines of one write, chained to each other and to the record before them. */
import type { Anchor } from './anchor';
import { canonicalJson } from './canonical';
import { chainedLine, leafHash } from './chain';

export class Batch {
  private readonly lines: Buffer[] = [];
  readonly anchors: Anchor[] = [];

  constructor(
    private previous: string,
    private next: number,
  ) {}

  /** Sequence number of the newest line. */
  get newest(): number {
    return this.next - 1;
  }

  /** Adds a record given as a value. */
  add(record: object): void {
    this.addMembers(canonicalJson(record));
  }

  /** Adds a record given as canonical JSON. */
  addMembers(members: string): void {
    const line = chainedLine(this.previous, this.next, members);
    this.previous = leafHash(line);
    this.anchors.push({ seq: this.next, hash: this.previous });
    this.lines.push(line, Buffer.from('\n'));
    this.next++;
  }

  /** All lines, after a newline that ends what a crashed writer left. */
  bytes(endOpenLine: boolean): Buffer {
    return Buffer.concat(endOpenLine ? [Buffer.from('\n'), ...this.lines] : this.lines);
  }
}
