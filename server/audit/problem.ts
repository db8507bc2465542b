/** What verification finds wrong with a log. */
export type AuditProblemCode =
  | 'log-missing'
  | 'log-file'
  | 'records-missing'
  | 'record-changed'
  | 'record-damaged'
  | 'record-misplaced'
  | 'segment-name'
  | 'fragment'
  | 'anchors'
  | 'unreadable';

export interface AuditProblem {
  readonly code: AuditProblemCode;
  /** The first record it is about. */
  readonly seq?: number;
  readonly message: string;
}

/** `record 7`, `records 7–9`. */
export function recordsFrom(first: number, last: number): string {
  return first === last ? `record ${first}` : `records ${first}–${last}`;
}

/** `record 7 is`, `records 7–9 are`. */
export function recordsAre(first: number, last: number): string {
  return `${recordsFrom(first, last)} ${first === last ? 'is' : 'are'}`;
}
