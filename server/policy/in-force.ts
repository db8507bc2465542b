/** The policy in force in a workspace: that of its files as far as it is approved, else that of the packs. */
import { standingPolicy } from './approval';
import type { CompiledPolicy } from './compiled';
import type { PolicyWorld } from './world';

export async function policyInForce(workspace: string, world: PolicyWorld): Promise<CompiledPolicy> {
  return (await standingPolicy(workspace, world)).policy;
}
