/** One file of a policy, read as far as it can be. */
import { type PolicyDocument, readDocument } from './document';
import { exceededLimit } from './file-limits';
import type { PolicyProblem } from './problem';
import { salvage } from './salvage';
import { checkShape } from './shape';

export interface PolicyFile {
  /** As messages name it: relative to the workspace. */
  readonly file: string;
  /** `undefined` when it could not be read. */
  readonly text: string | undefined;
}

export interface ReadPart<T> {
  readonly document?: PolicyDocument;
  /** What has the right shape; all of it when there are no problems. */
  readonly data?: T;
  readonly problems: readonly PolicyProblem[];
}

type Schema<T> = Parameters<typeof checkShape>[0] & { readonly _zod: { readonly output: T } };

export function readPart<T>(file: PolicyFile, schema: Schema<T>): ReadPart<T> {
  if (file.text === undefined) return { problems: [unreadable(file.file, 'This file cannot be read.')] };
  const exceeded = exceededLimit(file.text);
  if (exceeded) return { problems: [unreadable(file.file, exceeded.message, exceeded.line)] };
  const document = readDocument(file.file, file.text);
  if (document.data === undefined) return { document, problems: document.problems };
  const { value, complaints } = checkShape(schema, document.data);
  const problems = complaints.map((complaint) => document.place(complaint));
  if (value !== undefined) return { document, data: value as T, problems };
  const rest = checkShape(schema, salvage(document.data, complaints)).value as T | undefined;
  return rest === undefined ? { document, problems } : { document, data: rest, problems };
}

function unreadable(file: string, message: string, line = 1): PolicyProblem {
  return { code: 'unreadable', severity: 'error', file, line, column: 1, endLine: line, endColumn: 1, message };
}
