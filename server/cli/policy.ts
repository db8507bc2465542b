/** `guardrails policy`: what is in force, and a person's word for a change that loosens it. */
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { acceptPolicy, pendingLoosenings } from '../policy/accepted';
import { policyInForce } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import { exitCodes } from './exit-codes';
import { confirmed, needsPerson } from './person';
import { print, visible } from './terminal';

/** Prints what is in force and what waits; exit code 1 when the files are not what is in force. */
export async function policyStatus(folder: string): Promise<number> {
  const workspace = workspaceOf(folder);
  const world = nodePolicyWorld(nodeFiles);
  const policy = await policyInForce(workspace, world);
  print(`In force: ${policy.source} (${policy.id}), ${policy.mode}, ${policy.digest}`);
  print(`Packs: ${policy.packs.join(', ')}`);
  if (policy.problem !== undefined) print(visible(policy.problem));
  for (const loosening of await pendingLoosenings(workspace, world)) print(visible(`  would loosen: ${loosening}`));
  return policy.problem === undefined ? exitCodes.fine : exitCodes.deny;
}

/** Only a person at a terminal can accept: an agent's word for its own edit is worth nothing. */
export async function policyAccept(folder: string): Promise<number> {
  needsPerson('accepting a policy');
  const workspace = workspaceOf(folder);
  const world = nodePolicyWorld(nodeFiles);
  for (const loosening of await pendingLoosenings(workspace, world)) print(visible(`  would loosen: ${loosening}`));
  if (!(await confirmed('Accept the policy of this workspace as it is now?'))) return exitCodes.deny;
  const policy = await acceptPolicy(workspace, world);
  if (policy.problem !== undefined) {
    print(visible(`Not accepted. ${policy.problem}`));
    return exitCodes.deny;
  }
  print(`Accepted ${policy.digest}. From now on, edits that loosen it wait for a person.`);
  return exitCodes.fine;
}
