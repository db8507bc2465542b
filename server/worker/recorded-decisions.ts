/** The newest decisions of a workspace's log, each with what was asked. */
import { openAuditLog } from '../audit/log';
import { readDecisions } from '../audit/read';
import type { Recorded } from '../language/recorded-tests';
import { recordedRequest } from './recorded-request';

const RECENT = 200;

export function recordedDecisions(workspace: string): readonly Recorded[] {
  const log = openAuditLog(workspace);
  return readDecisions(log, RECENT).map((decision) => ({
    decision,
    request: () => recordedRequest(decision, log, workspace),
  }));
}
