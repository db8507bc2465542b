import { describe, expect, it } from 'vitest';
import { lensesOf, lensTitle } from '../../../../server/language/policy/code-lens';
import type { PolicyContext } from '../../../../server/language/policy/policy-context';
import { header, openPack, openPolicy, openScenarios } from './support';

const rule = (tests: string, decide = 'deny') => `${header}rules:
  - id: keep-home
    effects: [fs.delete]
    when: { zone: home }
    decide: ${decide}
    because: It is the user's.
    instead: Leave it.
${tests}`;

function titles(text: string, scenarios?: string): string[] {
  return titlesIn(openPolicy(text, scenarios === undefined ? {} : { scenarios }));
}

function titlesIn(context: PolicyContext): string[] {
  return lensesOf(context).map(({ section, entry }) => lensTitle(context, section, entry));
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
    expect(titlesIn(openPack(text))).toEqual(['denies e.g. cat notes.txt · 1 test passes']);
  });

  it('counts the steps of scenarios that name it', () => {
    const tests = '    tests: { notMatch: [{ run: ls }] }\n';
    const steps = (verdict: string) =>
      `scenarios:\n  - name: s\n    steps: [{ run: rm ~/a, expect: ${verdict}, rule: keep-home }, { run: ls, expect: allow }]\n`;
    expect(titles(rule(tests), steps('deny'))).toEqual(['denies e.g. rm ~/a · 2 tests pass']);
    expect(titles(rule(''), steps('deny'))).toEqual(['denies e.g. rm ~/a · 1 test passes']);
    expect(titles(rule(tests), steps('ask'))).toEqual([
      '1 of 2 tests fails: rm ~/a: expected ask, got deny by keep-home (fs.delete)',
    ]);
  });

  it('stands above limits, too', () => {
    const limit = `${header}limits:\n  - { id: burst, count: { effects: [fs.delete], per: session, within: 10m, over: 2 }, decide: ask }\n`;
    expect(titles(limit)).toEqual(['no tests']);
  });
});

describe('the line above a table', () => {
  const tables = `${header}tables:
  public.orders:
    for: { actor: ai }
    read: allow
    update: { columns: [status], where: [key] }
    delete: deny
`;

  it('says what its rules are', () => {
    expect(titles(tables)).toEqual(['allows read, update; denies update-columns, update-where, delete']);
  });

  it('counts the steps of scenarios that name one of them', () => {
    const step = '{ sql: DELETE FROM public.orders, expect: deny, rule: tables/public.orders/delete }';
    expect(titles(tables, `scenarios:\n  - name: s\n    steps: [${step}]\n`)).toEqual([
      'allows read, update; denies update-columns, update-where, delete · 1 test passes',
    ]);
  });
});

describe('the line above a scenario', () => {
  const policy = rule('    tests: {}\n');
  const scenario = (verdict: string) =>
    `scenarios:\n  - name: tidying up\n    steps: [{ run: ls, expect: allow }, { run: rm ~/a, expect: ${verdict} }]\n`;

  it('says how its steps came out', () => {
    expect(titlesIn(openScenarios(scenario('deny'), policy))).toEqual(['2 tests pass']);
    expect(titlesIn(openScenarios(scenario('warn'), policy))).toEqual([
      '1 of 2 tests fails: rm ~/a: expected warn, got deny by keep-home (fs.delete)',
    ]);
  });

  it('waits for errors to be gone', () => {
    expect(titlesIn(openScenarios(scenario('dney'), policy))).toEqual([
      'runs once the policy and this file have no errors',
    ]);
  });
});
