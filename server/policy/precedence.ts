/**
 * The verdict on one effect.
 *
 * Restrictive rules count as soon as they possibly match, `allow` rules and waivers only when they certainly do. The
 * strictest restrictive rule that no waiver lifts decides, and never below what would hold without it: so adding a
 * restrictive rule cannot loosen anything, and not knowing is never an advantage.
 */
import type { Effect, Environment } from '../effects/effect';
import type { Tri } from '../effects/value';
import type { Facts } from '../facts/facts';
import type { ActorKind } from '../request';
import type { CompiledDefaults, CompiledGrant, CompiledRule, CompiledWaiver } from './compiled';
import type { Course } from './course';
import { defaultFor, type Fallback } from './defaults';
import { both } from './match';
import { matchConditions } from './match-rule';
import { isLifted, type Permission, permissionOn } from './permission';
import { holdsUp, isStricter, stricter, type Verdict } from './verdict';

/** A rule that had a say on an effect. */
export interface Match {
  readonly rule: CompiledRule;
  readonly possible: boolean;
  /** The waiver or the permission that sets it aside. */
  readonly waivedBy?: { readonly id: string };
  readonly monitored: boolean;
  /** Of limits and sequences: what was counted or came before. */
  readonly account?: string;
}

/** What one reading of the rules (as enforced, or as if nothing were monitored) says on an effect. */
export interface Ruling {
  readonly verdict: Verdict;
  /** The default, when it decided, or would have. */
  readonly fallback?: Fallback & { readonly liftedBy?: string };
}

export interface EffectOutcome {
  readonly matches: readonly Match[];
  readonly enforced: Ruling;
  readonly would: Ruling;
  /** Some rule could not tell whether it matches. */
  readonly unsure: boolean;
}

export interface RuleSet {
  readonly rulesOf: (effect: Effect) => readonly CompiledRule[];
  /** Limits and sequences. */
  readonly overTime: readonly CompiledRule[];
  /** The circumstances that anything in it looks at. */
  readonly circumstances: ReadonlySet<string>;
  readonly waiversOf: (rule: string) => readonly CompiledWaiver[];
  readonly defaults: CompiledDefaults;
  /** What a session may loosen. */
  readonly sessionGrant: CompiledGrant | undefined;
  /** The whole policy only records; the floor excepted. */
  readonly monitor: boolean;
}

/** What the effects of a request are judged by. */
export interface Case {
  readonly actor: ActorKind;
  readonly rules: RuleSet;
  readonly facts: Facts;
  readonly course: Course;
  readonly permissions: readonly Permission[];
}

export function ruleOn(index: number, effect: Effect, at: Case): EffectOutcome {
  const { actor, rules, facts, course, permissions } = at;
  const permission = permissionOn(index, effect.kind, permissions, rules.sessionGrant, facts);
  const matches: Match[] = [];
  let unsure = false;
  for (const rule of rules.rulesOf(effect)) {
    const selected = matchConditions(rule, index, facts);
    const overTime = selected === 'no' ? undefined : course.match(rule, index);
    const tri = overTime ? both(selected, overTime.tri) : selected;
    if (tri === 'maybe') unsure = true;
    if (counts(rule, tri)) matches.push(matchOf(rule, tri, overTime?.account(), index, permission, at));
  }
  const fallback = () => {
    const base = defaultFor(rules.defaults, actor, facts.effects()[index] ?? effect, environment(index, facts));
    return permission && holdsUp(base.verdict) ? { ...base, liftedBy: permission.id } : base;
  };
  const would = rulingOf(matches, fallback);
  return { matches, would, enforced: enforcedRuling(matches, fallback, would, rules.monitor), unsure };
}

function environment(index: number, facts: Facts): Environment | null {
  return facts.environment(index);
}

/** What holds when no rule speaks. */
type Standard = () => NonNullable<Ruling['fallback']>;

function enforcedRuling(matches: readonly Match[], fallback: Standard, would: Ruling, monitor: boolean): Ruling {
  if (!monitor && !matches.some((match) => match.monitored)) return would;
  const inForce = matches.filter((match) => !match.monitored);
  return rulingOf(inForce, monitor ? () => ({ rule: 'default', verdict: 'allow' }) : fallback);
}

function rulingOf(matches: readonly Match[], fallback: Standard): Ruling {
  const restriction = strictestOf(matches);
  if (restriction === 'deny' || matches.some((match) => match.rule.decide === 'allow')) return { verdict: restriction };
  const base = fallback();
  if (!isStricter(base.verdict, restriction)) return { verdict: restriction };
  return { verdict: base.liftedBy === undefined ? base.verdict : restriction, fallback: base };
}

function strictestOf(matches: readonly Match[]): Verdict {
  return matches.reduce<Verdict>(
    (strictest, { rule, waivedBy }) => (waivedBy ? strictest : stricter(strictest, rule.decide)),
    'allow',
  );
}

function counts(rule: CompiledRule, tri: Tri): boolean {
  if (tri === 'maybe') return rule.decide !== 'allow' && !rule.ignoresUnknown;
  return tri === 'yes';
}

function matchOf(
  rule: CompiledRule,
  tri: Tri,
  account: string | undefined,
  index: number,
  permission: Permission | undefined,
  { rules, facts }: Case,
): Match {
  const waiver = waiverFor(rule, index, rules, facts);
  const waivedBy = waiver ?? (permission && isLifted(rule, permission, rules.sessionGrant) ? permission : undefined);
  return {
    rule,
    possible: tri === 'maybe',
    ...(waivedBy && { waivedBy }),
    monitored: !rule.floor && (rules.monitor || isMonitored(rule, facts.now)),
    ...(account !== undefined && { account }),
  };
}

function isMonitored(rule: CompiledRule, now: Date): boolean {
  if (rule.monitor === undefined) return false;
  return rule.monitor.until === undefined || now.toISOString() < rule.monitor.until;
}

/** The waiver that sets a rule aside for an effect: it must match certainly. */
export function waiverFor(rule: CompiledRule, index: number, rules: RuleSet, facts: Facts): CompiledWaiver | undefined {
  if (rule.hard || rule.decide === 'allow') return undefined;
  const today = facts.now.toISOString().slice(0, 10);
  return rules
    .waiversOf(rule.id)
    .find((waiver) => today <= waiver.expires && matchConditions(waiver, index, facts) === 'yes');
}
