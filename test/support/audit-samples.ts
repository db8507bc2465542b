/** Requests and decisions for tests of the audit log. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AuditLog, type AuditLogOptions, openAuditLog } from '../../server/audit/log';
import type { Decision } from '../../server/decision';
import type { Request } from '../../server/request';

let made = 0;

export function sampleRequest(command: string, more: Partial<Request> = {}): Request {
  return {
    actions: [{ type: 'shell', command }],
    tool: 'run_in_terminal',
    title: command,
    actor: 'ai',
    agent: { name: 'copilot', sessionId: 'session-1' },
    channel: 'hook',
    cwd: '/shop',
    workspace: '/shop',
    interactive: true,
    ...more,
  };
}

export function sampleDecision(more: Partial<Decision> = {}): Decision {
  return {
    id: `decision-${++made}`,
    verdict: 'allow',
    would: 'allow',
    instant: true,
    effects: [],
    environments: [],
    findings: [],
    rules: [],
    reason: '',
    files: [],
    policy: { digest: 'sha256:00', source: 'packs', mode: 'enforce' },
    micros: 42,
    ...more,
  };
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guardrails-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestLog extends AuditLog {
  readonly home: string;
}

/** A log of an empty workspace with a home of its own. */
export function temporaryLog(options: AuditLogOptions = {}): TestLog {
  const home = options.home ?? temporaryFolder();
  return { ...openAuditLog(temporaryFolder(), { ...options, home }), home };
}
