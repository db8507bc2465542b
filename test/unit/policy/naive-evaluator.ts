/**
 * The policy's meaning once more, as slowly and plainly as possible: unknown values are replaced by every value they
 * could have, and what holds in all of those worlds or in one of them is what "certainly" and "possibly" mean.
 * Shares no code with the evaluator it checks.
 */
import type { Effect } from '../../../server/effects/effect';
import type { CompiledPolicy, CompiledRule, Matcher } from '../../../server/policy/compiled';
import type { Permission } from '../../../server/policy/permission';
import type { Verdict } from '../../../server/policy/verdict';
import type { Situation } from './random-policies';

const order: readonly Verdict[] = ['allow', 'warn', 'ask', 'deny'];
const impacts: Record<string, 'destroy' | 'modify'> = {
  'fs.delete': 'destroy',
  'fs.write': 'modify',
  'db.rows.delete': 'destroy',
};

/** Values that tell every condition of the random policies apart. */
const worlds: Record<string, readonly unknown[]> = {
  zone: ['workspace', 'system', 'temp', 'somewhere else'],
  path: ['/workspace/a', '/workspace/b/x', '/workspace/b/c', '/etc/x', '/c', '/other'],
  where: ['none', 'key', 'other', 'something else'],
  rows: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  branch: ['main', 'feature/x', 'other', 'some/other'],
};

export function naiveVerdicts(
  policy: CompiledPolicy,
  effects: readonly Effect[],
  situation: Situation,
  today: string,
  permissions: readonly Permission[] = [],
): { readonly verdict: Verdict; readonly would: Verdict } {
  const all = effects.map((_, index) => onEffect(policy, index, effects, situation, today, permissions));
  const answer = (verdict: Verdict) =>
    verdict === 'ask' && !situation.interactive ? policy.defaults.unattended : verdict;
  return {
    verdict: max(all.map((one) => answer(one.enforced))),
    would: max(all.map((one) => answer(one.would))),
  };
}

function onEffect(
  policy: CompiledPolicy,
  index: number,
  effects: readonly Effect[],
  situation: Situation,
  today: string,
  permissions: readonly Permission[],
) {
  const effect = effects[index] as Effect;
  const permitted = permissions.some((one) => covers(one, policy, effect, situation));
  const written = policy.defaults.actors[situation.actor][impacts[effect.kind] ?? 'opaque'];
  const standard = permitted && (written === 'ask' || written === 'deny') ? 'allow' : written;
  const speaking = policy.rules.filter(
    (rule) =>
      rule.kinds.some((kind) => kind === effect.kind) &&
      matches(rule, effect, situation) &&
      (!rule.count || goesOver(rule, index, effects, policy, situation, today)) &&
      (!rule.after || comesAfter(rule, index, effects, situation)),
  );
  const standing = speaking.filter(
    (rule) =>
      !waived(rule, policy, effect, situation, today) && !(permitted && mayBeSetAside(rule, policy, permissions)),
  );
  const enforced = standing.filter(
    (rule) => rule.floor || (policy.mode === 'enforce' && !(rule.monitor?.until && today < rule.monitor.until)),
  );
  return {
    would: combine(standing, standard),
    enforced: combine(enforced, policy.mode === 'monitor' ? 'allow' : standard),
  };
}

/** One after the other is counted, after those of the time before, until there are too many. */
function goesOver(
  rule: CompiledRule,
  index: number,
  effects: readonly Effect[],
  policy: CompiledPolicy,
  situation: Situation,
  today: string,
): boolean {
  let number = countedBefore(rule, rule.count?.within ?? 0, situation);
  for (const [place, effect] of effects.slice(0, index + 1).entries()) {
    const meant = rule.kinds.includes(effect.kind) && holdsInSome(rule, effect, situation);
    if (meant && !waived(rule, policy, effect, situation, today)) number += situation.moments[place]?.times ?? 1;
  }
  return number > (rule.count?.over ?? 0);
}

/** All that is not known may have been any number. */
function countedBefore(rule: CompiledRule, within: number, { past, knownFor }: Situation): number {
  if (knownFor * 60_000 < within) return Number.POSITIVE_INFINITY;
  const counted = past.filter((one) => one.rule === rule.id[0] && one.minutesAgo * 60_000 < within);
  return counted.reduce((sum, { count }) => sum + count, 0);
}

