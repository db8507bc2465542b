import { homedir } from 'node:os';
import { type Reply, replyTo } from '../agents/dialect';
import { releaseAbandonedLocks } from '../audit/lock';
import { type AuditLog, appendDecision, openAuditLog } from '../audit/log';
import type { Decision } from '../decision';
import { nodeProviders } from '../facts/node-providers';
import { policyInForce } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import type { PolicyWorld } from '../policy/world';
import type { Providers } from '../providers';
import { decideAndRecord, failureDecision } from '../record';
import type { Request } from '../request';
import { readSettings } from '../runtime/settings';
import type { HeardCall } from './answer-hook';
import { requestOf } from './request-of';
import { OutOfTime, withinTime } from './within-time';

/** What is kept of the time for writing down that it ran out. */
const reserveMs = 400;

/** Decides on a tool call and records the decision; the reply is the host's to act on. */
export async function answerCall({ event, dialect, caller }: HeardCall, timeLeft: () => number): Promise<Reply> {
  if (event.tool === undefined) return dialect.fail('Access Guardrails refused this: the call names no tool.');
  const providers = nodeProviders(caller.env);
  const request = requestOf(event, caller, providers);
  const world = nodePolicyWorld(providers.files, { variables: caller.env });
  const decision = await decideOn(request, providers, world, timeLeft);
  return replyTo(dialect, decision, { instantRun: mayBeInstant(request) && readSettings(homedir()).instantRun });
}

async function decideOn(
  request: Request,
  providers: Providers,
  world: PolicyWorld,
  timeLeft: () => number,
): Promise<Decision> {
  const policy = await withinTime(timeLeft() - reserveMs, () => policyInForce(request.workspace, world));
  const log = openAuditLog(request.workspace, { limitMs: timeLeft() - reserveMs });
  try {
    return withinTime(timeLeft() - reserveMs, () => decideAndRecord(request, providers, policy, log));
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    releaseAbandonedLocks();
    return recordRefusal(failureDecision(request, policy, error.message), request, log);
  }
}

/** The refusal stands whether or not it can be written down. */
function recordRefusal(decision: Decision, request: Request, log: AuditLog): Decision {
  try {
    appendDecision(log, request, decision);
  } catch {
    return { ...decision, reason: `${decision.reason} It is not on record either.` };
  }
  return decision;
}

/** A tool that does nothing has no confirmation that we could vouch for. */
function mayBeInstant({ actions }: Request): boolean {
  return actions.some(({ type }) => type !== 'inert');
}
