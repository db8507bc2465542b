import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { symbolsOf } from '../../../../server/language/policy/symbols';
import { header, openPolicy } from './support';

it('outlines sections with what is named in them', () => {
  const text = `${header}extends:
  - pack: core/git@1
lists: { pii: [users] }
tables:
  public.orders: { delete: deny }
rules:
  - id: no-drop
    effects: [db.schema.drop]
    decide: deny
  - effects: [fs.read]
waivers:
  - { rule: no-drop, expires: 2027-01-31 }
broken: [
`;
  const document = TextDocument.create('file:///policy.yaml', 'yaml', 1, text);
  const outline = symbolsOf(openPolicy(text).text, document).flatMap(({ name, children = [] }) => [
    name,
    ...children.map((child) => `  ${child.selectionRange.start.line}: ${child.name} ${child.detail ?? ''}`.trimEnd()),
  ]);
  expect(outline).toEqual([
    'extends',
    '  3: core/git@1',
    'lists',
    '  4: pii',
    'tables',
    '  6: public.orders',
    'rules',
    '  8: no-drop deny',
    'waivers',
    '  13: no-drop until 2027-01-31',
  ]);
});

it('keeps what is selected within what is outlined', () => {
  const text = `${header}rules:\n  - decide: ask\n    id: late\n`;
  const document = TextDocument.create('file:///policy.yaml', 'yaml', 1, text);
  const [rule] = symbolsOf(openPolicy(text).text, document)[0]?.children ?? [];
  expect(rule && document.getText(rule.range)).toContain(rule && document.getText(rule.selectionRange));
});
