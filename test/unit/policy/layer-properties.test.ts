/** What holds of any two layers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EffectKind, effectKinds } from '../../../server/effects/catalogue';
import type { CompiledGrant, CompiledPolicy } from '../../../server/policy/compiled';
import { linkLayer } from '../../../server/policy/link-layer';
import { loosenings } from '../../../server/policy/tightening';
import { isStricter } from '../../../server/policy/verdict';
import { fakeProviders } from '../../support/fake-providers';
import { anyEffect, kinds, policy, type Situation, situation } from './random-policies';
import { decideOn, now } from './support';

const runs = Number(process.env.GUARDRAILS_RUNS ?? 10_000) / 4;

const grant: fc.Arbitrary<CompiledGrant> = fc.record({
  allow: fc.oneof(fc.subarray<EffectKind>([...kinds]), fc.constant(effectKinds)),
  waive: fc.subarray(['a', 'b', '*']),
});
const nothing: CompiledGrant = { allow: [], waive: [] };

function link(upper: CompiledPolicy, lower: CompiledPolicy, repo: CompiledGrant): CompiledPolicy {
  return linkLayer({ policy: { ...upper, grants: { repo } }, layer: 'repo' }, lower);
}

/** Enforcing it puts questions that pass unanswered in the place of the floor's warnings: no link can mend that. */
function warnsMoreThanItAsks({ mode, defaults, rules }: CompiledPolicy): boolean {
  const warns = rules.some(({ floor, decide }) => floor && decide === 'warn');
  return mode === 'monitor' && defaults.unattended === 'allow' && warns;
}

function decide(some: CompiledPolicy, effect: Parameters<typeof decideOn>[1][number], { branch, ...rest }: Situation) {
  return decideOn(some, [effect], rest, fakeProviders({ now, git: { root: '/workspace', branch } }));
}

describe('of any two layers', () => {
  it('the lower one loosens nothing without a grant', () => {
    let tightened = 0;
    fc.assert(
      fc.property(policy, policy, anyEffect, situation, (upper, lower, effect, at) => {
        if (warnsMoreThanItAsks(upper)) return;
        const [before, after] = [decide(upper, effect, at), decide(link(upper, lower, nothing), effect, at)];
        expect(isStricter(before.verdict, after.verdict)).toBe(false);
        expect(isStricter(before.would, after.would)).toBe(false);
        if (isStricter(after.verdict, before.verdict)) tightened++;
      }),
      { numRuns: runs },
    );
    expect(tightened).toBeGreaterThan(runs / 10);
  }, 120_000);

  it('the link of them is plainly no looser than the upper one', () => {
    fc.assert(
      fc.property(policy, policy, (upper, lower) => {
        if (warnsMoreThanItAsks(upper)) return;
        const { grants: _, ...rest } = upper;
        expect(loosenings(rest, link(rest, lower, nothing))).toEqual([]);
      }),
      { numRuns: runs },
    );
  }, 120_000);

  it('the lower one loosens only kinds and rules that are granted', () => {
    let loosened = 0;
    fc.assert(
      fc.property(policy, policy, grant, anyEffect, situation, (upper, lower, granted, effect, at) => {
        if (warnsMoreThanItAsks(upper)) return;
        const linked = link(upper, lower, granted);
        const [before, after] = [decide(upper, effect, at), decide(linked, effect, at)];
        if (!isStricter(before.verdict, after.verdict)) return;
        loosened++;
        const waived = after.findings.some(({ waivedBy }) => waivedBy !== undefined) && granted.waive.length > 0;
        expect(waived || granted.allow.includes(effect.kind)).toBe(true);
      }),
      { numRuns: runs },
    );
    expect(loosened).toBeGreaterThan(10);
  }, 120_000);

  it('the stricter of what they refuse holds', () => {
    const refusing = policy.map((some) => ({
      ...some,
      mode: 'enforce' as const,
      rules: some.rules.filter(({ decide }) => decide !== 'allow'),
      waivers: [],
      defaults: { ...some.defaults, unattended: 'deny' as const },
    }));
    fc.assert(
      fc.property(refusing, refusing, anyEffect, situation, (upper, lower, effect, at) => {
        const linked = decide(link(upper, lower, nothing), effect, at);
        for (const one of [upper, lower]) {
          expect(isStricter(decide(one, effect, at).verdict, linked.verdict)).toBe(false);
        }
      }),
      { numRuns: runs },
    );
  }, 120_000);

  it('the order in which files say something changes neither meaning nor digest', () => {
    const turned = (some: CompiledPolicy) => ({
      ...some,
      rules: [...some.rules].reverse(),
      waivers: [...some.waivers].reverse(),
    });
    fc.assert(
      fc.property(policy, policy, grant, (upper, lower, granted) => {
        const { digest } = link(upper, lower, granted);
        expect(link(turned(upper), turned(lower), granted).digest).toBe(digest);
        expect(link({ ...upper, digest: 'other' }, lower, granted).digest).toBe(digest);
      }),
      { numRuns: runs / 4 },
    );
  }, 120_000);
});
