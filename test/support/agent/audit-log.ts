/** The audit log as an auditor sees it: through the command line that ships. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import type { RecordedDecision, VerifyResult } from '../../../server/protocol';
import { projectRoot } from '../editor/paths';

const cli = path.join(projectRoot, 'dist/cli.js');
const limit = '1000';

export function recordedDecisions(workspace: string, home: string): RecordedDecision[] {
  const options = { cwd: workspace, env: { ...process.env, HOME: home }, encoding: 'utf8' } as const;
  const lines = execFileSync(process.execPath, [cli, 'audit', 'show', '--json', '--limit', limit], options);
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RecordedDecision);
}

export function verifyAuditLog(workspace: string, home: string): Pick<VerifyResult, 'ok' | 'records'> {
  const options = { cwd: workspace, env: { ...process.env, HOME: home }, encoding: 'utf8' } as const;
  return JSON.parse(spawnSync(process.execPath, [cli, 'audit', 'verify', '--json'], options).stdout);
}
