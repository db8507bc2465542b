/**
 * The policy in force in a workspace: that of its files, else the last good one, else that of the packs; and once a
 * person has accepted one, nothing looser than that.
 */
import { withinAccepted } from './accepted';
import type { CompiledPolicy } from './compiled';
import { type PolicyWorld, policyOnDisk } from './on-disk';

export { includedFiles, type PolicyStore, type PolicyWorld, policyPath, scenarioFiles } from './on-disk';

export async function policyInForce(workspace: string, world: PolicyWorld): Promise<CompiledPolicy> {
  return withinAccepted(await policyOnDisk(workspace, world), workspace, world);
}
