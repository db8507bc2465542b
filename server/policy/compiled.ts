/**
 * The compiled policy: plain JSON, validated and linked, all that is needed to decide.
 *
 * It is made by `compile.ts` from policy files, kept in caches, and read by `evaluate.ts` without any library.
 */
import type { RuleLocation } from '../decision';
import type { EffectKind, Environment, Impact } from '../effects/catalogue';
import type { ActorKind } from '../request';
import type { Scope } from '../session/past';
import type { Verdict } from './verdict';

/** Raised when the shape below changes, so that old caches are not read. */
export const compiledFormat = 2;

export type Scalar = string | number | boolean;

/** How the text of an attribute is compared: word for word, or by globs with the separator of its kind. */
export type MatchStyle = 'exact' | 'text' | 'path' | 'name' | 'host';

/** One condition on one attribute. Unary by design: no condition relates two attributes. */
export interface Matcher {
  readonly attribute: string;
  readonly style: MatchStyle;
  /** Any of these; globs unless `style` is `exact`. */
  readonly values?: readonly Scalar[];
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The condition holds when the rest does not. */
  readonly not?: boolean;
}

/** Which effects are meant, in which circumstances. */
export interface CompiledSelection {
  readonly kinds: readonly EffectKind[];
  /** Conditions on the effect; all must hold. */
  readonly when: readonly Matcher[];
  /** Conditions on the circumstances; all must hold. */
  readonly for: readonly Matcher[];
}

/** Times in milliseconds. */
export interface CompiledCount {
  readonly per: Scope;
  readonly within: number;
  readonly over: number;
}

export interface CompiledRule extends CompiledSelection {
  readonly id: string;
  readonly decide: Verdict;
  /** A limit: it matches only what goes over so many of its effects within a time. */
  readonly count?: CompiledCount;
  /** A sequence: it matches only after something else, at most so long before. */
  readonly after?: CompiledSelection & { readonly within: number };
  /** No waiver can lift it. */
  readonly hard: boolean;
  /** Part of the floor: no mode turns it off. */
  readonly floor?: boolean;
  /** Only recorded: for good, or up to a date (ISO 8601). */
  readonly monitor?: { readonly until?: string };
  /** A soft rule that does not match on what is merely possible. */
  readonly ignoresUnknown: boolean;
  readonly because: string;
  readonly instead?: string;
  readonly location?: RuleLocation;
  /** Where it comes from, when more than one layer is in force. */
  readonly layer?: PolicyLayer;
}

export interface CompiledWaiver {
  readonly id: string;
  readonly rule: string;
  readonly when: readonly Matcher[];
  readonly for: readonly Matcher[];
  readonly reason: string;
  readonly owner: string;
  /** The last day it holds, `YYYY-MM-DD` (UTC). */
  readonly expires: string;
  readonly location?: RuleLocation;
}

/** What holds for an impact when no rule speaks; `opaque` for what could not be read at all. */
export type ImpactDefaults = Readonly<Record<Impact | 'opaque', Verdict>>;

export interface CompiledDefaults {
  readonly actors: Readonly<Record<ActorKind, ImpactDefaults>>;
  /** What `ask` becomes when nobody is there. */
  readonly unattended: Exclude<Verdict, 'ask'>;
}

/** One way to recognise an environment: all conditions given must hold. */
export type EnvironmentSign = Readonly<Partial<Record<EnvironmentSignal, readonly string[]>>>;

export const environmentSignals = [
  'dbHost',
  'dbName',
  'dbUser',
  'dbFile',
  'host',
  'kubeContext',
  'awsProfile',
  'cloudProject',
  'envVar',
] as const;
export type EnvironmentSignal = (typeof environmentSignals)[number];

/** How evidence becomes context. */
export interface PolicyFacts {
  readonly env: Readonly<Partial<Record<Environment, readonly EnvironmentSign[]>>> & {
    /** What a target is when nothing recognises it. */
    readonly otherwise: Environment;
  };
  readonly protectedBranches: readonly string[];
  readonly knownHosts: readonly string[];
}

/** The layers below the one that is linked, from the top. */
export const lowerLayers = ['repo', 'user', 'session'] as const;
export type LowerLayer = (typeof lowerLayers)[number];

/** The layers a rule may come from, from the top; packs belong to the layer that extends them. */
export type PolicyLayer = 'core' | 'organisation' | LowerLayer;

/** The sections of `facts`. */
export const factSections = ['env', 'branch', 'hosts'] as const;
export type FactSection = (typeof factSections)[number];

/** What a layer may loosen of those above it. */
export interface CompiledGrant {
  /** Kinds of effect it may allow, by rules and by looser defaults. Families are spelled out. */
  readonly allow: readonly EffectKind[];
  /** Ids of rules it may waive, or globs over ids (`db/*`, `core/**`). Hard rules are never among what they mean. */
  readonly waive: readonly string[];
  /** Sections of `facts` in which its word counts. */
  readonly facts?: readonly FactSection[];
}

/** Something that a layer says, not in force because the layers above do not grant it. */
export interface Withheld {
  /** In words for people: `waiver for core/git/no-force-push`. */
  readonly what: string;
  /** `grants.repo.waive`. */
  readonly needs: string;
  readonly location?: RuleLocation;
}

/**
 * By layer; a layer that is absent may loosen nothing. `grants.session` is what may be allowed or waived for a while,
 * by a person, in one session. Where nobody has written a policy it is everything but what is hard.
 */
export type CompiledGrants = Readonly<Partial<Record<LowerLayer, CompiledGrant>>>;

/** What has to hold whatever the rules say. Kept, not proven: it decides nothing. */
export interface CompiledProperty {
  readonly id: string;
  readonly kinds: readonly EffectKind[];
  readonly when: readonly Matcher[];
  readonly for: readonly Matcher[];
  /** The verdicts that are possible then. */
  readonly always: readonly Verdict[];
}

export interface CompiledPolicy {
  readonly format: typeof compiledFormat;
  /** `sha256:` and hex over everything that decides: equal digests decide alike. */
  readonly digest: string;
  readonly id: string;
  /** `.guardrails/policy.yaml`, or `packs`. */
  readonly source: string;
  readonly mode: 'enforce' | 'monitor';
  /** `core/git@1`, as extended. */
  readonly packs: readonly string[];
  readonly rules: readonly CompiledRule[];
  readonly waivers: readonly CompiledWaiver[];
  readonly defaults: CompiledDefaults;
  readonly facts: PolicyFacts;
  readonly grants?: CompiledGrants;
  /** Not part of the digest. */
  readonly properties?: readonly CompiledProperty[];
  /** Not part of the digest. */
  readonly withheld?: readonly Withheld[];
  /** Why what is in force is not what the file says; not part of the digest. */
  readonly problem?: string;
}
