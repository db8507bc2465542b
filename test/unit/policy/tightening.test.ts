import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompiledPolicy, CompiledRule } from '../../../server/policy/compiled';
import { loosenings } from '../../../server/policy/tightening';
import { isStricter, verdicts } from '../../../server/policy/verdict';
import { fakeProviders } from '../../support/fake-providers';
import { anyEffect, policy, rule, sessionOf, situation } from './random-policies';
import { decideOn, now, policyOf } from './support';

const base = (extra = '') =>
  policyOf(`
rules:
  - { id: a/drop, effects: [db.schema.drop], decide: deny, because: b, instead: i }
  - { id: a/temp, effects: [fs.delete], when: { zone: temp }, decide: allow, because: b }
${extra}`);

const changes = (before: CompiledPolicy, after: CompiledPolicy) =>
  loosenings(before, after).map(({ change }) => change);

describe('what only tightens', () => {
  it.each([
    ['the same policy', base()],
    ['another rule that stops', base('  - { id: a/more, effects: [fs.write], decide: ask, because: b }\n')],
    [
      'no more allow rule',
      policyOf('rules:\n  - { id: a/drop, effects: [db.schema.drop], decide: deny, because: c }\n'),
    ],
    ['a stricter default', base('defaults: { ai: { modify: ask } }\n')],
  ])('%s', (_, after) => {
    expect(loosenings(base(), after)).toEqual([]);
  });
});

describe('limits and sequences', () => {
  const limit = (count: string, decide = 'ask') =>
    policyOf(`limits:\n  - { id: a/many, count: { effects: [fs.delete], ${count} }, decide: ${decide} }\n`);
  const sequence = (after: string, then = 'effects: [net.upload]') =>
    policyOf(`sequences:\n  - { id: a/flow, after: { ${after} }, then: { ${then} }, decide: ask }\n`);
  const ten = limit('per: session, within: 10m, over: 10');
  const flow = sequence('effects: [secret.read], within: 10m');

  it.each([
    ['one more limit', policyOf(''), ten],
    ['fewer', ten, limit('per: session, within: 10m, over: 5')],
    ['a longer time', ten, limit('per: session, within: 1h, over: 10')],
    ['a stricter verdict', ten, limit('per: session, within: 10m, over: 10', 'deny')],
    [
      'a rule in place of a limit',
      ten,
      policyOf('rules:\n  - { id: a/many, effects: [fs.delete], decide: ask, because: b }\n'),
    ],
    ['one more sequence', policyOf(''), flow],
    ['a longer time between', flow, sequence('effects: [secret.read], within: 1h')],
    ['more that comes before', flow, sequence('effects: [secret.read, fs.read], within: 10m')],
    ['more that comes then', flow, sequence('effects: [secret.read], within: 10m', 'effects: [net.upload, vcs.push]')],
  ])('%s only tightens', (_, before, after) => {
    expect(loosenings(before, after)).toEqual([]);
  });

  it.each([
    ['no limit any more', ten, policyOf(''), 'rule a/many removed'],
    ['more', ten, limit('per: session, within: 10m, over: 11'), 'rule a/many: counts less'],
    ['a shorter time', ten, limit('per: session, within: 9m, over: 10'), 'rule a/many: counts less'],
    ['another counter', ten, limit('per: workspace, within: 10m, over: 10'), 'rule a/many: counts less'],
    [
      'a limit in place of a rule',
      policyOf('rules:\n  - { id: a/many, effects: [fs.delete], decide: ask, because: b }\n'),
      ten,
      'rule a/many: counts less',
    ],
    [
      'a condition',
      ten,
      limit('when: { zone: temp }, per: session, within: 10m, over: 10'),
      'rule a/many: conditions changed',
    ],
    ['a shorter time between', flow, sequence('effects: [secret.read], within: 5m'), 'rule a/flow: follows less'],
    ['less that comes before', flow, sequence('effects: [fs.read], within: 10m'), 'rule a/flow: follows less'],
  ])('%s loosens', (_, before, after, said) => {
    expect(changes(before, after)).toEqual([said]);
  });
});

