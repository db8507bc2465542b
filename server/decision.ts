/** The answer to a request: one verdict, and everything needed to explain it. */
import type { ResolvedFile } from './analysis/analysis';
import type { Effect, Environment } from './effects/effect';
import type { PolicyLayer } from './policy/compiled';
import type { Permission } from './policy/permission';
import type { Verdict } from './policy/verdict';
import type { Traces } from './session/past';

/** Where a rule stands, so that the editor can point at it. Lines and columns are 1-based. */
export interface RuleLocation {
  /** `policies/core/git/pack.yaml` for packs, `.guardrails/policy.yaml` for the repository's. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** One rule's (or default's) say on one effect. */
export interface Finding {
  /** Rule id (`core/git/no-force-push`), or `default/<actor>/<impact>` when no rule spoke. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** Set when the verdict is only recorded, not enforced (monitor mode): the verdict it would have been. */
  readonly monitored?: boolean;
  /** Set for hard rules and the floor: no waiver and no person's permission sets them aside. */
  readonly hard?: boolean;
  /** `because` with its placeholders filled in. */
  readonly because: string;
  /** `instead` likewise. */
  readonly instead?: string;
  /** The one whole command that `instead` names. Not yet decided on itself. */
  readonly replacement?: string;
  /** Index into `effects`. */
  readonly effect: number;
  /** True when the rule matched only because something is unknown. */
  readonly possible: boolean;
  readonly location?: RuleLocation;
  /** The layer it comes from, when more than one is in force. */
  readonly layer?: PolicyLayer;
  /** The waiver or the permission that sets it aside for this effect. */
  readonly waivedBy?: string;
}

export interface PolicyInForce {
  /** Digest of the compiled policy: equal digests decide alike. */
  readonly digest: string;
  /** `.guardrails/policy.yaml`, or `packs` when the workspace has none. */
  readonly source: string;
  readonly mode: 'enforce' | 'monitor';
  /** Set when the file on disk is not what is in force (errors in it), with what to tell the user. */
  readonly problem?: string;
}

/** A person's permission without which the verdict would be stricter. */
export interface UsedPermission {
  readonly id: string;
  readonly kind: Permission['kind'];
  /** Who gave it. */
  readonly by: string;
  /** The rules and defaults that it sets aside. */
  readonly rules: readonly string[];
}

export interface Decision {
  readonly id: string;
  readonly verdict: Verdict;
  /** In monitor mode: what would have been enforced. Equal to `verdict` otherwise. */
  readonly would: Verdict;
  /** The verdict is `allow` and the analysis is complete: the host may skip its own confirmation. */
  readonly instant: boolean;
  readonly effects: readonly Effect[];
  /** The environment that facts derived for each effect, parallel to `effects`. */
  readonly environments: readonly (Environment | null)[];
  /** Strictest first; findings below the strictest are kept. Empty when nothing but `allow` defaults spoke. */
  readonly findings: readonly Finding[];
  /** Ids of the rules that decided: those of `findings` with the deciding verdict. */
  readonly rules: readonly string[];
  /** One or two sentences for people and models: why. Empty for a plain allow. */
  readonly reason: string;
  /** The safer way, when a rule has one. */
  readonly instead?: string;
  /** An agent is held up by nothing but what a person may lift. */
  readonly liftable?: boolean;
  readonly permissions?: readonly UsedPermission[];
  readonly files: readonly ResolvedFile[];
  /** What it leaves behind for the decisions after it; absent when nothing. */
  readonly traces?: Traces;
  readonly policy: PolicyInForce;
  /** Microseconds from request to decision. */
  readonly micros: number;
}
