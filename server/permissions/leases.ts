/** Leases: what persons grant a session for a while, given, listed and taken back. All of it is on record. */
import { uuidv7 } from 'uuidv7';
import { type AuditLog, appendEvent } from '../audit/log';
import { osUser } from '../audit/os-user';
import { type LeaseTerms, leaseText } from '../policy/lease';
import type { LeaseInForce } from '../protocol';
import { type HeldPermission, PermissionStore } from './permission-store';
import { permissionFormat, type StoredPermission } from './stored-permission';

/** Throws when it can be neither recorded nor kept; then nothing is granted. */
export function addLease(log: AuditLog, terms: LeaseTerms, session: string | undefined): LeaseInForce {
  const now = log.now();
  const permission: StoredPermission = {
    format: permissionFormat,
    id: `lease-${uuidv7()}`,
    by: osUser() ?? 'unknown',
    made: now.toISOString(),
    expires: new Date(now.valueOf() + terms.milliseconds).toISOString(),
    ...(terms.source.count !== undefined && { uses: terms.source.count }),
    lease: {
      terms: leaseText(terms.source),
      selection: terms.selection,
      ...(session !== undefined && { session }),
    },
  };
  const { id, by, expires } = permission;
  record(log, session, { permission: id, by, expires, lease: terms.source });
  new PermissionStore(log.layout, log.now).add(permission);
  return inForce({ permission, usedBy: [] });
}

/** Those that have not ended, oldest first. */
export function leasesInForce(log: AuditLog): readonly LeaseInForce[] {
  return new PermissionStore(log.layout, log.now)
    .all()
    .filter(({ permission: { lease, uses }, usedBy }) => lease !== undefined && usedBy.length < (uses ?? Infinity))
    .map(inForce);
}

/** `false` when there is none of that id. What is taken back is gone, whether or not that can be recorded. */
export function revokeLease(log: AuditLog, id: string): boolean {
  if (!new PermissionStore(log.layout, log.now).revoke(id)) return false;
  record(log, undefined, { revoked: id, by: osUser() ?? 'unknown' });
  return true;
}

function inForce({ permission: { id, by, expires, uses, lease }, usedBy }: HeldPermission): LeaseInForce {
  return {
    id,
    by,
    expires,
    terms: lease?.terms ?? '',
    ...(uses !== undefined && { left: uses - usedBy.length }),
    ...(lease?.session !== undefined && { session: lease.session }),
  };
}

/** A lease changes what holds, as an edit of the policy does. */
function record(log: AuditLog, session: string | undefined, details: object): void {
  appendEvent(log, 'policy.change', {
    actor: 'human',
    details,
    ...(session !== undefined && { sessionId: session }),
  });
}
