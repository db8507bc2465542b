/** What can be wrong with a policy file, and where. */

/** Closed list; nobody matches on message text. */
export type ProblemCode =
  | 'yaml-syntax'
  | 'duplicate-key'
  | 'unreadable'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'bad-format'
  | 'out-of-range'
  | 'unknown-value'
  | 'unknown-kind'
  | 'unknown-attribute'
  | 'unknown-placeholder'
  | 'unknown-list'
  | 'unknown-pack'
  | 'unknown-parameter'
  | 'unknown-rule'
  | 'duplicate-id'
  | 'unmonitorable'
  | 'never-matches'
  | 'expired'
  | 'no-tests'
  | 'no-instead'
  | 'unsupplied'
  | 'not-granted'
  | 'test-failed';

/** Lines and columns are 1-based; the end is exclusive. */
export interface PolicyProblem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** The values or names that would have been right. */
  readonly expected?: readonly string[];
  /** The one that was probably meant. */
  readonly nearest?: string;
}

export type PathStep = string | number;

/** A problem by its path in the data; the document knows where that is. */
export interface Complaint {
  readonly code: ProblemCode;
  readonly severity?: 'error' | 'warning';
  readonly path: readonly PathStep[];
  /** Point at the key instead of its value. */
  readonly onKey?: boolean;
  readonly message: string;
  readonly expected?: readonly string[];
  readonly nearest?: string;
}

/** `a.yaml:3:5 message`, as compilers write it. */
export function describeProblem(problem: PolicyProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
}