function comesAfter(rule: CompiledRule, index: number, effects: readonly Effect[], situation: Situation): boolean {
  const { after } = rule;
  if (after === undefined || countedBefore(rule, after.within, situation) > 0) return true;
  return effects.some((effect, other) => {
    const [when, now] = [situation.moments[other], situation.moments[index]];
    const inTime = when && now && (other === index ? now.last > now.first : when.first <= now.last);
    return inTime && after.kinds.includes(effect.kind) && holdsInSome(after, effect, situation);
  });
}

function covers(one: Permission, policy: CompiledPolicy, effect: Effect, situation: Situation): boolean {
  if (one.kind === 'once') return true;
  const granted = policy.grants?.session?.allow ?? [];
  const isMeant = [one.kinds, granted].every((kinds) => kinds.some((kind) => kind === effect.kind));
  return isMeant && holdsInAll(one, effect, situation);
}

function mayBeSetAside(rule: CompiledRule, policy: CompiledPolicy, permissions: readonly Permission[]): boolean {
  if (rule.hard || rule.floor || rule.decide === 'allow' || rule.decide === 'warn') return false;
  const waivable = policy.grants?.session?.waive ?? [];
  return permissions.some(({ kind }) => kind === 'once') || waivable.includes('*') || waivable.includes(rule.id);
}

function combine(rules: readonly CompiledRule[], standard: Verdict): Verdict {
  const base = rules.some((rule) => rule.decide === 'allow') ? 'allow' : standard;
  return max([base, ...rules.map((rule) => rule.decide)]);
}

function matches(rule: CompiledRule, effect: Effect, situation: Situation): boolean {
  const certainly = rule.decide === 'allow';
  return certainly ? holdsInAll(rule, effect, situation) : holdsInSome(rule, effect, situation);
}

function waived(
  rule: CompiledRule,
  policy: CompiledPolicy,
  effect: Effect,
  situation: Situation,
  today: string,
): boolean {
  if (rule.hard || rule.decide === 'allow') return false;
  return policy.waivers.some(
    (waiver) => waiver.rule === rule.id && today <= waiver.expires && holdsInAll(waiver, effect, situation),
  );
}

type Conditions = Pick<CompiledRule, 'when' | 'for'>;

function holdsInAll({ when, for: circumstances }: Conditions, effect: Effect, situation: Situation): boolean {
  return [...when, ...circumstances].every((matcher) =>
    possibleValues(matcher, effect, situation).every((value) => holds(matcher, value)),
  );
}

function holdsInSome({ when, for: circumstances }: Conditions, effect: Effect, situation: Situation): boolean {
  return [...when, ...circumstances].every((matcher) =>
    possibleValues(matcher, effect, situation).some((value) => holds(matcher, value)),
  );
}

function possibleValues({ attribute }: Matcher, effect: Effect, situation: Situation): readonly unknown[] {
  const value =
    attribute in situation
      ? situation[attribute as keyof Situation]
      : (effect as unknown as Record<string, unknown>)[attribute];
  return value === null || value === undefined ? (worlds[attribute] ?? []) : [value];
}

function holds(matcher: Matcher, value: unknown): boolean {
  const plain =
    matcher.values === undefined
      ? Number(value) >= (matcher.atLeast ?? 0) && Number(value) <= (matcher.atMost ?? 1000)
      : matcher.values.some((wanted) => fits(String(wanted), String(value), matcher.style));
  return matcher.not ? !plain : plain;
}

function fits(wanted: string, value: string, style: Matcher['style']): boolean {
  if (wanted === '*') return !value.includes('/');
  if (wanted === '**') return true;
  if (wanted === '**/c') return value === '/c' || value.endsWith('/c');
  if (wanted === 'b/**') return value.startsWith('/workspace/b/');
  if (wanted === '/etc/**') return value.startsWith('/etc/');
  if (wanted === 'feature/*') return value.startsWith('feature/');
  return value === (style === 'path' ? `/workspace/${wanted}` : wanted);
}

function max(list: readonly Verdict[]): Verdict {
  return order[Math.max(0, ...list.map((verdict) => order.indexOf(verdict)))] ?? 'deny';
}
