/** The audit logs of all workspace folders, read as one. */
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditLog, openAuditLog } from '../audit/log';
import { countDecisions, readDecisions, sumOf } from '../audit/read';
import { segmentNames } from '../audit/tail';
import { verifyAudit } from '../audit/verify';
import type { DecisionsResult, RecordedDecision, StatusResult, VerifyResult } from '../protocol';

export function newestDecisions(folders: readonly string[], limit: number): DecisionsResult {
  const logs = folders.map((folder) => openAuditLog(folder));
  const decisions = logs
    .flatMap((log) => readDecisions(log, limit))
    .sort((a, b) => a.time.localeCompare(b.time) || a.seq - b.seq)
    .slice(-limit);
  const counts = sumOf(logs.map(countDecisions));
  return { decisions, counts };
}

/** Among so many of the newest is the decision that somebody has in view. */
const RECENT = 1_000;

/** A decision, and the folder whose log has it. Throws when none has. */
export function decisionInLogs(
  folders: readonly string[],
  id: string,
): { readonly folder: string; readonly decision: RecordedDecision } {
  for (const folder of folders) {
    const decision = readDecisions(openAuditLog(folder), RECENT).find((one) => one.id === id);
    if (decision) return { folder, decision };
  }
  throw new Error(`no decision ${id} among the newest ${RECENT}`);
}

export function verifyLogs(folders: readonly string[]): VerifyResult {
  const results = folders.map((folder) => verifyAudit(openAuditLog(folder)));
  return {
    ok: results.every((result) => result.ok),
    records: results.reduce((sum, result) => sum + result.records, 0),
    problems: results.flatMap((result) => result.problems.map((problem) => problem.message)),
  };
}

/** Could a record be written now? Looked at without writing one. */
export function auditState(folders: readonly string[]): StatusResult['audit'] {
  for (const folder of folders) {
    const { folder: logFolder, root, workspace } = openAuditLog(folder).layout;
    const nearest = [logFolder, root, join(workspace, '.guardrails'), workspace].find((path) => existsSync(path));
    try {
      accessSync(nearest ?? workspace, constants.W_OK | constants.X_OK);
    } catch (error) {
      return { writable: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }
  return { writable: true };
}

/** What changes when a log grows. */
export function logFiles(folder: string): {
  readonly directories: readonly string[];
  readonly files: readonly string[];
} {
  const { layout } = openAuditLog(folder);
  const guardrails = join(layout.workspace, '.guardrails');
  const newest = namesOf({ layout }).at(-1);
  return {
    directories: [layout.workspace, guardrails, layout.root, layout.segments].filter((path) => existsSync(path)),
    files: newest === undefined ? [layout.segments] : [layout.segments, join(layout.segments, newest)],
  };
}

function namesOf({ layout }: Pick<AuditLog, 'layout'>): readonly string[] {
  try {
    return segmentNames(layout.segments);
  } catch {
    return [];
  }
}
