/**
 * The wire between extension (client) and policy worker (server): custom requests beside the language server
 * protocol, types and method names only. Shapes are checked again on receipt.
 */
import type { CodeAction } from 'vscode-languageserver/node';
import type { Decision } from './decision';
import type { ActorKind, SqlDialect } from './request';

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
/** The decision, and its effects in words, parallel to `effects`. */
export type CheckResult = Decision & { readonly effectWords: readonly string[] };

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
  /** The agent's session, as its host names it. */
  readonly session?: string;
  readonly tool: string;
  readonly command: string;
  /** The folder it would have run in. */
  readonly cwd?: string;
  readonly verdict: Decision['verdict'];
  readonly would: Decision['verdict'];
  readonly rules: readonly string[];
  readonly reason: string;
  readonly instead?: string;
  /** A person may lift it. */
  readonly liftable?: boolean;
  /** The permissions of persons without which it would have been held up. */
  readonly permissions?: Decision['permissions'];
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
  /** Settings files that switch agent hooks off, one sentence each. */
  readonly hooksDisabledBy: readonly string[];
  /** What persons have granted for a while. */
  readonly leases: readonly LeaseInForce[];
}

/** A lease that holds: what a person has granted a session for a while. */
export interface LeaseInForce {
  readonly id: string;
  readonly by: string;
  /** ISO 8601. */
  readonly expires: string;
  /** `db.schema.alter when table=orders for env=local`. */
  readonly terms: string;
  /** How often it may still be used; without end when absent. */
  readonly left?: number;
  /** The only session in which it holds; any of the workspace when absent. */
  readonly session?: string;
}

/** client → worker: verify the audit log. */
export const verifyMethod = 'guardrails/verifyAudit';
export interface VerifyResult {
  readonly ok: boolean;
  readonly records: number;
  readonly problems: readonly string[];
}

/** client → worker, also as initialization options: what the worker cannot know by itself. */
export const settingsMethod = 'guardrails/settings';
export interface WorkerSettings {
  /** False in restricted workspaces: their policy is not read, the bundled packs decide. */
  readonly trusted: boolean;
  readonly diagnostics: boolean;
  /** Mark allowed commands too, as hints. */
  readonly showAllowed: boolean;
  /** How SQL files are read that name no dialect themselves. */
  readonly sqlDialect?: SqlDialect;
}

/** client → worker: copy the hook's runtime to the user's folder, or repair it; hooks outlive this window. */
export const installRuntimeMethod = 'guardrails/installRuntime';
export interface InstallRuntimeParams {
  /** The program that is to run the hook: `process.execPath` of the extension host. */
  readonly execPath: string;
  readonly instantRun: boolean;
}
export interface InstallRuntimeResult {
  readonly state: 'installed' | 'repaired' | 'current' | 'failed';
  readonly path?: string;
  readonly problem?: string;
}

/** client → worker: the text of a first policy for the workspace; nothing is written. */
export const draftPolicyMethod = 'guardrails/draftPolicy';
export interface DraftPolicyResult {
  /** Absolute; `undefined` when no folder is open. */
  readonly path?: string;
  readonly text: string;
}

/** client → worker: what an edit of the policy would loosen, and so waits for a person. */
export const pendingPolicyMethod = 'guardrails/pendingPolicy';
export interface PendingPolicyResult {
  readonly waiting?: PendingPolicy;
}
export interface PendingPolicy {
  readonly folder: string;
  /** Of the policy file; absolute. */
  readonly path: string;
  /** Of what the files compile to: names what is accepted. */
  readonly digest: string;
  /** In words: `rule db/no-drop: deny → ask`. */
  readonly changes: readonly string[];
  /** The policy file as it was approved; empty when there was none. */
  readonly approvedText: string;
}

/** client → worker: a person accepts what `pendingPolicy` has shown. Recorded as a change of the policy. */
export const acceptPolicyMethod = 'guardrails/acceptPolicy';
export interface AcceptPolicyParams {
  readonly folder: string;
  readonly digest: string;
}
export interface AcceptPolicyResult {
  /** Set when it is not accepted. */
  readonly problem?: string;
}

/**
 * client → worker: something has started that nobody asked about. Finds the decision that let it start, or decides
 * and records now, as late.
 */
export const reconcileMethod = 'guardrails/reconcile';
export interface ReconcileParams {
  readonly command?: string;
  /** Label of a task. */
  readonly task?: string;
  readonly cwd?: string;
  readonly actor: ActorKind;
  /** Name of the agent that owns the terminal. */
  readonly agent?: string;
  /** Which verdicts to put on record when nobody decided before: all, or only those that are not a plain allow. */
  readonly record: 'all' | 'flagged';
}
export interface ReconcileResult {
  readonly id: string;
  readonly verdict: Decision['verdict'];
  readonly reason: string;
  readonly instead?: string;
  readonly rules: readonly string[];
  /** False when a decision was on record before it started. */
  readonly late: boolean;
  readonly recorded: boolean;
}

