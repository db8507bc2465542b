import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type QuickFix, quickFixesFor } from '../../../../server/language/policy/quick-fixes';
import { policyDiagnostic } from '../../../../server/language/policy-diagnostics';
import type { ProblemCode } from '../../../../server/policy/problem';
import { header, openPolicy } from './support';

const whole = 'effects: [fs.delete]\n    decide: ask\n    because: x\n    tests: {}\n';

/** Fixes of every problem with this code, and the text after each. */
function fixed(source: string, code: ProblemCode): { readonly title: string; readonly text: string }[] {
  const context = openPolicy(header + source);
  const document = TextDocument.create('file:///policy.yaml', 'yaml', 1, header + source);
  return context.problems
    .filter((problem) => problem.code === code)
    .flatMap((problem): readonly QuickFix[] => {
      const { range, data } = policyDiagnostic(problem);
      const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return quickFixesFor(context, { code, span, data: data ?? {} });
    })
    .map(({ title, span, newText }) => {
      const text = document.getText();
      return { title, text: (text.slice(0, span.start) + newText + text.slice(span.end)).slice(header.length) };
    });
}

describe('the nearest spelling', () => {
  it.each([
    [
      'unknown-key',
      `rules:\n  - id: a\n    efects: [fs.read]\n    ${whole.replace('effects', 'effects')}`,
      'effects: [fs.read]',
    ],
    ['unknown-kind', `rules:\n  - id: a\n    ${whole.replace('fs.delete', 'fs.delet')}`, 'effects: [fs.delete]'],
    ['unknown-kind', `rules:\n  - id: a\n    ${whole.replace('fs.delete', '"fs.delet"')}`, 'effects: ["fs.delete"]'],
    ['unknown-value', `rules:\n  - id: a\n    ${whole.replace('ask', 'aks')}`, 'decide: ask'],
    ['unknown-attribute', `rules:\n  - id: a\n    when: { zoen: temp }\n    ${whole}`, 'when: { zone: temp }'],
    ['unknown-list', `lists: { pii: [a] }\nrules:\n  - id: a\n    when: { path: $pi }\n    ${whole}`, 'path: $pii'],
    ['unknown-pack', 'extends: [{ pack: core/databse@1 }]\n', 'pack: core/database@1'],
    ['unknown-parameter', 'extends: [{ pack: core/database@1, with: { bulkRow: 5 } }]\n', 'with: { bulkRows: 5 }'],
    [
      'unknown-placeholder',
      `rules:\n  - id: a\n    ${whole.replace('x', '"The {pth} of {zone}"')}`,
      '"The {path} of {zone}"',
    ],
    [
      'unknown-rule',
      'waivers:\n  - { rule: core/database/no-trunkate, reason: x, owner: y, expires: 2027-01-01 }\n',
      'rule: core/database/no-truncate,',
    ],
  ] as const)('of %s', (code, source, expected) => {
    const [fix, ...others] = fixed(source, code);
    expect(others).toEqual([]);
    expect(fix?.title).toMatch(/^Change to "/);
    expect(fix?.text).toContain(expected);
  });
});

describe('limits and sequences', () => {
  const limit = 'limits:\n  - id: many\n    count: { effects: [fs.delete], per: session, within: 10m, over: 2 }\n';

  it('get an "instead" and tests, as rules do', () => {
    const refusing = `${limit}    decide: deny\n    because: Too many.\n`;
    expect(fixed(refusing, 'no-instead').map(({ text }) => text)).toEqual([
      `${refusing}    instead: "TODO: say what to do instead."\n`,
    ]);
    expect(fixed(refusing, 'no-tests')[0]?.text).toContain('    tests:\n      deny:\n        - run: ');
  });

  it('get the nearest spelling of what they count by', () => {
    expect(
      fixed(`${limit.replace('per: session', 'per: sesion')}    decide: ask\n`, 'unknown-value')[0]?.text,
    ).toContain('per: session,');
  });
});

const refusing = (rest: string) => `rules:\n  - id: keep-home\n    effects: [fs.delete]\n    decide: deny\n${rest}`;

describe('what a rule lacks', () => {
  it.each([
    ['on one line', '    because: It is theirs.\n    tests: {}\n'],
    ['in a block', '    because: >-\n      It is\n      theirs.\n    tests: {}\n'],
    ['at the end of the file', '    tests: {}\n    because: It is theirs.'],
    ['with a comment behind', '    because: It is theirs. # really\n    tests: {}\n'],
  ])('"instead" is added after "because" %s', (_, rest) => {
    const [fix] = fixed(refusing(rest), 'no-instead');
    const { problems } = openPolicy(header + (fix?.text ?? ''));
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    expect(fix?.text).toMatch(/theirs\.( # really)?\n {4}instead: "TODO/);
  });

  it('"instead" is added between braces', () => {
    const source = 'rules:\n  - { id: a, effects: [fs.delete], decide: deny, because: x, tests: {} }\n';
    const [fix] = fixed(source, 'no-instead');
    expect(openPolicy(header + (fix?.text ?? '')).problems).toEqual([]);
    expect(fix?.text).toContain('because: x, instead: "TODO');
  });

  it.each([
    ['a rule', refusing('    because: x\n    instead: y\n')],
    ['the last line of a file', refusing('    because: x\n    instead: y')],
    ['a rule before another', `${refusing('    because: x\n    instead: y\n')}\n  - id: b\n    ${whole}`],
    ['a rule between braces', 'rules:\n  - { id: a, effects: [fs.delete], decide: deny, because: x, instead: y }\n'],
  ])('tests are added to %s, with examples that pass', (_, source) => {
    const [fix] = fixed(source, 'no-tests');
    expect(fix?.title).toBe('Add tests');
    expect(openPolicy(header + (fix?.text ?? '')).problems).toEqual([]);
    expect(fix?.text).toMatch(/tests:\s+(\{ )?deny:\s+(\[\{ |- )(run|sql): "/);
    expect(fix?.text).not.toContain('TODO');
  });

  it('tests are sketched where no example of a pack fits', () => {
    const source = `rules:\n  - id: a\n    effects: [fs.delete]\n    when: { path: /nowhere/at/all }\n    decide: ask\n    because: x\n`;
    expect(fixed(source, 'no-tests')[0]?.text).toContain('- run: "TODO: a command for which this rule says ask"');
  });
});
