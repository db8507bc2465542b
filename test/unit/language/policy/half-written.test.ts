import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lensesOf, lensTitle } from '../../../../server/language/policy/code-lens';
import { completionsAt } from '../../../../server/language/policy/completion';
import { definitionAt } from '../../../../server/language/policy/definition';
import { policyHoverAt } from '../../../../server/language/policy/hover';
import { symbolsOf } from '../../../../server/language/policy/symbols';
import { header, openPolicy } from './support';

const whole = `${header}extends:
  - pack: core/database@1
    with: { bulkRows: 5 }
lists: { a: [b] }
tables:
  public.orders: { update: { columns: [status] } }
rules:
  - id: x
    effects: [fs.delete, "db.*"]
    when: { zone: { not: [temp] }, path: $a }
    decide: deny
    because: >-
      a {path}
      b
    tests: { deny: [{ run: rm x }] }
waivers:
  - { rule: x, reason: r, owner: o, expires: 2027-01-01 }
`;

/** Everything that is asked of a file while somebody writes it. */
function askAll(text: string, offset: number): void {
  const context = openPolicy(text);
  completionsAt(context, offset);
  policyHoverAt(context, offset);
  definitionAt(context, offset);
  symbolsOf(context.text, TextDocument.create('file:///policy.yaml', 'yaml', 1, text));
  for (const { section, entry } of lensesOf(context)) lensTitle(context, section, entry);
}

describe('what is half written harms nothing', () => {
  it('up to any place', () => {
    for (let end = 0; end <= whole.length; end++) {
      expect(() => askAll(whole.slice(0, end), end), whole.slice(0, end)).not.toThrow();
    }
  });

  it('without any one line', () => {
    const lines = whole.split('\n');
    for (const index of lines.keys()) {
      const text = lines.filter((_, line) => line !== index).join('\n');
      expect(() => askAll(text, text.length >> 1), text).not.toThrow();
    }
  });

  it.each([
    ['nothing', ''],
    ['a scalar', 'x'],
    ['a list', '- a\n- b: [c: d]\n'],
    ['an alias to nowhere', `${header}rules: *missing\n`],
    ['aliases that explode', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c]\n`],
    ['an alias to itself', 'rules: &a\n  - id: x\n    when: *a\n'],
    ['keys that are no words', '? [a, b]\n: c\n? { d: e }\n: f\n'],
    ['tags', 'rules: !!map { id: !!str x }\n'],
    ['two documents', `${header}---\n${header}`],
    ['hostile names', `${header}rules:\n  - { id: __proto__, effects: [constructor], when: { toString: x } }\n`],
    ['nesting', '['.repeat(5_000)],
  ])('%s', (_, text) => {
    for (let offset = 0; offset <= Math.min(text.length, 200); offset++) {
      expect(() => askAll(text, offset), `at ${offset}`).not.toThrow();
    }
  });
});
