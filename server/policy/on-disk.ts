/**
 * The policy as the workspace's files have it, compiled once and kept in the user's folder.
 *
 * The way every command takes reads one cached file; YAML and the schema are loaded only when the policy changed.
 */
import { type CompiledPolicy, compiledFormat } from './compiled';
import { includedNames, scenarioFiles, scenarioPattern } from './included-files';
import { type CompiledText, compileAndTestText, readPolicyText } from './policy-text';
import { maxPolicyBytes, type PolicyWorld, policyPath } from './world';

const maxListed = 1000;

/** A compiled file with the digests of what it was compiled from and tested by. */
interface CacheEntry extends CompiledText {
  readonly format: typeof compiledFormat;
  readonly files: readonly { readonly pattern: string; readonly digests: readonly string[] }[];
}

/** What the files say, whoever wrote them. */
export async function policyOnDisk(workspace: string, world: PolicyWorld): Promise<CompiledText> {
  if (!hasPolicy(workspace, world)) return { policy: withoutPolicy(world) };
  return cachedEntry(workspace, world) ?? (await compileEntry(workspace, world));
}

/** What holds where a workspace says nothing. */
export function withoutPolicy(world: PolicyWorld): CompiledPolicy {
  return world.upper?.policy ?? world.bundle().policy;
}

/** A link that leads nowhere is a policy that cannot be read, not the absence of one. */
function hasPolicy(workspace: string, { files }: PolicyWorld): boolean {
  if (files.kind(`${workspace}/${policyPath}`) !== 'absent') return true;
  return files.list(`${workspace}/.guardrails`, maxListed)?.includes('policy.yaml') ?? false;
}

/** The entry for the file as it is now, when nothing it was made from has changed. */
function cachedEntry(workspace: string, world: PolicyWorld): CacheEntry | undefined {
  const root = world.files.read(`${workspace}/${policyPath}`, maxPolicyBytes);
  if (root === undefined) return undefined;
  const entry = world.store.read(entryName(workspace, root.digest, world)) as CacheEntry | undefined;
  if (entry?.format !== compiledFormat) return undefined;
  const same = entry.files.every(
    ({ pattern, digests }) => digestsOf(pattern, workspace, world).join() === digests.join(),
  );
  return same ? entry : undefined;
}

function entryName(workspace: string, digest: string, world: PolicyWorld): string {
  return `policy-${world.store.hash(`${workspace}\n${digest}\n${surroundingsOf(world)}`)}`;
}

/** Everything but its own text that a policy's compiled form depends on. */
export function surroundingsOf({ bundle, upper }: PolicyWorld): string {
  return upper ? `${bundle().digest}\n${upper.layer}\n${upper.policy.digest}` : bundle().digest;
}

async function compileEntry(workspace: string, world: PolicyWorld): Promise<CacheEntry> {
  const digest = world.files.read(`${workspace}/${policyPath}`, maxPolicyBytes)?.digest;
  const text = await readPolicyText(workspace, world.files);
  if (text === undefined || digest === undefined) return { ...emptyEntry, problem: unreadable };
  const patterns = [...Object.keys(text.included), scenarioPattern];
  const entry: CacheEntry = {
    ...emptyEntry,
    files: patterns.map((pattern) => ({ pattern, digests: digestsOf(pattern, workspace, world) })),
    ...(await compileAndTestText(text, scenarioFiles(workspace, world.files), world)),
  };
  world.store.write(entryName(workspace, digest, world), entry);
  return entry;
}

const emptyEntry: CacheEntry = { format: compiledFormat, files: [] };

const unreadable = `${policyPath} cannot be read (too large, not text, or not a file), so the last good policy stays in force.`;

function digestsOf(pattern: string, workspace: string, { files }: PolicyWorld): readonly string[] {
  return includedNames(pattern, workspace, files).map(
    (name) => `${name}:${files.read(`${workspace}/${name}`, maxPolicyBytes)?.digest ?? 'unreadable'}`,
  );
}
