/**
 * The policy that a person has accepted in a workspace. From then on a change of the files comes in force by itself
 * only when it tightens; anything else waits for a person. So whoever writes the files gains nothing by it.
 */
import type { CompiledPolicy } from './compiled';
import { includedFiles, type PolicyWorld, policyOnDisk, policyPath } from './on-disk';
import { libraryOf } from './packs';
import type { PolicyFile } from './read-part';
import { loosenings } from './tightening';

const maxBytes = 1_000_000;

/** Kept as text, so that it can be compiled again when newer packs arrive. */
interface Accepted {
  readonly digest: string;
  /** `undefined` when the packs alone were accepted. */
  readonly root?: string;
  readonly included: Readonly<Record<string, readonly PolicyFile[]>>;
}

/** The policy that may be in force: the one on disk, or the accepted one with what the other would loosen. */
export async function withinAccepted(
  onDisk: CompiledPolicy,
  workspace: string,
  world: PolicyWorld,
): Promise<CompiledPolicy> {
  const accepted = world.store.read(acceptedName(workspace, world)) as Accepted | undefined;
  if (accepted === undefined || (accepted.digest === onDisk.digest && onDisk.problem === undefined)) return onDisk;
  const policy = await compileAccepted(accepted, world);
  if (onDisk.problem !== undefined) return { ...policy, problem: onDisk.problem };
  const loosened = loosenings(policy, onDisk);
  if (loosened.length > 0) return { ...policy, problem: pending(loosened) };
  await remember(onDisk, workspace, world);
  return onDisk;
}

/** What waits for acceptance; empty when the files are in force as they are. */
export async function pendingLoosenings(workspace: string, world: PolicyWorld): Promise<readonly string[]> {
  const accepted = world.store.read(acceptedName(workspace, world)) as Accepted | undefined;
  if (accepted === undefined) return [];
  return loosenings(await compileAccepted(accepted, world), await policyOnDisk(workspace, world));
}

/** A person's word for the files as they are now. Gives the policy, with a problem when it cannot be accepted. */
export async function acceptPolicy(workspace: string, world: PolicyWorld): Promise<CompiledPolicy> {
  const policy = await policyOnDisk(workspace, world);
  if (policy.problem === undefined) await remember(policy, workspace, world);
  return policy;
}

function pending(loosened: readonly string[]): string {
  const more = loosened.length > 1 ? ` (and ${loosened.length - 1} more)` : '';
  return `${policyPath} would loosen what was accepted, so the accepted policy stays in force: ${loosened[0]}${more} A person accepts it with "guardrails policy accept".`;
}

function acceptedName(workspace: string, world: PolicyWorld): string {
  return `accepted-${world.store.hash(workspace)}`;
}

async function remember(policy: CompiledPolicy, workspace: string, world: PolicyWorld): Promise<void> {
  const root = world.files.read(`${workspace}/${policyPath}`, maxBytes)?.text;
  const included = root === undefined ? {} : await includedBy(root, workspace, world);
  const accepted: Accepted = { digest: policy.digest, included, ...(root !== undefined && { root }) };
  world.store.write(acceptedName(workspace, world), accepted);
}

/** The included files, by the patterns that name them. */
async function includedBy(root: string, workspace: string, world: PolicyWorld): Promise<Accepted['included']> {
  const { loadPolicy } = await import('./loader');
  const included: Record<string, readonly PolicyFile[]> = {};
  const include = (pattern: string) => {
    included[pattern] = includedFiles(pattern, workspace, world);
    return included[pattern];
  };
  loadPolicy({ root: { file: policyPath, text: root }, include }, libraryOf(world.bundle()), world.now);
  return included;
}

/** With the packs as they are now; kept, because it is wanted at every command while an edit is pending. */
async function compileAccepted(accepted: Accepted, world: PolicyWorld): Promise<CompiledPolicy> {
  if (accepted.root === undefined) return world.bundle().policy;
  const name = `compiled-${world.store.hash(`${JSON.stringify(accepted)}\n${world.bundle().digest}`)}`;
  const known = world.store.read(name) as CompiledPolicy | undefined;
  if (known) return known;
  const { loadPolicy } = await import('./loader');
  const include = (pattern: string) => accepted.included[pattern] ?? [];
  const root = { file: policyPath, text: accepted.root };
  const { policy } = loadPolicy({ root, include }, libraryOf(world.bundle()), world.now);
  if (policy) world.store.write(name, policy);
  return policy ?? world.bundle().policy;
}
