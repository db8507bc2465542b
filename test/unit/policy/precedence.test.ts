import { describe, expect, it } from 'vitest';
import { decideOn, effect, policyOf } from './support';

const drop = effect('db.schema.drop', { object: 'table', name: 'orders', env: 'local' });

describe('precedence', () => {
  it('lets the strictest restrictive rule decide, whatever the order', () => {
    const rules = ['ask', 'deny', 'warn'].map((verdict) => rule(`a/${verdict}`, verdict));
    for (const order of [rules, [...rules].reverse()]) {
      expect(decideOn(policyOf(`rules:\n${order.join('')}`), [drop])).toMatchObject({
        verdict: 'deny',
        rules: ['a/deny'],
      });
    }
  });

  it('lets an allow rule lift the default, but never a restrictive rule', () => {
    expect(decideOn(policyOf(`rules:\n${rule('a/allow', 'allow')}`), [drop]).verdict).toBe('allow');
    const both = policyOf(`rules:\n${rule('a/allow', 'allow')}${rule('a/ask', 'ask')}`);
    expect(decideOn(both, [drop]).verdict).toBe('ask');
  });

  it('falls back on the default of actor and impact, and names it', () => {
    const decision = decideOn(policyOf(''), [drop]);
    expect(decision).toMatchObject({ verdict: 'ask', rules: ['default/ai/destroy'] });
    expect(decision.reason).toContain('no rule of the policy allows that to an AI agent');
    expect(decideOn(policyOf(''), [drop], { actor: 'human' }).verdict).toBe('warn');
    expect(decideOn(policyOf(''), [drop], { actor: 'ci' }).verdict).toBe('deny');
  });

  it('never lets a restrictive rule loosen a stricter default', () => {
    expect(decideOn(policyOf(`rules:\n${rule('a/warn', 'warn')}`), [drop]).verdict).toBe('ask');
  });

  it('takes the strictest over all effects', () => {
    const read = effect('db.read', { table: 'orders', env: 'local' });
    expect(decideOn(policyOf(''), [read, drop, read]).verdict).toBe('ask');
    expect(decideOn(policyOf(''), []).verdict).toBe('allow');
  });

  it('turns an unanswered question into what the policy says of the unattended', () => {
    const decision = decideOn(policyOf(''), [drop], { interactive: false });
    expect(decision.verdict).toBe('deny');
    expect(decision.reason).toContain('Nobody is there to confirm it.');
    const warned = policyOf('defaults: { unattended: warn }\n');
    expect(decideOn(warned, [drop], { interactive: false }).verdict).toBe('warn');
  });

  it('asks about what cannot be looked into, in production', () => {
    const opaque = effect('code.opaque', { reason: 'unknown-program', evidence: { dbHost: 'db.prod.acme' } });
    const policy = policyOf('defaults: { ai: { opaque: allow } }\n');
    expect(decideOn(policy, [opaque]).verdict).toBe('ask');
    expect(decideOn(policy, [effect('code.opaque', { reason: 'unknown-program' })]).verdict).toBe('allow');
  });
});

describe('the unknown', () => {
  const byTable = (verdict: string, extra = '') =>
    policyOf(`rules:\n${rule('a/rule', verdict, 'when: { name: orders }', extra)}`);
  const unknown = effect('db.schema.drop', { object: 'table', env: 'local' });

  it('counts against: restrictive rules match when they possibly match', () => {
    const decision = decideOn(byTable('deny'), [unknown]);
    expect(decision.verdict).toBe('deny');
    expect(decision.findings[0]).toMatchObject({ rule: 'a/rule', possible: true });
  });

  it('never counts for: allow rules match only certainly', () => {
    expect(decideOn(byTable('allow'), [drop]).verdict).toBe('allow');
    expect(decideOn(byTable('allow'), [unknown]).verdict).toBe('ask');
  });

  it('can be opted out of by a soft rule', () => {
    expect(decideOn(byTable('deny', 'onUnknown: ignore'), [unknown]).verdict).toBe('ask');
    expect(decideOn(byTable('deny', 'onUnknown: ignore'), [drop]).verdict).toBe('deny');
  });

  it('is never instant', () => {
    const policy = policyOf('defaults: { ai: { destroy: allow } }\n');
    expect(decideOn(policy, [drop]).instant).toBe(true);
    expect(decideOn(policy, [{ ...drop, certainty: 'possible' }]).instant).toBe(false);
    expect(decideOn(policy, [effect('code.opaque', { reason: 'unparsed' })]).instant).toBe(false);
    expect(decideOn(policy, [effect('code.exec', { origin: 'inline' })]).instant).toBe(false);
    expect(decideOn(byTable('deny', 'onUnknown: ignore'), [unknown]).instant).toBe(false);
  });
});

