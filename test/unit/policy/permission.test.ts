import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../../server/facts/gather';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { evaluate } from '../../../server/policy/evaluate';
import type { Permission } from '../../../server/policy/permission';
import type { Request } from '../../../server/request';
import { fakeProviders } from '../../support/fake-providers';
import { effect, now, policyOf, request } from './support';

const drop = effect('db.schema.drop', { object: 'table', name: 'orders', env: 'local' });
const once: Permission = { kind: 'once', id: 'once-1', by: 'dana' };

function decideWith(policy: CompiledPolicy, permissions: readonly Permission[], rest: Partial<Request> = {}) {
  const asked = request(rest);
  const analysis = { effects: [drop], files: [] };
  const facts = gatherFacts(asked, analysis, policy.facts, fakeProviders({ now }));
  return evaluate(policy, asked, analysis, facts, permissions);
}

function rules(...lines: readonly string[]): CompiledPolicy {
  const all = lines.map((line, index) => `  - { id: a/${index}, effects: [db.schema.drop], because: b, ${line} }\n`);
  return policyOf(`rules:\n${all.join('')}`);
}

describe('an action that a person allows once', () => {
  it.each([
    ['a denial, and the default beneath it', rules('decide: deny'), ['a/0', 'default/ai/destroy']],
    ['a question, and the default beneath it', rules('decide: ask'), ['a/0', 'default/ai/destroy']],
    ['a default', policyOf(''), ['default/ai/destroy']],
    [
      'several rules',
      rules('decide: deny', 'decide: ask', 'decide: deny'),
      ['a/0', 'a/2', 'a/1', 'default/ai/destroy'],
    ],
  ])('is lifted over %s, which is told', (_, policy, lifted) => {
    expect(decideWith(policy, [])).toMatchObject({ liftable: true });
    const decision = decideWith(policy, [once]);
    expect(decision).toMatchObject({ verdict: 'allow', rules: [], reason: '' });
    expect(decision.permissions).toEqual([{ id: 'once-1', kind: 'once', by: 'dana', rules: lifted }]);
    expect(decision.liftable).toBeUndefined();
  });

  it('is warned of as before', () => {
    const decision = decideWith(rules('decide: warn', 'decide: deny'), [once]);
    expect(decision).toMatchObject({ verdict: 'warn', rules: ['a/0'] });
  });

  it('is not lifted over a hard rule, and that is known before', () => {
    const policy = rules('decide: deny, enforce: hard', 'decide: deny');
    for (const permissions of [[], [once]]) {
      const decision = decideWith(policy, permissions);
      expect(decision).toMatchObject({ verdict: 'deny', would: 'deny' });
      expect(decision.rules).toContain('a/0');
      expect(decision.liftable).toBeUndefined();
    }
  });

  it('is not lifted over the floor, hard or not', () => {
    const policy = rules('decide: deny');
    const floor = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, floor: true })) };
    expect(decideWith(floor, [once]).verdict).toBe('deny');
    expect(decideWith(floor, []).liftable).toBeUndefined();
  });

  it('is lifted where nobody is there to be asked', () => {
    expect(decideWith(rules('decide: ask'), [], { interactive: false })).toMatchObject({
      verdict: 'deny',
      liftable: true,
    });
    expect(decideWith(rules('decide: ask'), [once], { interactive: false }).verdict).toBe('allow');
  });

  it('is never offered to people and pipelines, whom no agent can speak for', () => {
    for (const actor of ['human', 'ci'] as const) {
      expect(decideWith(rules('decide: deny'), [], { actor }).liftable).toBeUndefined();
    }
  });

  it('used no permission when nothing stood in the way', () => {
    expect(decideWith(policyOf('defaults: { ai: { destroy: allow } }\n'), [once]).permissions).toBeUndefined();
  });
});
