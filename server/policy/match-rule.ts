/** Does a rule or waiver match an effect in its circumstances? */
import type { ContextAttribute } from '../effects/catalogue';
import type { Tri } from '../effects/value';
import type { Facts } from '../facts/facts';
import type { Matcher } from './compiled';
import { both, matchValue } from './match';

interface Conditions {
  readonly when: readonly Matcher[];
  readonly for: readonly Matcher[];
}

export function matchConditions(conditions: Conditions, effect: number, facts: Facts): Tri {
  const circumstances = matchAll(conditions.for, facts, (name) => facts.context(effect, name as ContextAttribute));
  if (circumstances === 'no') return 'no';
  return both(
    circumstances,
    matchAll(conditions.when, facts, (name) => facts.attribute(effect, name)),
  );
}

function matchAll(matchers: readonly Matcher[], facts: Facts, value: (name: string) => unknown): Tri {
  let result: Tri = 'yes';
  for (const matcher of matchers) {
    result = both(result, matchValue(matcher, value(matcher.attribute), facts));
    if (result === 'no') return 'no';
  }
  return result;
}
