/** A recorded decision's request once more, when the record tells it whole: what was cut or redacted is not guessed. */
import { fingerprintOf } from '../audit/fingerprint';
import type { AuditLog } from '../audit/log';
import { findRecord } from '../audit/read';
import type { RecordedDecision } from '../protocol';
import type { Action, Channel, Request, Shell } from '../request';
import { sqlDialects } from '../request';

/** What is looked at of the record. */
interface CallRecord {
  readonly actor: { readonly via: Channel };
  readonly command: { readonly tool: string; readonly raw: string; readonly cwd: string; readonly hmac?: string };
}

const shells: readonly (Shell | undefined)[] = [
  undefined,
  ...(['posix', 'bash', 'zsh', 'dash', 'powershell', 'cmd', 'fish'] as const),
];

/** `undefined` when no command, SQL or task of that text has the fingerprint on record. */
export function recordedRequest(
  { seq, actor, agent, session }: RecordedDecision,
  log: AuditLog,
  workspace: string,
): Request | undefined {
  const record = findRecord(log, seq) as CallRecord | undefined;
  const { tool, raw, cwd, hmac } = record?.command ?? {};
  if (record === undefined || tool === undefined || raw === undefined || cwd === undefined) return undefined;
  const action = actionsReading(raw).find((one) => fingerprintOf({ actions: [one] }, log.layout.anchors) === hmac);
  if (action === undefined) return undefined;
  return {
    actions: [action],
    tool,
    title: raw,
    actor,
    ...(agent !== undefined && { agent: { name: agent, ...(session !== undefined && { sessionId: session }) } }),
    channel: record.actor.via,
    cwd,
    workspace,
    interactive: true,
  };
}

/** Everything that shows as this text in a record. */
function actionsReading(raw: string): readonly Action[] {
  const task = /^task (.+)$/s.exec(raw)?.[1];
  return [
    ...shells.map((shell): Action => ({ type: 'shell', command: raw, ...(shell && { shell }) })),
    ...[undefined, ...sqlDialects].map((dialect): Action => ({ type: 'sql', sql: raw, ...(dialect && { dialect }) })),
    ...(task === undefined ? [] : [{ type: 'task', id: task } as const]),
  ];
}
