/**
 * Decide, and record before answering: nothing that an AI agent or a pipeline asks for runs unrecorded.
 * When the record cannot be written the answer is a refusal; a person is let through with a warning.
 */
import { uuidv7 } from 'uuidv7';
import { type AuditError, auditErrorFrom } from './audit/audit-error';
import { type AuditLog, appendDecision } from './audit/log';
import type { Decision, PolicyInForce } from './decision';
import type { CompiledPolicy } from './policy/evaluate';
import { stricter } from './policy/verdict';
import { noPermissions, type Providers } from './providers';
import type { Request } from './request';
import { decideInSession } from './session/decide-in-session';

/** Rule ids of answers that no policy gave. */
export const failureRules = { decide: 'guard/decision-failed', record: 'guard/record-failed' } as const;

/** The way of hook and worker to a verdict: never throws. */
export function decideAndRecord(
  request: Request,
  providers: Providers,
  policy: CompiledPolicy,
  log: AuditLog,
): Decision {
  const decision = decideOrRefuse(request, providers, policy);
  try {
    const { id } = appendDecision(log, request, decision);
    return id === decision.id ? decision : { ...decision, id };
  } catch (error) {
    return unrecorded(request, decision, auditErrorFrom(error, log.layout.folder));
  }
}

/** The answer to a request that could not be decided, for the reason given. */
export function failureDecision(request: Request, policy: PolicyInForce, why: string): Decision {
  return {
    id: uuidv7(),
    verdict: request.actor === 'human' ? 'warn' : 'deny',
    would: request.actor === 'human' ? 'warn' : 'deny',
    instant: false,
    effects: [],
    environments: [],
    findings: [],
    rules: [failureRules.decide],
    reason: `Access Guardrails could not decide on this: ${why}.`,
    instead: 'Run `guardrails doctor` to see what is wrong.',
    files: [],
    policy,
    micros: 0,
  };
}

function decideOrRefuse(request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  try {
    return claimed(decideInSession(request, providers, policy), request, providers, policy);
  } catch (error) {
    return failureDecision(request, policy, error instanceof Error ? error.message : String(error));
  }
}

/** A permission is used when it is acted upon; whoever comes too late for it is decided on without. */
function claimed(decision: Decision, request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  const ids = decision.permissions?.map(({ id }) => id) ?? [];
  if (ids.length === 0 || providers.permissions.claim(ids, request)) return decision;
  return decideInSession(request, { ...providers, permissions: noPermissions }, policy);
}

function unrecorded(request: Request, decision: Decision, error: AuditError): Decision {
  const { liftable: _, ...decided } = decision;
  const verdict = stricter(decision.verdict, request.actor === 'human' ? 'warn' : 'deny');
  const reason = `${decision.verdict === 'deny' ? `${decision.reason} ` : ''}${error.message}`.trim();
  return {
    ...decided,
    verdict,
    would: stricter(decision.would, verdict),
    instant: false,
    rules: [...(decision.verdict === verdict ? decision.rules : []), failureRules.record],
    reason: verdict === 'deny' ? `${reason} Nothing may run unrecorded.` : reason,
    instead: decision.verdict === 'deny' && decision.instead ? decision.instead : error.remedy,
  };
}
