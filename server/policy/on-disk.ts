/**
 * The policy as the workspace's files have it, compiled once and kept in the user's folder.
 *
 * The way every command takes reads one cached file; YAML and the schema are loaded only when the policy changed.
 */
import type { FileProvider } from '../providers';
import { compileAndTest } from './compile-and-test';
import { type CompiledPolicy, compiledFormat } from './compiled';
import type { PackBundle } from './packs';
import type { PolicyFile } from './read-part';

/** The policy file of a workspace, relative to its root. */
export const policyPath = '.guardrails/policy.yaml';
/** The files with scenarios, as an `include` would name them. They test the policy and are no part of it. */
const scenarioPattern = 'tests/*.yaml';
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

/** A compiled file with the digests of what it was compiled from and tested by. */
interface CacheEntry {
  readonly format: typeof compiledFormat;
  readonly bundle: string;
  readonly files: readonly { readonly pattern: string; readonly digests: readonly string[] }[];
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
  const names = entryNames(workspace, root.digest, world);
  const good = currentEntry(names.good, workspace, world);
  if (good) rememberAsGood(names.good, workspace, world);
  return good ?? currentEntry(names.bad, workspace, world);
}

function currentEntry(name: string, workspace: string, world: PolicyWorld): CacheEntry | undefined {
  const entry = world.store.read(name) as CacheEntry | undefined;
  if (entry?.format !== compiledFormat || entry.bundle !== world.bundle().digest) return undefined;
  const same = entry.files.every(
    ({ pattern, digests }) => digestsOf(pattern, workspace, world).join() === digests.join(),
  );
  return same ? entry : undefined;
}

/** What did not compile, or failed a test, has a name of its own: it must not take the place of what did. */
function entryNames(workspace: string, digest: string, world: PolicyWorld): { good: string; bad: string } {
  const hash = world.store.hash(`${workspace}\n${digest}\n${world.bundle().digest}`);
  return { good: `policy-${hash}`, bad: `broken-${hash}` };
}

async function compileEntry(workspace: string, world: PolicyWorld): Promise<CacheEntry> {
  const root = world.files.read(`${workspace}/${policyPath}`, maxBytes);
  if (root === undefined) return { ...emptyEntry(world), problem: unreadable };
  const patterns: string[] = [];
  const include = (pattern: string): readonly PolicyFile[] => {
    patterns.push(pattern);
    return includedFiles(pattern, workspace, world);
  };
  const files = { root: { file: policyPath, text: root.text }, include };
  const compiled = await compileAndTest(files, () => include(scenarioPattern), world);
  const entry: CacheEntry = {
    ...emptyEntry(world),
    files: patterns.map((pattern) => ({ pattern, digests: digestsOf(pattern, workspace, world) })),
    ...compiled,
  };
  const names = entryNames(workspace, root.digest, world);
  world.store.write(entry.policy ? names.good : names.bad, entry);
  if (entry.policy) rememberAsGood(names.good, workspace, world);
  return entry;
}

function emptyEntry(world: PolicyWorld): CacheEntry {
  return { format: compiledFormat, bundle: world.bundle().digest, files: [] };
}

const unreadable = `${policyPath} cannot be read (too large, not text, or not a file), so the last good policy stays in force.`;

function digestsOf(pattern: string, workspace: string, world: PolicyWorld): readonly string[] {
  return includedNames(pattern, workspace, world).map(
    (name) => `${name}:${world.files.read(`${workspace}/${name}`, maxBytes)?.digest ?? 'unreadable'}`,
  );
}

/** The scenario files of a workspace. */
export function scenarioFiles(workspace: string, world: Pick<PolicyWorld, 'files'>): readonly PolicyFile[] {
  return includedFiles(scenarioPattern, workspace, world);
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
