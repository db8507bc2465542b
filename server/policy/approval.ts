/**
 * The policy that has been approved in a workspace. Files are only ever proposals: what loosens waits until a person
 * accepts it, or until it arrives reviewed. So whoever writes the files, or commits them, gains nothing by it.
 *
 * At first sight the committed version is the approved one where a person trusts the workspace, and in a pipeline.
 * Elsewhere nothing is, and the files count as far as they tighten what holds without them.
 */
import type { Upstream } from '../facts/git/upstream';
import type { FileProvider } from '../providers';
import { type CompiledPolicy, compiledFormat } from './compiled';
import { matchesGlob } from './glob';
import { scenarioFiles } from './included-files';
import { policyOnDisk, surroundingsOf, withoutPolicy } from './on-disk';
import { type CompiledText, compileAndTestText, compileText, type PolicyText, readPolicyText } from './policy-text';
import { type Loosening, loosenings } from './tightening';
import { isTrusted } from './trust';
import { type PolicyWorld, policyPath } from './world';

interface Approval {
  /** Of what it compiled to. */
  readonly digest: string;
  /** `undefined` when there was no policy. */
  readonly text?: PolicyText;
  /** All of it, or only what it tightens. */
  readonly extent: 'whole' | 'tightening';
  /** Whether somebody had trusted the workspace by then. */
  readonly trusted: boolean;
  /** Where the policy is reviewed, as the repository was set up then. */
  readonly reviewedOn?: Upstream | undefined;
}

/** What holds in a workspace, and what its files say beyond that. */
export interface Standing {
  readonly policy: CompiledPolicy;
  /** Digest of what the files compile to; nothing when they have errors. */
  readonly proposed?: string;
  /** What waits for a person; empty when the files are in force as they are. */
  readonly pending: readonly Loosening[];
  /** The root file as it was approved, while something waits. */
  readonly approvedText?: string;
}

/** The policy that may be in force: the one on disk, or the approved one with what the other would loosen. */
export async function standingPolicy(workspace: string, world: PolicyWorld): Promise<Standing> {
  const approval = approvalOf(workspace, world) ?? (await firstSight(workspace, world));
  const { policy: proposed, problem } = await policyOnDisk(workspace, world);
  if (proposed && approval.digest === proposed.digest) return settled(proposed);
  const approved = await compileApproval(approval, world);
  if (proposed === undefined) return { policy: { ...approved, ...(problem && { problem }) }, pending: [] };
  const pending = loosenings(approved, proposed);
  if (pending.length === 0 || (await isReviewed(proposed, approval, workspace, world))) {
    await approve(proposed, { ...approval, extent: 'whole' }, workspace, world);
    return settled(proposed);
  }
  const policy = approval.extent === 'tightening' ? await tightened(approved, approval, workspace, world) : approved;
  const inForce = { ...policy, problem: pendingText(pending, approval) };
  const approvedText = approval.text?.root;
  return { policy: inForce, proposed: proposed.digest, pending, ...(approvedText !== undefined && { approvedText }) };
}

/** A person's word for the files they have been shown: `digest` is that of what the files compiled to. */
export async function acceptPolicy(workspace: string, digest: string, world: PolicyWorld): Promise<CompiledText> {
  const { policy, problem } = await policyOnDisk(workspace, world);
  if (policy === undefined) return { ...(problem !== undefined && { problem }) };
  if (policy.digest !== digest) return { problem: 'The policy has changed meanwhile. Look at it again.' };
  await approve(policy, { trusted: true, reviewedOn: reviewedOn(policy, workspace, world) }, workspace, world);
  if (approvalOf(workspace, world)?.digest === digest) return { policy };
  return { problem: 'It cannot be written down in your folder (~/.guardrails/approved), so it does not hold.' };
}

function settled(policy: CompiledPolicy): Standing {
  return { policy, proposed: policy.digest, pending: [] };
}

/** A workspace that nobody trusted is looked at again once somebody does. */
function approvalOf(workspace: string, world: PolicyWorld): Approval | undefined {
  const approval = world.approvals.read(approvalName(workspace, world)) as Approval | undefined;
  return approval && (approval.trusted || !isTrusted(workspace, world)) ? approval : undefined;
}

async function firstSight(workspace: string, world: PolicyWorld): Promise<Approval> {
  const trusted = isTrusted(workspace, world);
  const files = trusted ? world.history.committed(workspace) : undefined;
  const committed = files && (await testedPolicy(workspace, files, world));
  const policy = committed?.policy ?? withoutPolicy(world);
  const approval: Approval = {
    digest: policy.digest,
    extent: committed ? 'whole' : 'tightening',
    trusted,
    ...(committed && { text: committed.text }),
    ...(trusted && { reviewedOn: reviewedOn(policy, workspace, world) }),
  };
  if (trusted) world.approvals.write(approvalName(workspace, world), approval);
  return approval;
}