describe('waivers', () => {
  const waived = (extra = '') =>
    policyOf(
      `rules:\n${rule('a/deny', 'deny')}` +
        `waivers:\n  - { rule: a/deny, when: { name: orders }, ${extra} reason: tidy, owner: dana, expires: 2027-01-31 }\n`,
    );

  it('set a soft rule aside where they certainly match, and the default holds', () => {
    const decision = decideOn(waived(), [drop]);
    expect(decision).toMatchObject({ verdict: 'ask', rules: ['default/ai/destroy'] });
    expect(decision.findings.at(-1)).toMatchObject({
      rule: 'a/deny',
      waivedBy: expect.stringContaining('waiver/a/deny'),
    });
  });

  it('name attributes that some kinds of the rule have, and lift it for these only', () => {
    const policy = policyOf(
      'rules:\n  - { id: a/prod, effects: [db.rows.update, db.schema.alter], decide: deny, because: b }\n' +
        'waivers:\n  - { rule: a/prod, when: { table: orders }, reason: tidy, owner: dana, expires: 2027-01-31 }\n',
    );
    const on = (kind: 'db.rows.update' | 'db.schema.alter', target: Record<string, string>) =>
      decideOn(policy, [effect(kind, { env: 'local', ...target })]).verdict;
    expect(on('db.rows.update', { table: 'orders' })).toBe('allow');
    expect(on('db.rows.update', { table: 'public.orders' })).toBe('allow');
    expect(on('db.rows.update', { table: 'users' })).toBe('deny');
    expect(on('db.schema.alter', { object: 'table', name: 'orders' })).toBe('deny');
  });

  it('do nothing elsewhere, on the unknown, or after their day', () => {
    expect(
      decideOn(waived(), [effect('db.schema.drop', { object: 'table', name: 'users', env: 'local' })]).verdict,
    ).toBe('deny');
    expect(decideOn(waived(), [effect('db.schema.drop', { object: 'table', env: 'local' })]).verdict).toBe('deny');
    const late = policyOf(
      `rules:\n${rule('a/deny', 'deny')}waivers:\n  - { rule: a/deny, reason: tidy, owner: dana, expires: 2026-11-21 }\n`,
    );
    expect(decideOn(late, [drop]).verdict).toBe('deny');
  });
});

describe('monitor mode', () => {
  it('of the policy records what would have been', () => {
    const decision = decideOn(policyOf(`mode: monitor\nrules:\n${rule('a/deny', 'deny')}`), [drop]);
    expect(decision).toMatchObject({ verdict: 'allow', would: 'deny', rules: ['a/deny'], instant: false });
    expect(decision.reason).toMatch(/^Not enforced \(monitor mode\)\. Refused:/);
    expect(decision.findings[0]).toMatchObject({ monitored: true });
  });

  it('of a rule ends by itself on the day it names', () => {
    const burnIn = (from: string) =>
      policyOf(`rules:\n${rule('a/deny', 'deny', '', `mode: monitor\n    enforceFrom: ${from}`)}`);
    expect(decideOn(burnIn('2026-12-15'), [drop])).toMatchObject({ verdict: 'ask', would: 'deny' });
    expect(decideOn(burnIn('2026-11-22'), [drop])).toMatchObject({ verdict: 'deny', would: 'deny' });
  });
});

function rule(id: string, decide: string, ...lines: readonly string[]): string {
  const extra = lines
    .filter(Boolean)
    .map((line) => `    ${line}\n`)
    .join('');
  return `  - id: ${id}\n    effects: [db.schema.drop]\n    decide: ${decide}\n    because: It drops {name}\n${extra}`;
}
