/** `guardrails lease`: what a person grants a session for a while, what holds, and taking it back. */
import { parse } from 'yaml';
import { openAuditLog } from '../audit/log';
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { addLease, leasesInForce, revokeLease } from '../permissions/leases';
import { policyInForce } from '../policy/in-force';
import { type LeaseTerms, leaseText, readLease } from '../policy/lease';
import { nodePolicyWorld } from '../policy/node-world';
import type { LeaseInForce } from '../protocol';
import { exitCodes, UsageError } from './exit-codes';
import { confirmed, needsPerson } from './person';
import { print, visible } from './terminal';

export interface LeaseOptions {
  readonly effects: readonly string[];
  /** Conditions as a policy writes them: `{ table: scratch }`. */
  readonly when?: string;
  readonly for?: string;
  readonly count?: string;
  readonly expires: string;
  readonly session?: string;
}

/** Grants a lease once a person at this terminal has confirmed its terms. */
export async function leaseAdd(folder: string, options: LeaseOptions): Promise<number> {
  needsPerson('granting a lease');
  const workspace = workspaceOf(folder);
  const policy = await policyInForce(workspace, nodePolicyWorld(nodeFiles));
  const terms = termsFrom(options, policy.grants?.session);
  const until = terms.source.count === undefined ? '' : `, ${terms.source.count} times at most`;
  const where = options.session === undefined ? 'every session of this workspace' : `session ${options.session}`;
  print(visible(`Grant ${where}: ${leaseText(terms.source)}, for ${terms.source.expires}${until}.`));
  if (!(await confirmed('Hard rules stay as they are. Grant it?'))) return exitCodes.deny;
  printLease(addLease(openAuditLog(workspace), terms, options.session));
  return exitCodes.fine;
}

/** Prints the leases that hold in the workspace. */
export function leaseList(folder: string, { json }: { readonly json?: boolean }): number {
  const leases = leasesInForce(openAuditLog(workspaceOf(folder)));
  if (json) print(JSON.stringify({ leases }));
  else if (leases.length === 0) print('No lease is in force.');
  else leases.forEach(printLease);
  return exitCodes.fine;
}

/** Takes a lease back; it needs nobody's leave. */
export function leaseRevoke(folder: string, id: string): number {
  if (!revokeLease(openAuditLog(workspaceOf(folder)), id)) throw new UsageError(`no lease ${id} is in force here`);
  print(`Taken back: ${id}`);
  return exitCodes.fine;
}

function printLease({ id, by, terms, expires, left, session }: LeaseInForce): void {
  const uses = left === undefined ? '' : `, ${left} uses left`;
  const only = session === undefined ? '' : `, only in session ${session}`;
  print(visible(`${id}  ${terms}  until ${expires}${uses}${only}, by ${by}`));
}

function termsFrom(options: LeaseOptions, grant: Parameters<typeof readLease>[1]): LeaseTerms {
  const { terms, complaints } = readLease(sourceFrom(options), grant);
  if (terms) return terms;
  const errors = complaints.filter(({ severity }) => severity !== 'warning');
  throw new UsageError(errors.map(({ path, message }) => `${path.join('.') || 'lease'}: ${message}`).join('\n'));
}

function sourceFrom({ effects, when, for: circumstances, count, expires }: LeaseOptions): object {
  return {
    effects,
    ...(when !== undefined && { when: conditionsFrom('--when', when) }),
    ...(circumstances !== undefined && { for: conditionsFrom('--for', circumstances) }),
    ...(count !== undefined && { count: Number(count) }),
    expires,
  };
}

function conditionsFrom(option: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(`${option}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
