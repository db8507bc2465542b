/** Leases: what persons grant a session for a while, given, listed and taken back. All of it is on record. */
import { type AuditLog, appendEvent } from '../audit/log';
import { type LeaseTerms, leaseText } from '../policy/lease';
import type { LeaseInForce } from '../protocol';
import { type HeldPermission, PermissionStore } from './permission-store';
import { newPermission, type StoredPermission, thisPerson } from './stored-permission';

/** Throws when it can be neither recorded nor kept; then nothing is granted. */
export function addLease(log: AuditLog, terms: LeaseTerms, session: string | undefined): LeaseInForce {
  const permission: StoredPermission = {
    ...newPermission('lease', log.now(), terms.milliseconds),
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
  record(log, undefined, { revoked: id, by: thisPerson() });
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
