import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lensesOf, lensTitle } from '../../../../server/language/policy/code-lens';
import { completionsAt } from '../../../../server/language/policy/completion';
import { definitionAt } from '../../../../server/language/policy/definition';
import { policyFileKind } from '../../../../server/language/policy/file-kind';
import { policyHoverAt } from '../../../../server/language/policy/hover';
import { quickFixesFor } from '../../../../server/language/policy/quick-fixes';
import { symbolsOf } from '../../../../server/language/policy/symbols';
import { header, marked, openScenarios } from './support';

const policy = `${header}extends: []
rules:
  - id: keep-home
    effects: [fs.delete]
    decide: deny
    because: It is the user's.
    instead: Leave it.
`;

const steps = (rest: string) => `scenarios:\n  - name: tidying up\n    actor: ai\n    steps:\n      - ${rest}\n`;

function at<T>(source: string, look: (context: ReturnType<typeof openScenarios>, offset: number) => T): T {
  const { text, offset } = marked(source);
  return look(openScenarios(text, policy), offset);
}

const offered = (source: string) => at(source, completionsAt).map(({ label }) => label);

describe('scenario files', () => {
  it.each([
    ['/repo/.guardrails/tests/a.yaml', 'scenarios'],
    ['C:\\repo\\.guardrails\\tests\\a.yaml', 'scenarios'],
    ['/repo/.guardrails/tests/deeper/a.yaml', 'fragment'],
    ['/repo/.guardrails/rules/a.yaml', 'fragment'],
    ['/repo/tests/a.yaml', undefined],
  ])('%s is %s', (path, kind) => {
    expect(policyFileKind(path, '')).toBe(kind);
  });

  it('complete keys, verdicts and rules', () => {
    expect(offered('scenarios:\n  - |')).toEqual(expect.arrayContaining(['name', 'steps', 'actor', 'files', 'git']));
    expect(offered(steps('run: ls\n        |'))).toEqual(expect.arrayContaining(['expect', 'rule', 'reason', 'later']));
    expect(offered(steps('{ run: ls, expect: | }'))).toEqual(['allow', 'warn', 'ask', 'deny']);
    expect(offered(steps('{ run: ls, rule: ke| }'))).toEqual(
      expect.arrayContaining(['keep-home', 'core/guard/no-tampering']),
    );
  });

  it('explain keys, verdicts and rules', () => {
    const said = (source: string) => at(source, policyHoverAt)?.markdown;
    expect(said(steps('{ run: ls, ex|pect: deny }'))).toBe('The verdict it has to end in.');
    expect(said(steps('{ run: ls, expect: de|ny }'))).toMatch(/^\*\*deny\*\*: it does not run/);
    expect(said(steps('{ run: ls, expect: deny, rule: keep|-home }'))).toContain("It is the user's");
  });

  it('lead to the rules they name', () => {
    const [target] = at(steps('{ run: ls, expect: deny, rule: keep|-home }'), definitionAt)?.targets ?? [];
    expect(target).toEqual({ uri: 'file:///repo/shop/.guardrails/policy.yaml', line: 5, column: 5 });
  });

  it('are outlined by their names', () => {
    const text = steps('{ run: ls, expect: allow }');
    const outline = symbolsOf(openScenarios(text, policy).text, TextDocument.create('file:///a.yaml', 'yaml', 1, text));
    expect(outline.map(({ name, children }) => [name, children?.map((one) => `${one.name}: ${one.detail}`)])).toEqual([
      ['scenarios', ['tidying up: 1 step']],
    ]);
  });

  it('respell rules', () => {
    const text = steps('{ run: ls, expect: deny, rule: keep-hom }');
    const context = openScenarios(text, policy);
    const [problem] = context.problems.filter(({ code }) => code === 'unknown-rule');
    const start = text.indexOf('keep-hom');
    const span = { start, end: start + 'keep-hom'.length };
    const data = { ...(problem?.nearest !== undefined && { nearest: problem.nearest }) };
    expect(quickFixesFor(context, { code: 'unknown-rule', span, data })).toEqual([
      { title: 'Change to "keep-home"', span, newText: 'keep-home' },
    ]);
  });

  it('are safe to look at while they are half written', () => {
    const whole = steps(
      '{ run: rm ~/a, expect: deny, rule: keep-home }\n      - sql: DELETE FROM a\n        expect: ask',
    );
    for (let end = 0; end <= whole.length; end++) {
      const context = openScenarios(whole.slice(0, end), policy);
      expect(
        () => {
          completionsAt(context, end);
          policyHoverAt(context, end);
          definitionAt(context, end);
          for (const { section, entry } of lensesOf(context)) lensTitle(context, section, entry);
        },
        whole.slice(0, end),
      ).not.toThrow();
    }
  });
});
