/**
 * Does a new policy only tighten an old one? A sound, syntactic answer: what is not plainly tighter counts as looser.
 *
 * Plainly tighter are restrictive rules that are added or raised, and allow rules, waivers, grants and monitoring that
 * are taken away. Whatever could go either way (facts, changed conditions) must be as it was.
 */
import type { RuleLocation } from '../decision';
import {
  type CompiledDefaults,
  type CompiledGrant,
  type CompiledPolicy,
  type CompiledRule,
  type CompiledWaiver,
  type LowerLayer,
  lowerLayers,
  type PolicyFacts,
} from './compiled';
import { same } from './same';
import { holds, isStricter, type Verdict } from './verdict';

/** One change that is not plainly tighter. */
export interface Loosening {
  /** In words for people: `rule db/no-drop: deny → ask`. */
  readonly change: string;
  /** Where the new policy says so; `undefined` for what is gone. */
  readonly location?: RuleLocation;
}

/** What the new policy loosens; empty when it only tightens. */
export function loosenings(before: CompiledPolicy, after: CompiledPolicy): readonly Loosening[] {
  const { unattended } = after.defaults;
  return [
    ...(before.mode === 'enforce' && after.mode === 'monitor' ? [{ change: 'mode: enforce → monitor' }] : []),
    ...restrictions(before).flatMap((rule) => weakened(rule, after)),
    ...after.rules.filter((rule) => rule.decide === 'allow').flatMap((rule) => newlyAllowed(rule, before)),
    ...(unattended === 'allow' ? newQuestions(before, after) : []),
    ...after.waivers.filter((waiver) => !isWaived(waiver, before)).map(newWaiver),
    ...looserDefaults(before.defaults, after.defaults).map((change) => ({ change })),
    ...changedFacts(before.facts, after.facts).map((name) => ({ change: `facts changed: ${name}` })),
    ...lowerLayers.flatMap((layer) => granted(layer, before.grants?.[layer], after.grants?.[layer])),
    ...lostProperties(before, after),
  ];
}

/** As they are enforced: in a policy that is only monitored every rule is. */
function restrictions({ mode, rules }: CompiledPolicy): readonly CompiledRule[] {
  const restricting = rules.filter((rule) => rule.decide !== 'allow');
  return mode === 'monitor' ? restricting.map((rule) => (rule.floor ? rule : { ...rule, monitor: {} })) : restricting;
}

/** Several rules have one id where a pack is extended with other parameters in two layers. */
function weakened(rule: CompiledRule, after: CompiledPolicy): readonly Loosening[] {
  const now = after.rules.filter((other) => other.id === rule.id);
  const [first] = now;
  if (first === undefined) return [{ change: `rule ${rule.id} removed` }];
  const changes = now.map((other) => weakenedBy(rule, other, after.defaults.unattended));
  if (changes.some((change) => change === undefined)) return [];
  return [{ change: `rule ${rule.id}: ${changes[0]}`, ...placeOf(first) }];
}

/** What makes the new rule the weaker one; `undefined` when it stands in for the old. */
function weakenedBy(rule: CompiledRule, now: CompiledRule, unattended: Verdict): string | undefined {
  if (!holds(rule.decide, now.decide, unattended)) return `${rule.decide} → ${now.decide}`;
  const lost = rule.kinds.filter((kind) => !now.kinds.includes(kind));
  const changes = [
    ...(lost.length > 0 ? [`no longer about ${lost.join(', ')}`] : []),
    ...(same([rule.when, rule.for], [now.when, now.for]) ? [] : ['conditions changed']),
    ...(rule.hard && !now.hard ? ['hard → soft'] : []),
    ...(now.ignoresUnknown && !rule.ignoresUnknown ? ['ignores what is unknown'] : []),
    ...(isNoMoreMonitored(rule.monitor, now.monitor) ? [] : ['only monitored']),
    ...(countsNoLess(rule.count, now.count) ? [] : ['counts less']),
    ...(followsNoLess(rule.after, now.after) ? [] : ['follows less']),
  ];
  return changes.length > 0 ? changes.join(', ') : undefined;
}

function isNoMoreMonitored(before: CompiledRule['monitor'], after: CompiledRule['monitor']): boolean {
  if (after === undefined) return true;
  if (before === undefined) return false;
  return before.until === undefined || (after.until !== undefined && after.until <= before.until);
}

function newlyAllowed(rule: CompiledRule, before: CompiledPolicy): readonly Loosening[] {
  const known = before.rules.filter((other) => other.id === rule.id && other.decide === 'allow');
  if (known.some((was) => isCovered(rule, was))) return [];
  return [{ change: `allow rule ${rule.id} ${known.length > 0 ? 'widened' : 'added'}`, ...placeOf(rule) }];
}

/** Did the old allow rule let through all that the new one does? */
function isCovered(rule: CompiledRule, was: CompiledRule): boolean {
  return (
    rule.kinds.every((kind) => was.kinds.includes(kind)) &&
    same([was.when, was.for], [rule.when, rule.for]) &&
    isNoMoreMonitored(rule.monitor, was.monitor)
  );
}

/** What is counted elsewhere (`per`) starts anew. */
function countsNoLess(before: CompiledRule['count'], after: CompiledRule['count']): boolean {
  if (after === undefined) return true;
  return before?.per === after.per && after.within >= before.within && after.over <= before.over;
}

