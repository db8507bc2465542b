/** A person's word that one refused action of an agent may run after all: the very same, once, within a minute. */
import { type AuditLog, appendEvent } from '../audit/log';
import { findRecord } from '../audit/read';
import type { RecordedDecision } from '../protocol';
import { actionDigest } from './action-digest';
import { PermissionStore } from './permission-store';
import { newPermission, type StoredPermission } from './stored-permission';

/** The agent has to try again so soon. */
const validMs = 60_000;
/** What stands in a record in place of a secret. */
const redacted = '[REDACTED:';

/** What is looked at of the record of a decision. */
interface RefusalRecord {
  readonly actor: { readonly kind: string };
  readonly agent?: { readonly name?: string };
  readonly session?: { readonly id?: string };
  readonly command: {
    readonly raw: string;
    readonly cwd: string;
    readonly hmac?: string;
    readonly truncated: boolean;
  };
  readonly policy: { readonly digest: string };
}

/** The permission, on record and in the user's folder. Throws with the reason why not; then nothing is permitted. */
export function allowOnce(log: AuditLog, refusal: RecordedDecision, policyDigest: string): StoredPermission {
  const record = findRecord(log, refusal.seq) as RefusalRecord;
  const permission = permissionFor(refusal, record, log, policyDigest);
  const { id, by, expires } = permission;
  appendEvent(log, 'human.override', {
    actor: 'human',
    ...(refusal.session !== undefined && { sessionId: refusal.session }),
    details: {
      permission: id,
      by,
      expires,
      decision: refusal.id,
      agent: refusal.agent,
      command: refusal.command,
      cwd: record.command.cwd,
      rules: refusal.rules,
    },
  });
  new PermissionStore(log.layout, log.now).add(permission);
  return permission;
}

function permissionFor(
  { liftable }: RecordedDecision,
  { actor, agent, session, command, policy }: RefusalRecord,
  log: AuditLog,
  policyDigest: string,
): StoredPermission {
  if (liftable !== true) throw new Error('A hard rule refused it, or it was not refused.');
  if (command.truncated) throw new Error('The command is too long to be shown in whole.');
  if (command.raw.includes(redacted)) throw new Error('Secrets in the command hide what exactly would run.');
  if (command.hmac === undefined) throw new Error('Its record does not tell exactly what it was.');
  if (policy.digest !== policyDigest) {
    throw new Error('The policy has changed since; let the agent try again first.');
  }
  const action = actionDigest({
    fingerprint: command.hmac,
    workspace: log.layout.workspace,
    cwd: command.cwd,
    actor: actor.kind,
    agent: agent?.name,
    session: session?.id,
    policyDigest,
  });
  return { ...newPermission('once', log.now(), validMs), uses: 1, action };
}
