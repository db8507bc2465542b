import { describe, expect, it } from 'vitest';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { loadPolicy } from '../../../server/policy/loader';
import { decideOn, effect, noPacks, now, policyOf } from './support';

const header = 'apiVersion: guardrails/v1\nid: acme/shop\n';

/** A repository's policy under one of its organisation. */
function under(upper: CompiledPolicy, body: string) {
  const files = { root: { file: '.guardrails/policy.yaml', text: header + body }, include: () => [] };
  const { policy, problems } = loadPolicy(files, { ...noPacks, upper: { policy: upper, layer: 'repo' } }, now);
  if (policy === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { policy, withheld: problems.filter(({ code }) => code === 'not-granted').map(({ message }) => message) };
}

const rule = (id: string, decide: string, more = '') =>
  `  - { id: ${id}, effects: [fs.delete], decide: ${decide}, because: b, instead: i, tests: {}${more} }\n`;
const waiver = (id: string) => `  - { rule: ${id}, reason: r, owner: o, expires: 2027-01-01 }\n`;
const organisation = (grants = '') =>
  policyOf(`defaults: { ai: { destroy: deny } }\n${grants}rules:\n${rule('org/delete', 'deny')}`);

const verdictOn = (policy: CompiledPolicy) => decideOn(policy, [effect('fs.delete', { path: '/workspace/a' })]).verdict;

describe('a layer', () => {
  it('tightens freely', () => {
    const upper = policyOf('');
    const { policy, withheld } = under(upper, `rules:\n${rule('a/delete', 'deny')}`);
    expect([verdictOn(upper), verdictOn(policy), withheld]).toEqual(['ask', 'deny', []]);
  });

  it('leaves as it is what it says nothing of', () => {
    const { policy, withheld } = under(organisation(), '');
    expect(withheld).toEqual([]);
    expect(policy.defaults.actors.ai.destroy).toBe('deny');
    expect(policy.facts).toEqual(organisation().facts);
  });

  it('loosens nothing that is not granted, and names the grant', () => {
    const { policy, withheld } = under(
      organisation(),
      `defaults: { ai: { destroy: allow } }\nfacts: { hosts: { known: ["*.example.net"] } }\nrules:\n${rule('a/delete', 'allow')}waivers:\n${waiver('org/delete')}`,
    );
    expect(verdictOn(policy)).toBe('deny');
    expect(withheld).toEqual([
      'Not in force: allow rule a/delete for fs.delete. The layers above do not grant it (grants.repo.allow).',
      'Not in force: waiver for org/delete. The layers above do not grant it (grants.repo.waive).',
      'Not in force: default destroy for ai. The layers above do not grant it (grants.repo.allow).',
      'Not in force: facts.hosts. The layers above do not grant it (grants.repo.facts).',
    ]);
  });

  it('loosens what is granted', () => {
    const upper = organisation('grants: { repo: { allow: [fs.delete], waive: ["org/*"], facts: [hosts] } }\n');
    const { policy, withheld } = under(
      upper,
      `facts: { hosts: { known: ["*.example.net"] } }\nrules:\n${rule('a/delete', 'allow')}waivers:\n${waiver('org/delete')}`,
    );
    expect([verdictOn(policy), withheld]).toEqual(['allow', []]);
    expect(policy.facts.knownHosts).toEqual(['*.example.net']);
  });

  it('allows no more kinds than are granted', () => {
    const upper = policyOf('grants: { repo: { allow: [fs.delete] } }\n');
    const body = 'rules:\n  - { id: a/files, effects: [fs.delete, fs.write], decide: allow, because: b, tests: {} }\n';
    const { policy, withheld } = under(upper, body);
    expect(policy.rules).toMatchObject([{ id: 'a/files', kinds: ['fs.delete'] }]);
    expect(withheld).toEqual([expect.stringContaining('allow rule a/files for fs.write.')]);
  });

  it('waives its own rules as it likes', () => {
    const { policy, withheld } = under(
      policyOf(''),
      `rules:\n${rule('a/delete', 'deny')}waivers:\n${waiver('a/delete')}`,
    );
    expect([verdictOn(policy), withheld]).toEqual(['ask', []]);
  });

  it('cannot waive a hard rule, whatever is granted', () => {
    const upper = policyOf(
      `grants: { repo: { waive: ["**"] } }\nrules:\n${rule('org/delete', 'deny', ', enforce: hard')}`,
    );
    expect(() => under(upper, `waivers:\n${waiver('org/delete')}`)).toThrow('hard rule');
  });

  it('only monitors itself', () => {
    const { policy } = under(organisation(), `mode: monitor\nrules:\n${rule('a/delete', 'ask')}`);
    expect(policy).toMatchObject({ mode: 'enforce', rules: [{ id: 'a/delete', monitor: {} }, { id: 'org/delete' }] });
    expect(verdictOn(policy)).toBe('deny');
  });

  it('is named beside each of its rules', () => {
    const { policy } = under(organisation(), `rules:\n${rule('a/delete', 'ask')}`);
    expect(policy.rules.map(({ id, layer }) => [id, layer])).toEqual([
      ['a/delete', 'repo'],
      ['org/delete', 'organisation'],
    ]);
  });

  it('passes on no more than it was granted', () => {
    const upper = policyOf(
      `grants: { session: { allow: [fs.delete, fs.write], waive: ["a/*"] }, user: { allow: [fs.write] } }\nrules:\n${rule('org/delete', 'deny')}`,
    );
    const { policy } = under(
      upper,
      `grants: { session: { allow: [fs.delete, fs.read], waive: ["**"] } }\nrules:\n${rule('a/delete', 'deny')}`,
    );
    expect(policy.grants).toEqual({ session: { allow: ['fs.delete'], waive: ['a/delete'] } });
  });
});