/** client → worker: what can be done about a refusal on record, in the order in which it is offered. */
export const decisionActionsMethod = 'guardrails/decisionActions';
export interface DecisionActionsParams {
  readonly id: string;
}
export type DecisionActionsResult = readonly CodeAction[];

/** client → worker: a person's word that a refused action may run once after all. Rejected with the reason why not. */
export const allowOnceMethod = 'guardrails/allowOnce';
export interface AllowOnceParams {
  /** Id of the decision that refused it. */
  readonly id: string;
}
export interface AllowOnceResult {
  readonly id: string;
  /** ISO 8601: until then the agent has to try again. */
  readonly expires: string;
}

/** client → worker: what a session could be granted so that a refused action may run. */
export const leaseOffersMethod = 'guardrails/leaseOffers';
export interface LeaseOffersParams {
  /** Id of the decision that refused it. */
  readonly id: string;
}
export interface LeaseOffersResult {
  /** The session that was refused, and that a lease would be for. */
  readonly session?: string;
  /** The narrowest first; none when the policy lets no session do it. */
  readonly offers: readonly LeaseOffer[];
}
export interface LeaseOffer {
  /** As a person reads it. */
  readonly text: string;
  readonly leases: readonly object[];
}

/** client → worker: a person's word for one of the offers. Rejected with what is wrong with it. */
export const grantLeasesMethod = 'guardrails/grantLeases';
export interface GrantLeasesParams {
  readonly id: string;
  readonly leases: readonly object[];
  readonly expires: string;
  /** How often each may be used; without end when left out. */
  readonly count?: number;
}

/** client → worker: takes a lease back; `false` when it was over already. */
export const revokeLeaseMethod = 'guardrails/revokeLease';
export interface RevokeLeaseParams {
  readonly id: string;
}

/** client → worker: how something that was decided late came out. */
export const outcomeMethod = 'guardrails/outcome';
export interface OutcomeParams {
  readonly id: string;
  /** `undefined` when the shell did not tell. */
  readonly exitCode?: number;
  /** True when the guard ended it. */
  readonly stopped: boolean;
}

/** client → worker: the tests of the policies of all workspace folders, as the editor has their files. */
export const policyTestsMethod = 'guardrails/policyTests';
export interface PolicyTestsResult {
  readonly folders: readonly {
    readonly folder: string;
    /** Why there may be more tests than these. */
    readonly problem?: string;
    readonly suites: readonly PolicyTestSuite[];
  }[];
}
/** A rule with its tests, or a scenario with its steps. */
export interface PolicyTestSuite extends PolicyTestPlace {
  readonly tests: readonly PolicyTestPlace[];
}
export interface PolicyTestPlace {
  /** One of a kind in its folder, and the same after an edit elsewhere. */
  readonly id: string;
  readonly label: string;
  readonly path: string;
  /** 0-based, as the editor counts. */
  readonly line: number;
  readonly character: number;
}

/** client → worker: run tests of one folder's policy. */
export const runPolicyTestsMethod = 'guardrails/runPolicyTests';
export interface RunPolicyTestsParams {
  readonly folder: string;
  /** Ids of suites; all when left out. */
  readonly suites?: readonly string[];
  /** Run each test in other words instead of as it stands. */
  readonly mutations: boolean;
}
export interface RunPolicyTestsResult {
  /** Why nothing could be run. */
  readonly problem?: string;
  /** By the ids of tests; what cannot be written in other words has none when that is asked for. */
  readonly results: readonly { readonly id: string; readonly failure?: string }[];
}

/** Every request the client may send: method → [params, result]. */
export interface Requests {
  readonly [checkMethod]: [CheckParams, CheckResult];
  readonly [decisionsMethod]: [DecisionsParams, DecisionsResult];
  readonly [statusMethod]: [undefined, StatusResult];
  readonly [verifyMethod]: [undefined, VerifyResult];
  readonly [installRuntimeMethod]: [InstallRuntimeParams, InstallRuntimeResult];
  readonly [draftPolicyMethod]: [undefined, DraftPolicyResult];
  readonly [pendingPolicyMethod]: [undefined, PendingPolicyResult];
  readonly [acceptPolicyMethod]: [AcceptPolicyParams, AcceptPolicyResult];
  readonly [reconcileMethod]: [ReconcileParams, ReconcileResult];
  readonly [outcomeMethod]: [OutcomeParams, null];
  readonly [decisionActionsMethod]: [DecisionActionsParams, DecisionActionsResult];
  readonly [policyTestsMethod]: [undefined, PolicyTestsResult];
  readonly [runPolicyTestsMethod]: [RunPolicyTestsParams, RunPolicyTestsResult];
  readonly [allowOnceMethod]: [AllowOnceParams, AllowOnceResult];
  readonly [leaseOffersMethod]: [LeaseOffersParams, LeaseOffersResult];
  readonly [grantLeasesMethod]: [GrantLeasesParams, readonly LeaseInForce[]];
  readonly [revokeLeaseMethod]: [RevokeLeaseParams, boolean];
}
