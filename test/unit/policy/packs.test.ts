import { describe, expect, it } from 'vitest';
import { catalogue, effectKinds } from '../../../server/effects/catalogue';
import { packRules } from '../../../server/policy/compile';
import { runMutations } from '../../../server/policy/mutation/run-mutations';
import { libraryOf } from '../../../server/policy/packs';
import { runPolicyTests } from '../../../server/policy/test';
import { packBundle } from '../../support/packs';
import { now } from './support';

const library = libraryOf(packBundle());
const { policy } = packBundle();

describe.each([...library.packs.keys()])('%s', (id) => {
  const pack = library.packs.get(id);
  const rules = pack ? packRules(pack) : [];

  it.each(rules.map((rule) => [rule.compiled.id, rule] as const))('%s keeps its promises', (_, rule) => {
    const { results, failed } = runPolicyTests(policy, [rule], now);
    expect(results.filter((result) => !result.ok).map(({ example, failure }) => `${example}: ${failure}`)).toEqual([]);
    expect(failed).toBe(0);
  });

  it('keeps them in other words', () => {
    const { results, passed } = runMutations(policy, { rules, scenarios: [] }, now);
    expect(results.filter(({ ok }) => !ok).map(({ failure }) => failure)).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  });

  it('has examples both ways for every rule', () => {
    const oneSided = rules.filter(({ source: { tests } }) => {
      const hits = [tests?.deny, tests?.ask, tests?.warn, tests?.allow].flatMap((list) => list ?? []);
      return hits.length === 0 || (tests?.notMatch ?? []).length === 0;
    });
    expect(oneSided.map((rule) => rule.compiled.id)).toEqual([]);
  });
});

describe('the packs together', () => {
  it('speak about every kind that destroys, discloses, grants or controls', () => {
    const spoken = new Set(policy.rules.filter((rule) => rule.kinds.length <= 5).flatMap((rule) => rule.kinds));
    const harmful = effectKinds.filter((kind) => !['observe', 'modify', 'execute'].includes(catalogue[kind].impact));
    expect(harmful.filter((kind) => !spoken.has(kind))).toEqual([]);
  });

  it('have the same digest every time', () => {
    expect(policy.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(packBundle().digest).toMatch(/^sha256:/);
  });
});
