/**
 * A process that writes to an audit log: `WORKSPACE HOME COUNT [BYTES]`. Prints the id of each record once it is
 * acknowledged, or the code of the error.
 */
import { writeSync } from 'node:fs';
import { AuditError } from '../../server/audit/audit-error';
import { appendDecision, openAuditLog } from '../../server/audit/log';
import type { Decision } from '../../server/decision';

const [, , workspace = '', home = '', count = '1', bytes = '100'] = process.argv;
const log = openAuditLog(workspace, { home, limitMs: 20_000, rotateBytes: 64 * 1024 });
const policy: Decision['policy'] = { digest: 'sha256:00', source: 'packs', mode: 'enforce' };

for (let i = 0; i < Number(count); i++) {
  const title = `echo ${'x'.repeat(Number(bytes))}`;
  try {
    const { id } = appendDecision(
      log,
      {
        actions: [{ type: 'shell', command: title }],
        tool: 'cli',
        title,
        actor: 'ai',
        channel: 'hook',
        cwd: workspace,
        workspace,
        interactive: false,
      },
      {
        id: `${process.pid}-${i}`,
        verdict: 'allow',
        would: 'allow',
        instant: true,
        effects: [],
        environments: [],
        findings: [],
        rules: [],
        reason: '',
        files: [],
        policy,
        micros: 0,
      },
    );
    writeSync(1, `${id}\n`);
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    writeSync(1, `error ${error.code}\n`);
  }
}