describe('what loosens', () => {
  it.each([
    ['a rule taken away', policyOf('rules: []\n'), 'rule a/drop removed'],
    [
      'a weaker decision',
      policyOf('rules:\n  - { id: a/drop, effects: [db.schema.drop], decide: ask, because: b }\n'),
      'rule a/drop: deny → ask',
    ],
    [
      'a condition',
      policyOf('rules:\n  - { id: a/drop, effects: [db.schema.drop], for: { actor: ai }, decide: deny, because: b }\n'),
      'rule a/drop: conditions changed',
    ],
    [
      'another allow rule',
      base('  - { id: a/more, effects: [fs.write], decide: allow, because: b }\n'),
      'allow rule a/more added',
    ],
    [
      'a waiver',
      base('waivers:\n  - { rule: a/drop, reason: r, owner: o, expires: 2027-01-01 }\n'),
      'waiver added for a/drop until 2027-01-01',
    ],
    ['monitor mode', base('mode: monitor\n'), 'mode: enforce → monitor'],
    ['a weaker default', base('defaults: { ai: { destroy: allow } }\n'), 'default destroy for ai: ask → allow'],
    ['other facts', base('facts: { hosts: { known: ["*.example.net"] } }\n'), 'facts changed: hosts.known'],
    [
      'a grant',
      base('grants: { session: { allow: [fs.*] } }\n'),
      'grants.session.allow added: fs.read, fs.write, fs.delete',
    ],
    ['a grant of waivers', base('grants: { user: { waive: ["a/*"] } }\n'), 'grants.user.waive added: a/*'],
  ])('%s', (_, after, expected) => {
    expect(changes(base(), after)).toEqual([expect.stringContaining(expected)]);
  });

  it('a property that is no longer held', () => {
    const held = (always: string) => base(`properties:\n  - { id: p, effects: [fs.delete], always: [${always}] }\n`);
    expect(changes(held('deny'), held('deny, ask'))).toEqual(['property p changed']);
    expect(changes(held('deny'), base())).toEqual(['property p removed']);
    expect(loosenings(base(), held('deny'))).toEqual([]);
  });
});

/** Edits of every kind, so that some only tighten and some do not. */
const edit = fc.oneof(
  fc.record({ drop: fc.nat(7) }),
  fc.record({ add: rule }),
  fc.record({ change: fc.nat(7), decide: fc.constantFrom(...verdicts) }),
  fc.record({ monitor: fc.nat(7) }),
  fc.record({ limit: fc.nat(7), over: fc.integer({ min: 1, max: 4 }), within: fc.constantFrom(60_000, 3_600_000) }),
  fc.record({ sequence: fc.nat(7), within: fc.constantFrom(60_000, 3_600_000) }),
  fc.record({ unwaive: fc.constant(true) }),
  fc.record({ mode: fc.constantFrom('enforce' as const, 'monitor' as const) }),
  fc.record({ row: fc.constantFrom('destroy' as const, 'modify' as const), verdict: fc.constantFrom(...verdicts) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(some: CompiledPolicy, one: Edit): CompiledPolicy {
  if ('drop' in one) return { ...some, rules: some.rules.filter((_, index) => index !== one.drop) };
  if ('add' in one) return { ...some, rules: [...some.rules, { ...one.add, id: 'added' }] };
  if ('change' in one) return { ...some, rules: changed(some.rules, one.change, { decide: one.decide }) };
  if ('monitor' in one) return { ...some, rules: changed(some.rules, one.monitor, { monitor: {} }) };
  if ('limit' in one) {
    const { count } = some.rules[one.limit] ?? {};
    const { over, within } = one;
    return count ? { ...some, rules: changed(some.rules, one.limit, { count: { ...count, over, within } }) } : some;
  }
  if ('sequence' in one) {
    const { after } = some.rules[one.sequence] ?? {};
    return after
      ? { ...some, rules: changed(some.rules, one.sequence, { after: { ...after, within: one.within } }) }
      : some;
  }
  if ('unwaive' in one) return { ...some, waivers: [] };
  if ('mode' in one) return { ...some, mode: one.mode };
  const { actors, unattended } = some.defaults;
  const ai = { ...actors.ai, [one.row]: one.verdict };
  return { ...some, defaults: { unattended, actors: { ...actors, ai } } };
}

function changed(rules: readonly CompiledRule[], at: number, part: Partial<CompiledRule>): readonly CompiledRule[] {
  return rules.map((each, index) => (index === at ? { ...each, ...part } : each));
}

describe('over random edits', () => {
  it('what is called tightening never makes a verdict weaker', () => {
    let tightened = 0;
    const oneOfEach = policy.map((some) => ({
      ...some,
      rules: some.rules.map((each, index) => ({ ...each, id: `${each.id}${index}` })),
    }));
    fc.assert(
      fc.property(
        oneOfEach,
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        anyEffect,
        situation,
        (before, edits, one, at) => {
          const after = edits.reduce(edited, before);
          if (loosenings(before, after).length > 0) return;
          tightened++;
          const { branch, actor, interactive } = at;
          const providers = fakeProviders({ now, git: { root: '/workspace', branch }, session: sessionOf(at, now) });
          const decide = (each: CompiledPolicy) => decideOn(each, [one, one], { actor, interactive }, providers);
          expect(isStricter(decide(before).verdict, decide(after).verdict)).toBe(false);
        },
      ),
      { numRuns: Number(process.env.GUARDRAILS_RUNS ?? 5000) },
    );
    expect(tightened).toBeGreaterThan(500);
  }, 120_000);
});
