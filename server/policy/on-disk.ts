/**
 * The policy as the workspace's files have it, compiled once and kept in the user's folder.
 *
 * The way every command takes reads one cached file; YAML and the schema are loaded only when the policy changed.
 */
import type { FileProvider } from '../providers';
import { type CompiledPolicy, compiledFormat } from './compiled';
import type { PolicyFile, PolicyFiles } from './loader';
import { libraryOf, type PackBundle } from './packs';
import { describeProblem, type PolicyProblem } from './problem';

/** The policy file of a workspace, relative to its root. */
export const policyPath = '.guardrails/policy.yaml';
const maxBytes = 1_000_000;
const maxIncluded = 100;
const maxListed = 1000;

/** A place in the user's folder for what is compiled. Whatever is not exactly what was written reads as absent. */
export interface PolicyStore {
  read(name: string): unknown;
  /** May fail silently: a cache that cannot be written is only slower. */
  write(name: string, value: unknown): void;
  /** A short, stable name for any text. */
  hash(text: string): string;
}

export interface PolicyWorld {
  readonly files: FileProvider;
  readonly store: PolicyStore;
  /** The packs of this version of the product. */
  readonly bundle: () => PackBundle;
  readonly now: Date;
}

/** A compiled file with the digests of what it was compiled from. */
interface CacheEntry {
  readonly format: typeof compiledFormat;
  readonly bundle: string;
  readonly includes: readonly { readonly pattern: string; readonly digests: readonly string[] }[];
  readonly policy?: CompiledPolicy;
  readonly problem?: string;
}

/** What the files say, whoever wrote them; the last good one where they say nothing that can be understood. */
export async function policyOnDisk(workspace: string, world: PolicyWorld): Promise<CompiledPolicy> {
  if (!hasPolicy(workspace, world)) return world.bundle().policy;
  const entry = cachedEntry(workspace, world) ?? (await compileEntry(workspace, world));
  if (entry.policy) return entry.policy;
  return { ...lastGood(workspace, world), problem: entry.problem ?? unreadable };
}

/** A link that leads nowhere is a policy that cannot be read, not the absence of one. */
function hasPolicy(workspace: string, { files }: PolicyWorld): boolean {
  if (files.kind(`${workspace}/${policyPath}`) !== 'absent') return true;
  return files.list(`${workspace}/.guardrails`, maxListed)?.includes('policy.yaml') ?? false;
}

/** The last policy of the workspace that compiled, or that of the packs. */
function lastGood(workspace: string, world: PolicyWorld): CompiledPolicy {
  const last = world.store.read(lastGoodName(workspace, world)) as LastGood | undefined;
  const entry = last && (world.store.read(last.entry) as CacheEntry | undefined);
  return entry?.format === compiledFormat && entry.policy ? entry.policy : world.bundle().policy;
}

/** Names the entry that was in force last. */
interface LastGood {
  readonly entry: string;
}

function rememberAsGood(entry: string, workspace: string, world: PolicyWorld): void {
  const name = lastGoodName(workspace, world);
  if ((world.store.read(name) as LastGood | undefined)?.entry !== entry) world.store.write(name, { entry });
}

function lastGoodName(workspace: string, world: PolicyWorld): string {
  return `good-${world.store.hash(workspace)}`;
}

/** The entry for the file as it is now, when nothing it was made from has changed. */
function cachedEntry(workspace: string, world: PolicyWorld): CacheEntry | undefined {
  const root = world.files.read(`${workspace}/${policyPath}`, maxBytes);
  if (root === undefined) return undefined;
  const name = entryName(workspace, root.digest, world);
  const entry = world.store.read(name) as CacheEntry | undefined;
  if (entry?.format !== compiledFormat || entry.bundle !== world.bundle().digest) return undefined;
  const same = entry.includes.every(
    ({ pattern, digests }) => digestsOf(pattern, workspace, world).join() === digests.join(),
  );
  if (!same) return undefined;
  if (entry.policy) rememberAsGood(name, workspace, world);
  return entry;
}

function entryName(workspace: string, digest: string, world: PolicyWorld): string {
  return `policy-${world.store.hash(`${workspace}\n${digest}\n${world.bundle().digest}`)}`;
}

async function compileEntry(workspace: string, world: PolicyWorld): Promise<CacheEntry> {
  const root = world.files.read(`${workspace}/${policyPath}`, maxBytes);
  if (root === undefined) return { ...emptyEntry(world), problem: unreadable };
  const { loadPolicy } = await import('./loader');
  const patterns: string[] = [];
  const files: PolicyFiles = {
    root: { file: policyPath, text: root.text },
    include(pattern) {
      patterns.push(pattern);
      return includedFiles(pattern, workspace, world);
    },
  };
  const { policy, problems } = loadPolicy(files, libraryOf(world.bundle()), world.now);
  const entry: CacheEntry = {
    ...emptyEntry(world),
    includes: patterns.map((pattern) => ({ pattern, digests: digestsOf(pattern, workspace, world) })),
    ...(policy ? { policy } : { problem: problemText(problems) }),
  };
  const name = entryName(workspace, root.digest, world);
  world.store.write(name, entry);
  if (policy) rememberAsGood(name, workspace, world);
  return entry;
}

function emptyEntry(world: PolicyWorld): CacheEntry {
  return { format: compiledFormat, bundle: world.bundle().digest, includes: [] };
}

const unreadable = `${policyPath} cannot be read (too large, not text, or not a file), so the last good policy stays in force.`;

/** The first error in full, and how many more there are. */
function problemText(problems: readonly PolicyProblem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const first = errors[0] ? describeProblem(errors[0]) : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `The policy has errors, so the last good one stays in force: ${first}${more}`;
}

function digestsOf(pattern: string, workspace: string, world: PolicyWorld): readonly string[] {
  return includedNames(pattern, workspace, world).map(
    (name) => `${name}:${world.files.read(`${workspace}/${name}`, maxBytes)?.digest ?? 'unreadable'}`,
  );
}

/** The files that an `include` entry of the workspace's policy names. */
export function includedFiles(
  pattern: string,
  workspace: string,
  world: Pick<PolicyWorld, 'files'>,
): readonly PolicyFile[] {
  return includedNames(pattern, workspace, world).map((name) => ({
    file: name,
    text: world.files.read(`${workspace}/${name}`, maxBytes)?.text,
  }));
}

/** `rules/*.yaml` in the policy's folder; a pattern cannot leave it. */
function includedNames(pattern: string, workspace: string, { files }: Pick<PolicyWorld, 'files'>): readonly string[] {
  if (pattern.startsWith('/') || pattern.split('/').includes('..')) return [];
  const path = `.guardrails/${pattern}`;
  const slash = path.lastIndexOf('/');
  const [folder, last] = [path.slice(0, slash), path.slice(slash + 1)];
  if (!last.includes('*')) return files.kind(`${workspace}/${path}`) === 'file' ? [path] : [];
  const [start = '', end = ''] = last.split('*');
  const names = files.list(`${workspace}/${folder}`, maxIncluded) ?? [];
  const fits = (name: string) =>
    name.startsWith(start) && name.endsWith(end) && name.length >= start.length + end.length;
  return [...names]
    .sort()
    .filter(fits)
    .map((name) => `${folder}/${name}`);
}
