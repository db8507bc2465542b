/**
 * Does a new policy only tighten an old one? A sound, syntactic answer: what is not plainly tighter counts as looser.
 *
 * Plainly tighter are restrictive rules that are added or raised, and allow rules, waivers and monitoring that are
 * taken away. Whatever could go either way (facts, changed conditions) must be as it was.
 */
import {
  type CompiledDefaults,
  type CompiledGrant,
  type CompiledPolicy,
  type CompiledRule,
  type CompiledWaiver,
  type LowerLayer,
  lowerLayers,
} from './compiled';
import { isStricter, type Verdict } from './verdict';

/** What the new policy loosens, in words for people; empty when it only tightens. */
export function loosenings(before: CompiledPolicy, after: CompiledPolicy): readonly string[] {
  const holds = answersHold(after);
  return [
    ...(before.mode === 'enforce' && after.mode === 'monitor' ? ['The whole policy would only be monitored.'] : []),
    ...before.rules.filter((rule) => rule.decide !== 'allow').flatMap((rule) => weakened(rule, after, holds)),
    ...after.rules.filter((rule) => rule.decide === 'allow').flatMap((rule) => newlyAllowed(rule, before)),
    ...(holds('allow', 'ask') ? [] : newQuestions(before, after)),
    ...after.waivers.filter((waiver) => !isWaived(waiver, before)).map(({ rule }) => `${rule} would be waived.`),
    ...looserDefaults(before.defaults, after.defaults, holds),
    ...(same(before.facts, after.facts) ? [] : ['The facts (environments, branches, hosts) would change.']),
    ...lowerLayers.flatMap((layer) => granted(layer, before.grants?.[layer], after.grants?.[layer])),
    ...lostProperties(before, after),
  ];
}

type Holds = (before: Verdict, after: Verdict) => boolean;

/** A verdict holds when it is no weaker. Where an unattended question passes, a new question does not hold. */
function answersHold({ defaults }: CompiledPolicy): Holds {
  return (before, after) =>
    !isStricter(before, after) && (before === after || after !== 'ask' || defaults.unattended === 'deny');
}

function weakened(rule: CompiledRule, after: CompiledPolicy, holds: Holds): readonly string[] {
  const now = after.rules.find((other) => other.id === rule.id);
  if (now === undefined) return [`The rule ${rule.id} would be gone.`];
  if (!holds(rule.decide, now.decide)) return [`${rule.id} would ${now.decide} instead of ${rule.decide}.`];
  const kept = {
    kinds: rule.kinds.every((kind) => now.kinds.includes(kind)),
    conditions: same([rule.when, rule.for], [now.when, now.for]),
    hard: now.hard || !rule.hard,
    unknown: rule.ignoresUnknown || !now.ignoresUnknown,
    enforced: isNoMoreMonitored(rule.monitor, now.monitor),
    count: countsNoLess(rule.count, now.count),
    after: followsNoLess(rule.after, now.after),
  };
  const lost = Object.entries(kept).filter(([, fine]) => !fine);
  return lost.length > 0 ? [`${rule.id} would change (${lost.map(([name]) => name).join(', ')}).`] : [];
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

function isNoMoreMonitored(before: CompiledRule['monitor'], after: CompiledRule['monitor']): boolean {
  if (after === undefined) return true;
  if (before === undefined) return false;
  return before.until === undefined || (after.until !== undefined && after.until <= before.until);
}

function newlyAllowed(rule: CompiledRule, before: CompiledPolicy): readonly string[] {
  const was = before.rules.find((other) => other.id === rule.id);
  const covered =
    was?.decide === 'allow' &&
    rule.kinds.every((kind) => was.kinds.includes(kind)) &&
    same([was.when, was.for], [rule.when, rule.for]) &&
    isNoMoreMonitored(rule.monitor, was.monitor);
  return covered ? [] : [`${rule.id} would allow more.`];
}

/** By rules that ask, and by defaults where no rule allows any more. */
function newQuestions(before: CompiledPolicy, after: CompiledPolicy): readonly string[] {
  const asking = after.rules.filter((rule) => isNewQuestion(rule, before));
  const silenced = before.rules.filter(
    (rule) => rule.decide === 'allow' && !after.rules.some((other) => other.id === rule.id && same(other, rule)),
  );
  return [...asking.map(newQuestion), ...silenced.map(questionByDefault)];
}

function questionByDefault({ id }: CompiledRule): string {
  return `${id} would not allow any more; where the default then asks, an unattended question passes.`;
}

function isNewQuestion(rule: CompiledRule, before: CompiledPolicy): boolean {
  return (
    rule.decide === 'ask' &&
    !before.rules.some((other) => other.id === rule.id && other.decide === 'ask' && same(other, rule))
  );
}

function newQuestion({ id }: CompiledRule): string {
  return `${id} would ask, and an unattended question passes.`;
}

function isWaived({ id: _, location: __, expires, ...waiver }: CompiledWaiver, before: CompiledPolicy): boolean {
  return before.waivers.some(
    ({ id: _id, location: _location, expires: until, ...other }) => same(other, waiver) && expires <= until,
  );
}

function looserDefaults(before: CompiledDefaults, after: CompiledDefaults, holds: Holds): readonly string[] {
  const unattended = isStricter(before.unattended, after.unattended) ? ['Unattended questions would pass.'] : [];
  const rows = Object.entries(before.actors).flatMap(([actor, row]) =>
    Object.entries(row)
      .filter(([impact, verdict]) => !holds(verdict, rowOf(after, actor)[impact] ?? 'allow'))
      .map(([impact]) => `The default for ${actor} and ${impact} would be weaker.`),
  );
  return [...unattended, ...rows];
}

function rowOf(defaults: CompiledDefaults, actor: string): Readonly<Record<string, Verdict>> {
  return defaults.actors[actor as keyof CompiledDefaults['actors']];
}

function granted(layer: LowerLayer, before: CompiledGrant | undefined, after: CompiledGrant | undefined) {
  const kinds = after?.allow.filter((kind) => !before?.allow.includes(kind)) ?? [];
  const rules = after?.waive.filter((id) => !before?.waive.includes(id)) ?? [];
  return [
    ...(kinds.length > 0 ? [`${layerNames[layer]} could allow ${kinds.join(', ')}.`] : []),
    ...(rules.length > 0 ? [`${layerNames[layer]} could waive ${rules.join(', ')}.`] : []),
  ];
}

const layerNames: Readonly<Record<LowerLayer, string>> = {
  repo: 'A repository',
  user: 'A user',
  session: 'A session',
};

function lostProperties(before: CompiledPolicy, after: CompiledPolicy): readonly string[] {
  return (before.properties ?? [])
    .filter((property) => !after.properties?.some((other) => same(other, property)))
    .map(({ id }) => `The property ${id} would change or be gone.`);
}

/** Key order is the compiler's, so equal meaning is equal text; a false "different" is only too careful. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, withoutPlace) === JSON.stringify(b, withoutPlace);
}

function withoutPlace(key: string, value: unknown): unknown {
  return key === 'location' ? undefined : value;
}
