/** The audit log of a workspace: what goes into it. Reading and verifying have files of their own. */
import { homedir } from 'node:os';
import { uuidv7 } from 'uuidv7';
import type { Decision } from '../decision';
import type { ActorKind, Request } from '../request';
import { appendRecord, type LogWriter } from './append';
import { canonicalJson } from './canonical';
import { decisionRecord } from './decision-record';
import { callOf, findDecision, findOutcome } from './duplicates';
import { fingerprintOf } from './fingerprint';
import { layoutOf, otherLayouts } from './layout';
import { redactDeep } from './redact';
import { timeOfRecord } from './time';

export type AuditLog = LogWriter;

export interface AuditLogOptions {
  /** The user's home; what must survive the workspace is kept in its `.guardrails`. */
  readonly home?: string;
  readonly limitMs?: number;
  readonly rotateBytes?: number;
  readonly now?: () => Date;
}

/** How a call ended, as its host tells. */
export interface Outcome {
  /** The call as it was asked, when it is known: finds the decision where the host gives no id. */
  readonly request?: Pick<Request, 'actions'>;
  /** Id of the decision, when it is known. */
  readonly decisionId?: string;
  readonly sessionId?: string;
  readonly toolCallId?: string;
  readonly status: 'success' | 'failure' | 'killed' | 'unknown';
  readonly exitCode?: number;
  readonly signal?: string;
  readonly bytesOut?: number;
  readonly runMs?: number;
}

/** What happens besides commands. */
export type AuditEvent =
  | 'session.start'
  | 'session.prompt'
  | 'session.end'
  | 'session.prompt'
  | 'policy.load'
  | 'policy.change'
  | 'guard.enable'
  | 'guard.disable'
  | 'guard.bypass'
  | 'human.approve'
  | 'human.deny'
  | 'human.override'
  | 'log.access'
  | 'log.export';

export interface EventDetails {
  readonly actor?: ActorKind;
  readonly sessionId?: string;
  /** Anything else worth keeping; redacted, and cut when it is long. */
  readonly details?: unknown;
}

export interface Recorded {
  readonly seq: number;
  readonly id: string;
}

const defaultLimitMs = 1_500;
const defaultRotateBytes = 8 * 1024 * 1024;
const maxDetails = 16_384;

/** Names a workspace's log; nothing is read or made before the first record. */
export function openAuditLog(workspace: string, options: AuditLogOptions = {}): AuditLog {
  return {
    layout: layoutOf(workspace, options.home ?? homedir()),
    limitMs: options.limitMs ?? defaultLimitMs,
    rotateBytes: options.rotateBytes ?? defaultRotateBytes,
    now: options.now ?? (() => new Date()),
  };
}

/** The logs of others in the same workspace, for reading. */
export function otherLogs(log: AuditLog): AuditLog[] {
  return otherLayouts(log.layout).map((layout) => ({ ...log, layout }));
}

/** Writes a decision, and returns when it is on disk. Throws an AuditError when that cannot be done. */
export function appendDecision(log: AuditLog, request: Request, decision: Decision): Recorded {
  const fingerprint = fingerprintOf(request, log.layout.anchors);
  const { record, id } = decisionRecord(request, decision, fingerprint, log.now());
  const call = callOf(request, fingerprint);
  return appendOnce(log, record, id, (file) => findDecision(file, call, decision, log.now()));
}

/** Writes how a call ended. Readers join it with its decision. */
export function appendOutcome(log: AuditLog, outcome: Outcome): Recorded {
  const { request, sessionId, toolCallId } = outcome;
  const fingerprint = request && fingerprintOf(request, log.layout.anchors);
  const id = uuidv7();
  const record = {
    v: 1,
    action: 'command.outcome',
    id,
    corr: outcome.decisionId,
    time: timeOfRecord(log.now()),
    session: { id: sessionId, tool_call_id: toolCallId },
    command: fingerprint && { hmac: fingerprint },
    outcome: {
      status: outcome.status,
      exit_code: outcome.exitCode,
      signal: outcome.signal,
      bytes_out: outcome.bytesOut,
    },
    timing: { run_ms: outcome.runMs },
  };
  return appendOnce(log, record, id, (file) => findOutcome(file, { sessionId, toolCallId, fingerprint }, log.now()));
}

/** Appends unless the same is there already; tells where it is in either case. */
function appendOnce(log: AuditLog, record: object, id: string, find: (file: number) => Recorded | undefined): Recorded {
  let earlier: Recorded | undefined;
  const seq = appendRecord(log, record, (file) => {
    earlier = find(file);
    return earlier?.seq;
  });
  return earlier ?? { seq, id };
}

/** Writes what happened besides commands. */
export function appendEvent(log: AuditLog, action: AuditEvent, event: EventDetails = {}): Recorded {
  const id = uuidv7();
  const found = new Map<string, number>();
  const seq = appendRecord(log, {
    v: 1,
    action,
    id,
    time: timeOfRecord(log.now()),
    actor: { kind: event.actor ?? 'system', pid: process.pid },
    session: event.sessionId === undefined ? undefined : { id: event.sessionId },
    ext: event.details === undefined ? undefined : canonicalJson(redactDeep(event.details, found)).slice(0, maxDetails),
    redactions: found.size > 0 ? [...found].map(([rule, count]) => ({ rule, count })) : undefined,
  });
  return { seq, id };
}
