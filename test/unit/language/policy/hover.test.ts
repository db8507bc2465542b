import { describe, expect, it } from 'vitest';
import { policyHoverAt } from '../../../../server/language/policy/hover';
import { header, marked, openPolicy } from './support';

/** What is said about the place at `|`. */
function said(source: string): string | undefined {
  const { text, offset } = marked(header + source);
  return policyHoverAt(openPolicy(text), offset)?.markdown;
}

describe('hover says', () => {
  it.each([
    ['what a section is for', 'ru|les: []', 'The rules.'],
    ['what a key is for', 'rules:\n  - id: a\n    on|Unknown: ignore', '`ignore`: a restrictive rule does not match'],
    ['what a key of an example is for', 'rules:\n  - tests:\n      deny:\n        - r|un: ls', 'A command line.'],
    [
      'what a kind is',
      'rules:\n  - effects: [fs.del|ete]',
      '**fs.delete**: an effect that destroys something (destroy)',
    ],
    [
      'the attributes of a kind',
      'rules:\n  - effects: [fs.del|ete]',
      '- `root`: `none`, `workspace`, `home`, `filesystem`',
    ],
    ['the kinds of a family', 'rules:\n  - effects: [db.ro|ws.*]', '`db.rows.*`: 3 kinds of effect'],
    ['what a harm is', 'rules:\n  - impact: [dis|close]', '**disclose**: such an effect sends or shows'],
    ['what an attribute can be', 'rules:\n  - effects: [fs.delete]\n    when: { tra|cked: none }', '`clean`, `dirty`'],
    ['what a limit counts for', 'limits:\n  - count: { p|er: session }', 'Whose effects are counted together.'],
    ['what is before an example', 'rules:\n  - tests:\n      deny:\n        - af|ter: []', 'What was asked before'],
    ['what a circumstance is', 'rules:\n  - for: { taint.sec|ret: true }', 'whether a secret was shown before'],
    ['what a circumstance can be', 'rules:\n  - for: { act|or: ai }', '`human`, `ai`, `ci`'],
    [
      'what a list holds',
      'lists: { pii: [users] }\nrules:\n  - effects: [db.read]\n    when: { table: $p|ii }',
      '- `users`',
    ],
    ['what a pack is about', 'extends: [{ pack: core/data|base@1 }]', '**core/database@1**: Data and schemas'],
    ['what a parameter sets', 'extends: [{ pack: core/database@1, with: { bulk|Rows: 5 } }]', '`1000` by default'],
    [
      'what a waived rule does',
      'waivers:\n  - rule: core/database/no-tr|uncate',
      '**core/database/no-truncate** (deny',
    ],
    ['what a verdict does', 'rules:\n  - decide: as|k', '**ask**: a person is asked first'],
  ])('%s', (_, source, expected) => {
    expect(said(source)).toContain(expected);
  });

  it.each([
    ['nothing about a text', 'rules:\n  - because: It den|ies'],
    ['nothing about a comment', '# ru|les'],
    ['nothing about a name', 'rules:\n  - id: a|b'],
    ['nothing about what is misspelt', 'rules:\n  - effects: [fs.delt|e]'],
  ])('%s', (_, source) => {
    expect(said(source)).toBeUndefined();
  });
});
