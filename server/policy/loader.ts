/**
 * Reads policy files and packs: strict, with the exact place of every problem, all problems of all files in one run.
 *
 * This is the only door to YAML and the schema. It is loaded lazily, because the hook's path does without both.
 */
import type { RuleLocation } from '../decision';
import { checkPolicy } from './check-policy';
import { checkRule } from './check-rule';
import { compilePolicy, type PolicyPart, type PolicyParts, packScope } from './compile';
import type { CompiledPolicy } from './compiled';
import { type PolicyDocument, readDocument } from './document';
import { exceededLimit } from './limits';
import type { LoadedPack, PackLibrary } from './packs';
import type { Complaint, PathStep, PolicyProblem } from './problem';
import { salvage } from './salvage';
import { type FragmentSource, fragmentSchema, packSchema, policySchema } from './schema';
import { checkShape } from './shape';

export interface PolicyFile {
  /** As messages name it: relative to the workspace. */
  readonly file: string;
  /** `undefined` when it could not be read. */
  readonly text: string | undefined;
}

export interface PolicyFiles {
  readonly root: PolicyFile;
  /** The files that an `include` entry names, relative to the root file's folder. */
  include(pattern: string): readonly PolicyFile[];
}

export interface LoadedPolicy {
  /** Set when there is no error. */
  readonly policy?: CompiledPolicy;
  /** Sources as far as their shape is right: for tests, `expand` and the editor. */
  readonly parts?: PolicyParts;
  readonly problems: readonly PolicyProblem[];
}

export function loadPolicy(files: PolicyFiles, library: PackLibrary, now: Date): LoadedPolicy {
  const root = readPart(files.root, policySchema);
  const included = (root.data?.include ?? []).map((pattern, index) => ({
    pattern,
    index,
    found: files.include(pattern),
  }));
  const fragments = included.flatMap(({ found }) => found).map((file) => readPart(file, fragmentSchema));
  const missing = included
    .filter(({ found }) => found.length === 0)
    .map(({ pattern, index }) => nothingIncluded(pattern, index));
  const shapeProblems = [root, ...fragments].flatMap((part) => part.problems);
  const problems = [...shapeProblems, ...missing.flatMap((complaint) => root.document?.place(complaint) ?? [])];
  if (root.data === undefined || root.document === undefined) return { problems };
  const parts: PolicyParts = {
    source: files.root.file,
    root: root.data,
    parts: [
      partOf(root.document, root.data),
      ...fragments.flatMap(({ document, data }) => (document && data ? [partOf(document, data)] : [])),
    ],
  };
  const documents = new Map([root, ...fragments].map((part) => [part.document?.file, part.document]));
  const checked = checkPolicy(parts, library, now).flatMap(({ part, complaints }) =>
    complaints.flatMap((complaint) => documents.get(part.file)?.place(complaint) ?? []),
  );
  const all = [...problems, ...checked];
  if (all.some((problem) => problem.severity === 'error')) return { parts, problems: all };
  return { policy: compilePolicy(parts, library), parts, problems: all };
}

export function loadPack(file: PolicyFile): {
  readonly pack?: LoadedPack;
  readonly problems: readonly PolicyProblem[];
} {
  const { document, data: source, problems } = readPart(file, packSchema);
  if (document === undefined || source === undefined) return { problems };
  const part = partOf(document, source);
  const pack = { source, locations: source.rules.map((_, index) => part.locate(['rules', index])) };
  const scope = packScope(pack);
  const complaints = source.rules.flatMap((rule, index) => checkRule(rule, ['rules', index], scope));
  const all = [
    ...problems,
    ...[...complaints, ...duplicateRules(source.rules)].map((complaint) => document.place(complaint)),
  ];
  return all.some((problem) => problem.severity === 'error') ? { problems: all } : { pack, problems: all };
}

interface ReadPart<T> {
  readonly document?: PolicyDocument;
  /** What has the right shape; all of it when there are no problems. */
  readonly data?: T;
  readonly problems: readonly PolicyProblem[];
}

type Schema<T> = Parameters<typeof checkShape>[0] & { readonly _zod: { readonly output: T } };

function readPart<T>(file: PolicyFile, schema: Schema<T>): ReadPart<T> {
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

function partOf(document: PolicyDocument, data: FragmentSource): PolicyPart {
  return { file: document.file, data, locate: (path) => locate(document, path) };
}

function locate(document: PolicyDocument, path: readonly PathStep[]): RuleLocation {
  return { source: document.file, ...document.position(path) };
}

function nothingIncluded(pattern: string, index: number): Complaint {
  return { code: 'unreadable', path: ['include', index], message: `No file is named "${pattern}" here.` };
}

function duplicateRules(rules: readonly { readonly id: string }[]): readonly Complaint[] {
  return rules.flatMap(({ id }, index): readonly Complaint[] => {
    const again = rules.findIndex((rule) => rule.id === id) < index;
    return again
      ? [{ code: 'duplicate-id', path: ['rules', index, 'id'], message: `"${id}" is already used in this file.` }]
      : [];
  });
}
