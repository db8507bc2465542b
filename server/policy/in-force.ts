/** The policy in force in a workspace: the organisation's, that of its files as far as it is approved, the user's. */
import { type Standing, standingPolicy } from './approval';
import type { CompiledPolicy, Withheld } from './compiled';
import { underOrganisation, withUserLayer } from './outer-layers';
import type { PolicyWorld } from './world';

export async function policyInForce(workspace: string, world: PolicyWorld): Promise<CompiledPolicy> {
  return (await standingIn(workspace, world)).policy;
}

/** What is in force, and what waits for a person. */
export async function standingIn(workspace: string, world: PolicyWorld): Promise<Standing> {
  const { world: layered, problem } = await underOrganisation(world);
  const standing = await standingPolicy(workspace, layered);
  const policy = await withUserLayer(standing.policy, world);
  const problems = [problem, policy.problem ?? withheldText(policy.withheld)].filter((each) => each !== undefined);
  return { ...standing, policy: problems.length > 0 ? { ...policy, problem: problems.join(' ') } : policy };
}

function withheldText([first, ...others]: readonly Withheld[] = []): string | undefined {
  if (first === undefined) return undefined;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `Not in force, because the layers above do not grant it: ${first.what} (needs ${first.needs})${more}.`;
}
