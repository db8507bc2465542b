/** `guardrails policy`: what is in force, and a person's word for a change that loosens it. */
import { openAuditLog } from '../audit/log';
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { acceptOnRecord } from '../permissions/accept-policy';
import type { CompiledPolicy } from '../policy/compiled';
import { standingIn } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import type { Loosening } from '../policy/tightening';
import { exitCodes } from './exit-codes';
import { confirmed, needsPerson } from './person';
import { print, visible } from './terminal';

/** Prints what is in force and what waits; exit code 1 when the files are not what is in force. */
export async function policyStatus(folder: string): Promise<number> {
  const { policy, pending } = await standingIn(workspaceOf(folder), nodePolicyWorld(nodeFiles));
  print(`In force: ${policy.source} (${policy.id}), ${policy.mode}, ${policy.digest}`);
  print(`Packs: ${policy.packs.join(', ')}`);
  const { limits, sequences } = overTimeIn(policy);
  print(`Rules: ${policy.rules.length}, of which ${limits} limits and ${sequences} sequences`);
  if (policy.properties) print(`Properties, kept but not proven: ${policy.properties.map(({ id }) => id).join(', ')}`);
  if (policy.problem !== undefined) print(visible(policy.problem));
  printPending(pending);
  return policy.problem === undefined ? exitCodes.fine : exitCodes.deny;
}

function overTimeIn({ rules }: CompiledPolicy): { readonly limits: number; readonly sequences: number } {
  const limits = rules.filter(({ count }) => count).length;
  return { limits, sequences: rules.filter(({ after }) => after).length };
}

/** Only a person at a terminal can accept: an agent's word for its own edit is worth nothing. */
export async function policyAccept(folder: string): Promise<number> {
  needsPerson('accepting a policy');
  const workspace = workspaceOf(folder);
  const world = nodePolicyWorld(nodeFiles);
  const { policy, pending, proposed } = await standingIn(workspace, world);
  if (proposed === undefined) {
    print(visible(`Not accepted. ${policy.problem ?? ''}`));
    return exitCodes.deny;
  }
  printPending(pending);
  if (!(await confirmed('Accept the policy of this workspace as it is now?'))) return exitCodes.deny;
  const problem = await acceptOnRecord(workspace, proposed, world, openAuditLog(workspace));
  if (problem !== undefined) {
    print(visible(`Not accepted. ${problem}`));
    return exitCodes.deny;
  }
  print(`Accepted ${proposed}. From now on, edits that loosen it wait for a person.`);
  return exitCodes.fine;
}

function printPending(pending: readonly Loosening[]): void {
  for (const { change } of pending) print(visible(`  would loosen: ${change}`));
}
