/** The answers to requests about what of a policy waits for a person. */
import { join } from 'node:path';
import { openAuditLog } from '../audit/log';
import { policyPath } from '../policy/world';
import type { AcceptPolicyParams, AcceptPolicyResult, PendingPolicyResult } from '../protocol';
import type { World } from './answers';

/** Of the first folder in which something waits. */
export async function answerPendingPolicy({ folders, policies }: World): Promise<PendingPolicyResult> {
  for (const folder of folders.all) {
    const { pending, proposed, approvedText = '' } = await policies.standing(folder);
    if (pending.length === 0 || proposed === undefined) continue;
    const changes = pending.map(({ change }) => change);
    return { waiting: { folder, path: join(folder, policyPath), digest: proposed, changes, approvedText } };
  }
  return {};
}

export async function answerAcceptPolicy(
  { folder, digest }: AcceptPolicyParams,
  { folders, policies }: World,
): Promise<AcceptPolicyResult> {
  if (!folders.all.includes(folder)) return { problem: `${folder} is not open.` };
  const problem = await policies.accept(folder, digest, openAuditLog(folder));
  return problem === undefined ? {} : { problem };
}
