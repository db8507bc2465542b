/**
 * The wire between extension (client) and policy worker (server): custom requests beside the language server
 * protocol, types and method names only. Shapes are checked again on receipt.
 */
import type { Decision } from './decision';
import type { ActorKind } from './request';

/** client → worker: decide on a command as the hook would. Recorded only when `record` is set. */
export const checkMethod = 'guardrails/check';
export interface CheckParams {
  readonly command?: string;
  readonly sql?: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly cwd?: string;
  readonly actor?: ActorKind;
  readonly record?: boolean;
}
export type CheckResult = Decision;

/** client → worker: the newest decisions of the workspace's audit log, newest last. */
export const decisionsMethod = 'guardrails/decisions';
export interface DecisionsParams {
  readonly limit: number;
}
export interface DecisionsResult {
  readonly decisions: readonly RecordedDecision[];
  /** Decisions in the log that were refused or asked about since the log began. */
  readonly counts: { readonly total: number; readonly denied: number; readonly asked: number };
}

/** A decision as the log has it, in the words the editor shows. */
export interface RecordedDecision {
  readonly id: string;
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly actor: ActorKind;
  readonly agent?: string;
  readonly tool: string;
  readonly command: string;
  readonly verdict: Decision['verdict'];
  readonly would: Decision['verdict'];
  readonly rules: readonly string[];
  readonly reason: string;
  readonly instead?: string;
  readonly effects: readonly string[];
  readonly outcome?: string;
  /** Where the blocked thing lives, when it is in a file of the workspace (task, script): shown there too. */
  readonly places: readonly { readonly path: string; readonly start: number; readonly end: number }[];
}

/** worker → client: the log has grown, or the policy in force has changed; ask again. */
export const changedMethod = 'guardrails/changed';
export interface ChangedParams {
  readonly what: 'decisions' | 'policy';
}

/** client → worker: what is in force. */
export const statusMethod = 'guardrails/status';
export interface StatusResult {
  readonly policy: Decision['policy'];
  readonly packs: readonly string[];
  readonly audit: { readonly writable: boolean; readonly problem?: string };
}

/** client → worker: verify the audit log. */
export const verifyMethod = 'guardrails/verifyAudit';
export interface VerifyResult {
  readonly ok: boolean;
  readonly records: number;
  readonly problems: readonly string[];
}
