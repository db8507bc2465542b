import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../server/effects/effect';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { isStricter } from '../../../server/policy/verdict';
import { fakeProviders } from '../../support/fake-providers';
import { naiveVerdicts } from './naive-evaluator';
import { anyEffect, completions, policy, rule, type Situation, situation } from './random-policies';
import { decideOn, now } from './support';

/** `GUARDRAILS_RUNS=100000` for the long run. */
const runs = Number(process.env.GUARDRAILS_RUNS ?? 10_000);
const effects = fc.array(anyEffect, { minLength: 1, maxLength: 4 });

function decide(some: CompiledPolicy, list: readonly Effect[], { branch, ...rest }: Situation) {
  return decideOn(some, list, rest, fakeProviders({ now, git: { root: '/workspace', branch } }));
}

describe('over random policies', () => {
  it('a naive evaluator agrees', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        const { verdict, would } = decide(some, list, at);
        expect({ verdict, would }).toEqual(naiveVerdicts(some, list, at, now.toISOString().slice(0, 10)));
      }),
      { numRuns: runs },
    );
  }, 300_000);

  it('the order of rules, waivers and effects means nothing', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        const turned = { ...some, rules: [...some.rules].reverse(), waivers: [...some.waivers].reverse() };
        const here = decide(some, list, at);
        const there = decide(turned, [...list].reverse(), at);
        expect([there.verdict, there.would, there.instant]).toEqual([here.verdict, here.would, here.instant]);
        expect([...there.rules].sort()).toEqual([...here.rules].sort());
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('adding a restrictive rule never loosens', () => {
    const restrictive = rule.filter((one) => one.decide !== 'allow');
    fc.assert(
      fc.property(policy, restrictive, effects, situation, (some, more, list, at) => {
        const before = decide(some, list, at);
        const after = decide({ ...some, rules: [...some.rules, more] }, list, at);
        if (loosensQuestions(some, at)) return;
        expect(isStricter(before.verdict, after.verdict)).toBe(false);
        expect(isStricter(before.would, after.would)).toBe(false);
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('knowing less is never weaker than knowing more', () => {
    fc.assert(
      fc.property(policy, anyEffect, situation, (some, one, at) => {
        if (loosensQuestions(some, at)) return;
        const unknown = decide(some, [one], at);
        for (const known of completions(one)) {
          expect(isStricter(decide(some, [known], at).verdict, unknown.verdict)).toBe(false);
        }
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('a waiver touches no other rule', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        const without = { ...some, waivers: [] };
        const told = (each: CompiledPolicy) =>
          decide(each, list, at)
            .findings.filter((finding) => !some.waivers.some((waiver) => waiver.rule === finding.rule))
            .filter((finding) => !finding.rule.startsWith('default/'))
            .map(({ rule: id, effect, verdict, possible }) => ({ id, effect, verdict, possible }));
        expect(told(some)).toEqual(told(without));
        if (loosensQuestions(some, at)) return;
        expect(isStricter(decide(some, list, at).would, decide(without, list, at).would)).toBe(false);
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);
});

/** A policy may let an unattended `ask` pass; then a question is weaker than a warning, and nothing is monotone. */
function loosensQuestions(some: CompiledPolicy, at: Situation): boolean {
  return some.defaults.unattended !== 'deny' && !at.interactive;
}
