/** A person's word that one refused action of an agent may run after all: the very same, once, within a minute. */
import { uuidv7 } from 'uuidv7';
import { type AuditLog, appendEvent } from '../audit/log';
import { osUser } from '../audit/os-user';
import { findRecord, readDecisions } from '../audit/read';
import type { Verdict } from '../policy/verdict';
import { actionDigest } from './action-digest';
import { PermissionStore } from './permission-store';
import { permissionFormat, type StoredPermission } from './stored-permission';

/** The agent has to try again so soon. */
export const onceValidMs = 60_000;
/** Among so many of the newest decisions is the one that a person has in view. */
const recent = 1_000;

/** What is looked at of the record of a decision. */
interface RefusalRecord {
  readonly id: string;
  readonly actor: { readonly kind: string };
  readonly agent?: { readonly name?: string };
  readonly session?: { readonly id?: string };
  readonly command: {
    readonly raw: string;
    readonly cwd: string;
    readonly hmac?: string;
    readonly truncated: boolean;
  };
  readonly decision: { readonly verdict: Verdict; readonly rules: readonly string[]; readonly liftable?: boolean };
  readonly policy: { readonly digest: string };
}

/** Why a decision cannot be lifted, for people. */
export class NotLiftable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotLiftable';
  }
}

/** The permission, on record and in the user's folder. Throws NotLiftable, or an AuditError: then nothing is permitted. */
export function allowOnce(log: AuditLog, decisionId: string, policyDigest: string): StoredPermission {
  const refusal = findRefusal(log, decisionId);
  const permission = permissionFor(refusal, log, policyDigest);
  const { agent, session, command, decision } = refusal;
  appendEvent(log, 'human.override', {
    actor: 'human',
    ...(session?.id !== undefined && { sessionId: session.id }),
    details: {
      permission: permission.id,
      by: permission.by,
      expires: permission.expires,
      decision: refusal.id,
      agent: agent?.name,
      command: command.raw,
      cwd: command.cwd,
      rules: decision.rules,
    },
  });
  new PermissionStore(log.layout, log.now).add(permission);
  return permission;
}

function findRefusal(log: AuditLog, id: string): RefusalRecord {
  const seq = readDecisions(log, recent).find((decision) => decision.id === id)?.seq;
  const record = seq === undefined ? undefined : findRecord(log, seq);
  if (record === undefined) throw new NotLiftable(`There is no decision ${id} in ${log.layout.folder}.`);
  return record as RefusalRecord;
}

function permissionFor(refusal: RefusalRecord, log: AuditLog, policyDigest: string): StoredPermission {
  const { actor, agent, session, command, decision, policy } = refusal;
  if (decision.liftable !== true) throw new NotLiftable('A hard rule refused it, or it was not refused.');
  if (command.truncated) throw new NotLiftable('The command is too long to be shown in whole.');
  if (command.hmac === undefined) throw new NotLiftable('Its record does not tell exactly what it was.');
  if (policy.digest !== policyDigest) {
    throw new NotLiftable('The policy has changed since; let the agent try again first.');
  }
  const now = log.now();
  return {
    format: permissionFormat,
    id: `once-${uuidv7()}`,
    by: osUser() ?? 'unknown',
    made: now.toISOString(),
    expires: new Date(now.valueOf() + onceValidMs).toISOString(),
    uses: 1,
    action: actionDigest({
      fingerprint: command.hmac,
      workspace: log.layout.workspace,
      cwd: command.cwd,
      actor: actor.kind,
      agent: agent?.name,
      session: session?.id,
      policyDigest,
    }),
  };
}