/** The policy in these files, when it has no errors and passes its tests. */
async function testedPolicy(workspace: string, files: FileProvider, world: PolicyWorld) {
  const text = await readPolicyText(workspace, files);
  const policy = text && (await compileAndTestText(text, scenarioFiles(workspace, files), world)).policy;
  return policy && { text, policy };
}

function reviewedOn({ facts }: CompiledPolicy, workspace: string, { history, pipelineRun }: PolicyWorld) {
  if (pipelineRun !== undefined) return undefined;
  const isProtected = (branch: string) => facts.protectedBranches.some((glob) => matchesGlob(glob, branch, '/'));
  return history.reviewedOn(workspace, isProtected, facts.protectedBranches);
}

/** Is it the very policy that has arrived on the protected branch? Asked once for each state of both. */
async function isReviewed(
  proposed: CompiledPolicy,
  { reviewedOn: branch }: Approval,
  workspace: string,
  world: PolicyWorld,
): Promise<boolean> {
  const commit = branch && world.history.arrived(workspace, branch);
  if (!commit) return false;
  const asked = `reviewed-${world.store.hash(`${workspace}\n${commit}\n${surroundingsOf(world)}`)}`;
  const known = world.store.read(asked) as { readonly digest?: string } | undefined;
  if (known) return known.digest === proposed.digest;
  const files = world.history.filesAt(workspace, commit);
  const digest = files && (await testedPolicy(workspace, files, world))?.policy.digest;
  world.store.write(asked, { ...(digest !== undefined && { digest }) });
  return digest === proposed.digest;
}

/** What nobody has approved still tightens, and goes on doing so when an edit would take that back. */
async function tightened(
  approved: CompiledPolicy,
  approval: Approval,
  workspace: string,
  world: PolicyWorld,
): Promise<CompiledPolicy> {
  const { policy } = await policyOnDisk(workspace, tighteningOnly(world));
  if (policy === undefined || loosenings(approved, policy).length > 0) return approved;
  if (policy.digest !== approval.digest) await approve(policy, { ...approval, extent: 'tightening' }, workspace, world);
  return policy;
}

/** A world in which the workspace's policy is granted nothing. */
function tighteningOnly(world: PolicyWorld): PolicyWorld {
  const { grants, ...policy } = withoutPolicy(world);
  const { repo: _, ...others } = grants ?? {};
  const digest = `${policy.digest} without grants`;
  return { ...world, upper: { layer: 'repo', policy: { ...policy, grants: others, digest } } };
}

async function approve(
  { digest }: CompiledPolicy,
  { extent = 'whole', trusted, reviewedOn: branch }: Partial<Approval>,
  workspace: string,
  world: PolicyWorld,
): Promise<void> {
  const text = await readPolicyText(workspace, world.files);
  world.approvals.write(approvalName(workspace, world), {
    digest,
    extent: text ? extent : 'tightening',
    trusted: trusted ?? false,
    ...(text && { text }),
    ...(branch !== undefined && { reviewedOn: branch }),
  } satisfies Approval);
}

function approvalName(workspace: string, { approvals, pipelineRun = '' }: PolicyWorld): string {
  return `approved-${approvals.hash(`${workspace}\n${pipelineRun}`)}`;
}

/** With packs and layers as they are now; kept, because it is wanted at every command while an edit is pending. */
async function compileApproval({ text, extent }: Approval, world: PolicyWorld): Promise<CompiledPolicy> {
  if (text === undefined) return withoutPolicy(world);
  const scope = extent === 'whole' ? world : tighteningOnly(world);
  const name = `approved-${world.store.hash(`${JSON.stringify(text)}\n${surroundingsOf(scope)}`)}`;
  const known = world.store.read(name) as CompiledPolicy | undefined;
  if (known?.format === compiledFormat) return known;
  const policy = await compileText(text, scope);
  if (policy) world.store.write(name, policy);
  return policy ?? withoutPolicy(world);
}

function pendingText([first, ...others]: readonly Loosening[], { extent }: Approval): string {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const holds = extent === 'whole' ? 'so that stays in force' : 'so it is in force only where it tightens';
  return `${policyPath} would loosen what is approved, ${holds}: ${first?.change}${more}. A person accepts it in the editor or with "guardrails policy accept".`;
}