function followsNoLess(before: CompiledRule['after'], after: CompiledRule['after']): boolean {
  if (after === undefined) return true;
  if (before === undefined) return false;
  return (
    before.kinds.every((kind) => after.kinds.includes(kind)) &&
    same([before.when, before.for], [after.when, after.for]) &&
    after.within >= before.within
  );
}

/** By rules that ask, and by defaults where no rule allows any more. */
function newQuestions(before: CompiledPolicy, after: CompiledPolicy): readonly Loosening[] {
  const asking = after.rules.filter((rule) => isNewQuestion(rule, before));
  const allowing = before.mode === 'enforce' ? before.rules.filter(({ decide }) => decide === 'allow') : [];
  const silenced = allowing.filter((rule) => !after.rules.some((other) => other.id === rule.id && same(other, rule)));
  return [...asking.map(newQuestion), ...silenced.map(questionByDefault), ...enforcedQuestions(before, after)];
}

/** Warnings of the floor hold in monitor mode too; enforced, a question may take their place. */
function enforcedQuestions(before: CompiledPolicy, after: CompiledPolicy): readonly Loosening[] {
  const enforced = before.mode === 'monitor' && after.mode === 'enforce';
  if (!enforced || !before.rules.some(({ floor, decide }) => floor && decide === 'warn')) return [];
  return [{ change: 'mode: monitor → enforce, where an unattended question passes' }];
}

function questionByDefault({ id }: CompiledRule): Loosening {
  return { change: `allow rule ${id} removed; where the default then asks, an unattended question passes` };
}

function isNewQuestion(rule: CompiledRule, before: CompiledPolicy): boolean {
  const isAsked = rule.decide === 'ask' && (rule.monitor === undefined || rule.monitor.until !== undefined);
  return isAsked && !before.rules.some((other) => other.id === rule.id && other.decide === 'ask' && same(other, rule));
}

function newQuestion(rule: CompiledRule): Loosening {
  return { change: `rule ${rule.id} asks, and an unattended question passes`, ...placeOf(rule) };
}

/** To waive a rule that was not there before gives nothing away. */
function isWaived({ id: _, location: __, expires, ...waiver }: CompiledWaiver, before: CompiledPolicy): boolean {
  if (!before.rules.some(({ id }) => id === waiver.rule)) return true;
  return before.waivers.some(
    ({ id: _id, location: _location, expires: until, ...other }) => same(other, waiver) && expires <= until,
  );
}

function newWaiver(waiver: CompiledWaiver): Loosening {
  return { change: `waiver added for ${waiver.rule} until ${waiver.expires}`, ...placeOf(waiver) };
}

function placeOf({ location }: { readonly location?: RuleLocation }): Pick<Loosening, 'location'> {
  return location ? { location } : {};
}

function looserDefaults(before: CompiledDefaults, after: CompiledDefaults): readonly string[] {
  const unattended = isStricter(before.unattended, after.unattended)
    ? [`default unattended: ${before.unattended} → ${after.unattended}`]
    : [];
  const rows = Object.entries(before.actors).flatMap(([actor, row]) =>
    Object.entries(row).flatMap(([impact, verdict]) => {
      const now = rowOf(after, actor)[impact] ?? 'allow';
      return holds(verdict, now, after.unattended) ? [] : [`default ${impact} for ${actor}: ${verdict} → ${now}`];
    }),
  );
  return [...unattended, ...rows];
}

function rowOf(defaults: CompiledDefaults, actor: string): Readonly<Record<string, Verdict>> {
  return defaults.actors[actor as keyof CompiledDefaults['actors']];
}

/** As policies name them: `env.prod`, `branch.protected`, `hosts.known`. */
function changedFacts(before: PolicyFacts, after: PolicyFacts): readonly string[] {
  const names = new Set([...Object.keys(before.env), ...Object.keys(after.env)]) as Set<keyof PolicyFacts['env']>;
  return [
    ...[...names].filter((name) => !same(before.env[name], after.env[name])).map((name) => `env.${name}`),
    ...(same(before.protectedBranches, after.protectedBranches) ? [] : ['branch.protected']),
    ...(same(before.knownHosts, after.knownHosts) ? [] : ['hosts.known']),
  ];
}

function granted(
  layer: LowerLayer,
  before: CompiledGrant | undefined,
  after: CompiledGrant | undefined,
): readonly Loosening[] {
  const kinds = after?.allow.filter((kind) => !before?.allow.includes(kind)) ?? [];
  const rules = after?.waive.filter((id) => !before?.waive.includes(id)) ?? [];
  const facts = after?.facts?.filter((name) => !before?.facts?.includes(name)) ?? [];
  return [
    ...(kinds.length > 0 ? [{ change: `grants.${layer}.allow added: ${kinds.join(', ')}` }] : []),
    ...(rules.length > 0 ? [{ change: `grants.${layer}.waive added: ${rules.join(', ')}` }] : []),
    ...(facts.length > 0 ? [{ change: `grants.${layer}.facts added: ${facts.join(', ')}` }] : []),
  ];
}

function lostProperties(before: CompiledPolicy, after: CompiledPolicy): readonly Loosening[] {
  return (before.properties ?? []).flatMap((property) => {
    const now = after.properties?.find(({ id }) => id === property.id);
    return same(now, property) ? [] : [{ change: `property ${property.id} ${now ? 'changed' : 'removed'}` }];
  });
}
