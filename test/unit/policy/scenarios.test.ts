import { describe, expect, it } from 'vitest';
import { loadTests } from '../../../server/policy/loader';
import { runTests } from '../../../server/policy/policy-tests';
import { load, now } from './support';

const policy = `apiVersion: guardrails/v1
id: acme/shop
rules:
  - id: shop/keep-backups
    effects: [fs.delete]
    when: { path: "backups/**" }
    decide: deny
    because: "{path} is the only copy."
    instead: Leave it.
  - id: shop/reads-on-main
    effects: [fs.read]
    for: { branch: main }
    decide: warn
    because: b
`;

/** Failures of a scenario file, by step. */
function play(scenarios: string, text = policy): readonly string[] {
  const loaded = load(text);
  const tests = loadTests(loaded, [{ file: 'tests/a.yaml', text: scenarios }]);
  expect(tests.problems).toEqual([]);
  return runTests(loaded.policy!, { rules: [], scenarios: tests.scenarios }, now).results.map(
    ({ scenario, example, failure }) => `${scenario}: ${example}: ${failure ?? 'ok'}`,
  );
}

function problems(scenarios: string): readonly string[] {
  return loadTests(load(policy), [{ file: 'tests/a.yaml', text: scenarios }]).problems.map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
  );
}

describe('a scenario', () => {
  it('tells of each step whether it came out as expected', () => {
    const text = `apiVersion: guardrails/v1
scenarios:
  - name: tidying up
    steps:
      - { run: rm build/a.js, expect: allow }
      - { run: rm backups/a, expect: deny, rule: shop/keep-backups, reason: backups/a is the only copy }
      - { run: rm backups/a, expect: ask }
      - { run: rm backups/a, expect: deny, rule: shop/reads-on-main }
      - { run: rm backups/a, expect: deny, reason: it is late }
      - { sql: DROP TABLE orders, expect: ask, rule: default/ai/destroy }
`;
    expect(play(text)).toEqual([
      'tidying up: rm build/a.js: expected allow, got ask by default/ai/destroy (fs.delete)',
      'tidying up: rm backups/a: ok',
      'tidying up: rm backups/a: expected ask, got deny by shop/keep-backups (fs.delete)',
      'tidying up: rm backups/a: shop/reads-on-main does not decide: deny by shop/keep-backups (fs.delete)',
      expect.stringContaining('the reason does not contain "it is late": '),
      'tidying up: DROP TABLE orders: ok',
    ]);
  });

  it('gives its steps a world, which they may add to', () => {
    const text = `scenarios:
  - name: on a branch
    cwd: backups
    git: { branch: main }
    files: { a.sh: cat notes }
    steps:
      - { run: sh ../a.sh, expect: warn, rule: shop/reads-on-main }
      - { run: cat a, git: { branch: topic }, expect: allow }
      - { run: rm a, expect: deny }
      - { run: rm a, cwd: ., actor: human, expect: warn }
      - { run: sh a.sh; sh b.sh, cwd: ., git: { branch: topic }, files: { b.sh: rm backups/x }, expect: deny }
`;
    expect(play(text).filter((line) => !line.endsWith(': ok'))).toEqual([]);
  });
});

describe('the steps of a scenario', () => {
  const limited = `${policy}limits:
  - { id: shop/burst, count: { effects: [fs.delete], per: session, within: 10m, over: 2 }, decide: deny }
`;
  const step = (rest: string) => `      - { run: rm /tmp/a, ${rest} }\n`;
  const text = (...steps: string[]) => `scenarios:\n  - name: s\n    steps:\n${steps.map(step).join('')}`;

  it('are one session, with the time between them', () => {
    const two = ['expect: ask', 'expect: ask'];
    expect(
      play(text(...two, 'expect: deny, rule: shop/burst'), limited).filter((line) => !line.endsWith(': ok')),
    ).toEqual([]);
    expect(play(text(...two, 'later: 11m, expect: ask'), limited).filter((line) => !line.endsWith(': ok'))).toEqual([]);
  });

  it('are of their own scenario only', () => {
    const again = text('expect: ask', 'expect: ask').replace('scenarios:', '').replace('name: s', 'name: t');
    expect(
      play(text('expect: ask', 'expect: ask') + again.slice(1), limited).filter((line) => !line.endsWith(': ok')),
    ).toEqual([]);
  });
});

describe('a scenario file is read strictly', () => {
  const step = (rest: string) => `scenarios:\n  - name: a\n    steps:\n      - { ${rest} }\n`;

  it.each([
    [
      'scenario: []',
      [
        'tests/a.yaml:1:1 unknown-key Unknown key "scenario". Did you mean "scenarios"? Allowed here: apiVersion, scenarios.',
      ],
    ],
    [
      step('rnu: ls, expect: allow'),
      [expect.stringContaining('4:11 unknown-key Unknown key "rnu". Did you mean "run"?')],
    ],
    [
      step('run: ls, expect: alow'),
      [
        expect.stringContaining(
          '4:28 unknown-value "alow" is not one of allow, warn, ask, deny. Did you mean "allow"?',
        ),
      ],
    ],
    [step('run: ls, sql: SELECT 1, expect: allow'), [expect.stringContaining('exactly one of run, sql and tool')]],
    [
      step('run: ls, expect: allow, rule: shop/keep-backup'),
      [
        expect.stringContaining(
          '4:41 unknown-rule There is no rule "shop/keep-backup". Did you mean "shop/keep-backups"?',
        ),
      ],
    ],
    [
      `${step('run: ls, expect: allow')}  - { name: a, steps: [{ run: ls, expect: allow }] }\n`,
      [expect.stringContaining('5:13 duplicate-id "a" is already used in this file.')],
    ],
    ['scenarios: []', [expect.stringContaining('out-of-range')]],
    ['scenarios: [', [expect.stringContaining('yaml-syntax')]],
  ])('%s', (text, expected) => {
    const found = problems(text);
    for (const one of expected) expect(found).toContainEqual(one);
  });
});
