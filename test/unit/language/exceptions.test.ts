/** Exceptions prepared for the examples of the packs: each lets its command run, and nothing else that is told apart. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { catalogue } from '../../../server/effects/catalogue';
import { attributeOf } from '../../../server/effects/effect';
import { applyChanges } from '../../../server/language/exception/insert-items';
import { prepareException } from '../../../server/language/exception/prepare-exception';
import { packRules } from '../../../server/policy/compile';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { loadPolicy } from '../../../server/policy/loader';
import { libraryOf } from '../../../server/policy/packs';
import type { RuleTest } from '../../../server/policy/test-schema';
import { testWorld } from '../../../server/policy/test-world';
import { isStricter } from '../../../server/policy/verdict';
import { packBundle } from '../../support/packs';

const now = new Date('2026-11-22T12:00:00Z');
const library = libraryOf(packBundle());
const packs = packBundle().policy;
const load = (text: string) =>
  loadPolicy({ root: { file: '.guardrails/policy.yaml', text }, include: () => [] }, library, now);

const refused = [...library.packs.values()]
  .flatMap((pack) => packRules(pack))
  .flatMap(({ source }) => [...(source.tests?.deny ?? []), ...(source.tests?.ask ?? [])])
  .filter(({ actor }) => actor === undefined || actor === 'ai');

function decisionOn(test: RuleTest, policy: CompiledPolicy) {
  const { request, providers } = testWorld(test, 'ai', now);
  return decide(request, providers, policy);
}

/** What is known to be done to what and where, whatever it is spelled like. An engine that is not known may be any. */
function deeds(test: RuleTest): string[] {
  const { effects, environments } = decisionOn(test, packs);
  return effects.map((effect, index) => {
    const names = Object.keys(catalogue[effect.kind].attributes).filter((name) => name !== 'engine');
    const known = names.map((name) => attributeOf(effect, name) ?? undefined);
    return JSON.stringify([effect.kind, known, environments[index]]);
  });
}

function afterExceptionFor(test: RuleTest): CompiledPolicy | undefined {
  const { request, providers } = testWorld(test, 'ai', now);
  const prepared = prepareException(request, providers, { text: undefined, library, load });
  if (!prepared) return undefined;
  const text = applyChanges(prepared.base, prepared.changes);
  expect(load(text).policy, 'before anybody has said anything').toBeUndefined();
  return load(text.replace(/: "" {2}# .*last day.*/g, ': 2027-01-31').replace(/: "" {2}# .*/g, ': said')).policy;
}

describe('exceptions for the examples of the packs', () => {
  const sampled = refused.filter((_, index) => index % 4 === 0);
  const offered = sampled.map((test) => ({ test, policy: afterExceptionFor(test) })).filter(({ policy }) => policy);

  it('are offered for many', () => expect(offered.length).toBeGreaterThan(sampled.length / 3));

  it.each(offered)('let $test run, and no other deed', ({ test, policy }) => {
    expect(decisionOn(test, policy!).verdict).toMatch(/allow|warn/);
    const allowed = new Set(deeds(test));
    const loosened = refused.filter((other) => {
      const looser = isStricter(decisionOn(other, packs).verdict, decisionOn(other, policy!).verdict);
      return looser && !deeds(other).some((deed) => allowed.has(deed));
    });
    expect(loosened).toEqual([]);
  });
});
