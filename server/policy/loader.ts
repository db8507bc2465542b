/**
 * Reads policy files and packs: strict, with the exact place of every problem, all problems of all files in one run.
 *
 * This is the only door to YAML and the schema. It is loaded lazily, because the hook's path does without both.
 */
import type { RuleLocation } from '../decision';
import { checkPolicy } from './check-policy';
import { checkRules } from './check-rules';
import { compilePolicy, ownRules, type PolicyPart, type PolicyParts, packScope } from './compile';
import type { CompiledPolicy } from './compiled';
import type { PolicyDocument } from './document';
import { linkLayer } from './link-layer';
import { type LoadedPack, type PackLibrary, type PackSection, packSections } from './packs';
import type { PolicyTests } from './policy-tests';
import type { Complaint, PathStep, PolicyProblem } from './problem';
import { type PolicyFile, readPart } from './read-part';
import { repeatedNames } from './repeated-names';
import { loadScenarios } from './scenarios';
import { type FragmentSource, fragmentSchema, type PackSource, packSchema, policySchema } from './schema';

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

export interface LoadedTests extends PolicyTests {
  readonly problems: readonly PolicyProblem[];
}

/** The entries of a root file's `include`, as far as it can be read. */
export function includesOf(root: PolicyFile): readonly string[] {
  return readPart(root, policySchema).data?.include ?? [];
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
  const own = compilePolicy(parts, library);
  const policy = library.upper ? linkLayer(library.upper, own) : own;
  return { policy, parts, problems: [...all, ...withheldProblems(policy, library, files.root.file)] };
}

/** What this file says in vain, because the layers above do not grant it. */
function withheldProblems(
  { withheld = [] }: CompiledPolicy,
  { upper }: PackLibrary,
  root: string,
): readonly PolicyProblem[] {
  return withheld.slice(upper?.policy.withheld?.length ?? 0).map(({ what, needs, location }) => {
    const { source: file, line, column } = location ?? { source: root, line: 1, column: 1 };
    const message = `Not in force: ${what}. The layers above do not grant it (${needs}).`;
    return { code: 'not-granted', severity: 'warning', file, line, column, endLine: line, endColumn: column, message };
  });
}

/** What a policy is tested by; `files` are its scenario files. */
export function loadTests({ policy, parts }: LoadedPolicy, files: readonly PolicyFile[]): LoadedTests {
  const ids = policy?.rules.map(({ id }) => id);
  return { rules: parts ? ownRules(parts) : [], ...loadScenarios(files, ids) };
}

export function loadPack(file: PolicyFile): {
  readonly pack?: LoadedPack;
  readonly problems: readonly PolicyProblem[];
} {
  const { document, data: source, problems } = readPart(file, packSchema);
  if (document === undefined || source === undefined) return { problems };
  const part = partOf(document, source);
  const pack = { source, locations: locationsIn(part, source) };
  const complaints = [...checkRules(source, packScope(pack)), ...repeatedIds(source)];
  const all = [...problems, ...complaints.map((complaint) => document.place(complaint))];
  return all.some((problem) => problem.severity === 'error') ? { problems: all } : { pack, problems: all };
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

function locationsIn(part: PolicyPart, source: PackSource): LoadedPack['locations'] {
  const locate = (section: PackSection) => (source[section] ?? []).map((_, index) => part.locate([section, index]));
  return { rules: locate('rules'), limits: locate('limits'), sequences: locate('sequences') };
}

function repeatedIds(source: PackSource): readonly Complaint[] {
  const named = packSections.flatMap((section) =>
    (source[section] ?? []).map(({ id }, index) => ({ id, path: [section, index, 'id'] as PathStep[] })),
  );
  return repeatedNames(
    named.map(({ id }) => id),
    (index) => named[index]?.path ?? [],
  );
}
