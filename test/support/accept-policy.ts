/** A person's word for the policy of a workspace, given in a test's own home. */
import { join, resolve } from 'node:path';
import { nodeFiles } from '../../server/facts/node-files';
import { acceptPolicy } from '../../server/policy/approval';
import { nodePolicyWorld } from '../../server/policy/node-world';
import { policyOnDisk } from '../../server/policy/on-disk';

export async function acceptAsPerson(workspace: string, home: string): Promise<void> {
  const packsFile = resolve('dist/packs.json');
  const world = nodePolicyWorld(nodeFiles, { packsFile, userFolder: join(home, '.guardrails') });
  const { policy, problem } = await policyOnDisk(workspace, world);
  const accepted = await acceptPolicy(workspace, policy?.digest ?? '', world);
  if (accepted.policy === undefined) throw new Error(problem ?? accepted.problem);
}
