import { describe, expect, it } from 'vitest';
import { ruleAround } from '../../../../server/language/policy/insert-lines';
import { testInsertion } from '../../../../server/language/policy/insert-test';
import { entriesIn } from '../../../../server/language/policy/outline';
import type { RuleTest } from '../../../../server/policy/test-schema';
import { header, openPolicy } from './support';

const start = `${header}rules:\n`;

/** The rules with a test of the first one added. */
function added(rules: string, test: RuleTest = { run: 'rm "a b"' }): string | undefined {
  const context = openPolicy(start + rules);
  const [entry] = entriesIn(context.text, 'rules');
  const rule = entry && ruleAround(context.text, entry.nameSpan);
  const insertion = rule && testInsertion(context.text, rule, 'deny', test);
  if (!insertion) return undefined;
  const { text } = context.text;
  return (text.slice(0, insertion.span.start) + insertion.newText + text.slice(insertion.span.end)).slice(start.length);
}

const rule = '  - id: a\n    decide: deny\n';

describe('a test is added to a rule', () => {
  it.each([
    ['without tests', rule, `${rule}    tests:\n      deny:\n        - { run: "rm \\"a b\\"" }\n`],
    [
      'with examples on lines of their own',
      `${rule}    tests:\n      deny:\n        - run: ls   # why\n          cwd: x\n\n  - id: b\n`,
      `${rule}    tests:\n      deny:\n        - run: ls   # why\n          cwd: x\n        - { run: "rm \\"a b\\"" }\n\n  - id: b\n`,
    ],
    [
      'with other examples only',
      `${rule}    tests:\n      notMatch:\n      - run: ls\n    mode: enforce\n`,
      `${rule}    tests:\n      notMatch:\n      - run: ls\n      deny:\n        - { run: "rm \\"a b\\"" }\n    mode: enforce\n`,
    ],
    [
      'with examples in brackets',
      `${rule}    tests: { deny: [{ run: ls }], notMatch: [] }\n`,
      `${rule}    tests: { deny: [{ run: ls }, { run: "rm \\"a b\\"" }], notMatch: [] }\n`,
    ],
    [
      'with other examples in brackets',
      `${rule}    tests: { notMatch: [{ run: ls }] }\n`,
      `${rule}    tests: { notMatch: [{ run: ls }], deny: [{ run: "rm \\"a b\\"" }] }\n`,
    ],
    ['with no tests in braces', `${rule}    tests: {}\n`, `${rule}    tests: { deny: [{ run: "rm \\"a b\\"" }] }\n`],
    [
      'with an empty list',
      `${rule}    tests: { deny: [] }\n`,
      `${rule}    tests: { deny: [{ run: "rm \\"a b\\"" }] }\n`,
    ],
    [
      'in braces',
      '  - { id: a, decide: deny }\n',
      '  - { id: a, decide: deny, tests: { deny: [{ run: "rm \\"a b\\"" }] } }\n',
    ],
    [
      'at the end of a file without a line break',
      `${rule}    tests:\n      deny:\n        - run: ls`,
      `${rule}    tests:\n      deny:\n        - run: ls\n        - { run: "rm \\"a b\\"" }`,
    ],
  ])('%s', (_, before, after) => expect(added(before)).toBe(after));

  it('with its whole world', () => {
    const test: RuleTest = { sql: 'DROP TABLE "a"; -- {x}', dialect: 'postgres', cwd: 'a: b', actor: 'ci' };
    expect(added(rule, test)).toContain(
      '- { sql: "DROP TABLE \\"a\\"; -- {x}", dialect: postgres, cwd: "a: b", actor: ci }\n',
    );
  });

  it.each([
    ['tests are an alias', `${rule}    tests: *others\n`],
    ['tests are a word', `${rule}    tests: later\n`],
    ['examples are a word', `${rule}    tests: { deny: later }\n`],
  ])('but not where %s', (_, before) => expect(added(before)).toBeUndefined());
});
