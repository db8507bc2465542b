import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../server/decision';
import type { Effect } from '../../../server/effects/effect';
import type { CompiledPolicy, CompiledRule } from '../../../server/policy/compiled';
import type { Permission } from '../../../server/policy/permission';
import { isStricter } from '../../../server/policy/verdict';
import { fakeProviders } from '../../support/fake-providers';
import { naiveVerdicts } from './naive-evaluator';
import {
  anyEffect,
  completions,
  permissions,
  policy,
  rule,
  type Situation,
  sessionOf,
  situation,
} from './random-policies';
import { decideOn, now } from './support';

/** `GUARDRAILS_RUNS=100000` for the long run. */
const runs = Number(process.env.GUARDRAILS_RUNS ?? 10_000);
const effects = fc.array(anyEffect, { minLength: 1, maxLength: 4 });

function decide(some: CompiledPolicy, list: readonly Effect[], at: Situation, permitted: readonly Permission[] = []) {
  const { branch, actor, interactive, moments } = at;
  const providers = fakeProviders({ now, git: { root: '/workspace', branch }, session: sessionOf(at, now) });
  return decideOn(some, list, { actor, interactive }, providers, moments.slice(0, list.length), permitted);
}

describe('over random policies', () => {
  it('a naive evaluator agrees', () => {
    fc.assert(
      fc.property(policy, effects, situation, permissions, (some, list, at, permitted) => {
        const { verdict, would } = decide(some, list, at, permitted);
        expect({ verdict, would }).toEqual(naiveVerdicts(some, list, at, now.toISOString().slice(0, 10), permitted));
      }),
      { numRuns: runs },
    );
  }, 300_000);

  it('the order of rules and waivers means nothing', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        const turned = { ...some, rules: [...some.rules].reverse(), waivers: [...some.waivers].reverse() };
        const here = decide(some, list, at);
        const there = decide(turned, list, at);
        expect([there.verdict, there.would, there.instant]).toEqual([here.verdict, here.would, here.instant]);
        expect([...there.rules].sort()).toEqual([...here.rules].sort());
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('the order in which effects are listed changes no verdict, only which of them go over a limit', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        if (loosensQuestions(some, at)) return;
        const moments = at.moments.slice(0, list.length).reverse();
        const here = decide(some, list, at);
        const there = decide(some, [...list].reverse(), { ...at, moments });
        expect([there.verdict, there.would, there.instant]).toEqual([here.verdict, here.would, here.instant]);
        if (some.rules.some(({ count }) => count)) return;
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

  it('knowing less of the time before is never weaker than knowing more', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        if (loosensQuestions(some, at)) return;
        const known = decide(some, list, { ...at, knownFor: Number.POSITIVE_INFINITY });
        const less = decide(some, list, at);
        const nothing = decide(some, list, { ...at, past: [], knownFor: 0 });
        expect(isStricter(known.verdict, less.verdict)).toBe(false);
        expect(isStricter(less.verdict, nothing.verdict)).toBe(false);
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('more before is never weaker than less', () => {
    fc.assert(
      fc.property(policy, effects, situation, (some, list, at) => {
        if (loosensQuestions(some, at)) return;
        const fewer = decide(some, list, { ...at, past: at.past.slice(1) });
        expect(isStricter(fewer.verdict, decide(some, list, at).verdict)).toBe(false);
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('a permission never makes anything stricter, and another one more no more', () => {
    fc.assert(
      fc.property(policy, effects, situation, permissions, permissions, (some, list, at, few, more) => {
        if (loosensQuestions(some, at)) return;
        const verdicts = [[], few, [...few, ...more]].map((permitted) => decide(some, list, at, permitted));
        for (const [before, after] of [verdicts.slice(0, 2), verdicts.slice(1)]) {
          expect(isStricter(after!.verdict, before!.verdict)).toBe(false);
          expect(isStricter(after!.would, before!.would)).toBe(false);
        }
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('a permission never lifts a hard rule, the floor, or what the policy lets no session loosen', () => {
    fc.assert(
      fc.property(policy, effects, situation, permissions, (some, list, at, permitted) => {
        const waivable = (id: string) =>
          (some.grants?.session?.waive ?? []).some((glob) => glob === '*' || glob === id);
        const once = permitted.some(({ kind }) => kind === 'once');
        const stays = ({ id, hard, floor }: CompiledRule) => hard || floor || !(once || waivable(id));
        // Random rules may share an id, which no real policy's do.
        const fixed = new Set(some.rules.map(({ id }) => id));
        for (const one of some.rules) if (!stays(one)) fixed.delete(one.id);
        const told = (one: Decision) => one.findings.filter(({ rule: id }) => fixed.has(id));
        expect(told(decide(some, list, at, permitted))).toEqual(told(decide(some, list, at)));
      }),
      { numRuns: runs / 4 },
    );
  }, 300_000);

  it('a lease touches only kinds that are granted, and only where it would whatever the unknown is', () => {
    fc.assert(
      fc.property(policy, effects, situation, permissions, (some, list, at, permitted) => {
        const leases = permitted.filter((one) => one.kind === 'lease');
        for (const { rule: id, effect, waivedBy } of decide(some, list, at, leases).findings) {
          const lease = leases.find((one) => one.id === waivedBy);
          const one = list[effect];
          // Random rules may share an id, which no real policy's do.
          if (!lease || !one || some.rules.filter((rule) => rule.id === id).length > 1) continue;
          expect(lease.kinds).toContain(one.kind);
          expect(some.grants?.session?.allow).toContain(one.kind);
          for (const known of completions(one)) {
            const same = decide(some, [known], at, [lease]).findings.filter((finding) => finding.rule === id);
            expect(same.filter((finding) => finding.waivedBy === undefined)).toEqual([]);
          }
        }
      }),
      { numRuns: runs / 10 },
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
