/** The answers to requests about a refusal on record. */
import { openAuditLog } from '../audit/log';
import { decisionActions } from '../language/decision-actions';
import { allowOnce } from '../permissions/allow-once';
import type { AllowOnceParams, AllowOnceResult, DecisionActionsParams, DecisionActionsResult } from '../protocol';
import type { World } from './answers';
import { decisionInLogs } from './audit-logs';
import { recordedRequest } from './recorded-request';

export async function answerDecisionActions(
  { id }: DecisionActionsParams,
  { folders, actionWorld }: World,
): Promise<DecisionActionsResult> {
  const { folder, decision } = decisionInLogs(folders.all, id);
  const request = recordedRequest(decision, openAuditLog(folder), folder);
  return decisionActions(decision, request, await actionWorld(folder));
}

export async function answerAllowOnce({ id }: AllowOnceParams, { folders, policies }: World): Promise<AllowOnceResult> {
  const { folder, decision } = decisionInLogs(folders.all, id);
  const { digest } = await policies.inForce(folder);
  const { id: permission, expires } = allowOnce(openAuditLog(folder), decision, digest);
  return { id: permission, expires };
}
