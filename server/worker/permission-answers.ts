/** The answers to requests by which persons permit something. */
import { openAuditLog } from '../audit/log';
import { allowOnce } from '../permissions/allow-once';
import type { AllowOnceParams, AllowOnceResult } from '../protocol';
import type { World } from './answers';
import { folderOfDecision } from './audit-logs';

export async function answerAllowOnce({ id }: AllowOnceParams, { folders, policies }: World): Promise<AllowOnceResult> {
  const folder = folderOfDecision(folders.all, id);
  const { digest } = await policies.inForce(folder);
  const { id: permission, expires } = allowOnce(openAuditLog(folder), id, digest);
  return { id: permission, expires };
}
