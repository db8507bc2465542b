import { describe, expect, it } from 'vitest';
import { lensesOf, lensTitle } from '../../../../server/language/policy/code-lens';
import { header, openPack, openPolicy } from './support';

const rule = (tests: string, decide = 'deny') => `${header}rules:
  - id: keep-home
    effects: [fs.delete]
    when: { zone: home }
    decide: ${decide}
    because: It is the user's.
    instead: Leave it.
${tests}`;

function titles(text: string): string[] {
  const context = openPolicy(text);
  return lensesOf(context).map((entry) => lensTitle(context, entry));
}

describe('the line above a rule', () => {
  it('shows an example and that the tests pass', () => {
    const tests =
      '    tests:\n      deny: [{ run: rm ~/notes.txt }]\n      notMatch: [{ run: rm /tmp/x }, { run: ls }]\n';
    expect(titles(rule(tests))).toEqual(['denies e.g. rm ~/notes.txt · 3 tests pass']);
  });

  it('shows how many tests fail, and why the first does', () => {
    const tests = '    tests:\n      deny: [{ run: rm ~/notes.txt }, { run: ls }]\n';
    expect(titles(rule(tests))).toEqual(['1 of 2 tests fails: ls: expected deny, got allow (no effects)']);
  });

  it('stands above limits and sequences, too', () => {
    const text = `${header}limits:
  - id: many
    count: { effects: [fs.delete], per: session, within: 10m, over: 2 }
    decide: ask
    tests:
      ask: [{ after: [{ run: rm a b }], run: rm c }]
      notMatch: [{ run: rm c }]
sequences:
  - id: flow
    after: { effects: [secret.read], within: 10m }
    then: { effects: [vcs.commit] }
    decide: ask
    tests: { ask: [{ run: git commit -m x }] }
`;
    expect(titles(text)).toEqual([
      'asks about e.g. rm a b, then rm c · 2 tests pass',
      expect.stringContaining('1 of 1 test fails: git commit -m x: expected ask, got allow'),
    ]);
  });

  it('says when there are none', () => {
    expect(titles(rule(''))).toEqual(['no tests']);
  });

  it('runs nothing while the policy has errors', () => {
    const tests = '    tests: { ask: [{ run: rm ~/x }] }\nmode: enforced\n';
    expect(titles(rule(tests, 'ask'))).toEqual(['1 test, which run once the policy has no errors']);
  });

  it('judges the rules of a pack as the pack has them', () => {
    const text = `apiVersion: guardrails/v1
id: acme/pack
version: 1.0.0
description: A pack.
rules:
  - id: no-reading
    effects: [fs.read]
    decide: deny
    because: It reads.
    instead: Do not.
    tests: { deny: [{ run: cat notes.txt }] }
`;
    const context = openPack(text);
    expect(lensesOf(context).map((entry) => lensTitle(context, entry))).toEqual([
      'denies e.g. cat notes.txt · 1 test passes',
    ]);
  });
});
