/** The answers to requests about leases: what could be granted, a person's word for it, and taking it back. */
import { openAuditLog } from '../audit/log';
import { leaseOffers } from '../language/lease-offers';
import { addLease, revokeLease } from '../permissions/leases';
import { readLease } from '../policy/lease';
import type {
  GrantLeasesParams,
  LeaseInForce,
  LeaseOffersParams,
  LeaseOffersResult,
  RevokeLeaseParams,
} from '../protocol';
import type { World } from './answers';
import { decisionInLogs } from './audit-logs';
import { recordedRequest } from './recorded-request';

export async function answerLeaseOffers(
  { id }: LeaseOffersParams,
  { folders, actionWorld }: World,
): Promise<LeaseOffersResult> {
  const { folder, decision } = decisionInLogs(folders.all, id);
  const request = recordedRequest(decision, openAuditLog(folder), folder);
  const { session } = decision;
  return {
    offers: request ? leaseOffers(request, await actionWorld(folder)) : [],
    ...(session !== undefined && { session }),
  };
}

/** All of them or none. */
export async function answerGrantLeases(
  { id, leases, expires, count }: GrantLeasesParams,
  { folders, policies }: World,
): Promise<readonly LeaseInForce[]> {
  const { folder, decision } = decisionInLogs(folders.all, id);
  const { grants } = await policies.inForce(folder);
  const all = leases.map((lease) => {
    const { terms, complaints } = readLease(
      { ...lease, expires, ...(count !== undefined && { count }) },
      grants?.session,
    );
    return terms ?? refuse(complaints.map(({ path, message }) => `${path.join('.')}: ${message}`));
  });
  return all.map((terms) => addLease(openAuditLog(folder), terms, decision.session));
}

export function answerRevokeLease({ id }: RevokeLeaseParams, { folders }: World): boolean {
  return folders.all.some((folder) => revokeLease(openAuditLog(folder), id));
}

function refuse(problems: readonly string[]): never {
  throw new Error(problems.join('; '));
}
