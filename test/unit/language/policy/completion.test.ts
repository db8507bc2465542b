import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt } from '../../../../server/language/policy/completion';
import { type Given, header, marked, openPack, openPolicy } from './support';

/** Labels of what is offered at `|`. */
function offered(source: string, given: Given = {}): string[] {
  const { text, offset } = marked(header + source);
  return completionsAt(openPolicy(text, given), offset).map(({ label }) => label);
}

/** The text after choosing one of the offers. */
function chosen(source: string, label: string): string {
  const { text, offset } = marked(header + source);
  const item = completionsAt(openPolicy(text), offset).find((one) => one.label === label);
  if (!item?.textEdit || !('range' in item.textEdit)) throw new Error(`${label} is not offered`);
  const document = TextDocument.create('file:///policy.yaml', 'yaml', 1, text);
  return TextDocument.applyEdits(document, [item.textEdit]).slice(header.length);
}

describe('keys', () => {
  it.each([
    ['at the top, those that are not there yet', 'mode: enforce\nex|', ['include', 'extends', 'facts', 'defaults']],
    ['of a rule, on a new line', 'rules:\n  - id: a\n    |\n', ['effects', 'impact', 'when', 'for']],
    [
      'of a rule, before others',
      'rules:\n  - id: a\n    ef|\n    decide: deny\n',
      ['effects', 'impact', 'when', 'for'],
    ],
    ['of the first key of a rule', 'rules:\n  - |\n', ['id', 'effects', 'impact', 'when']],
    [
      'of a key that has a colon already',
      'rules:\n  - id: a\n    ef|fects: [fs.delete]\n',
      ['effects', 'impact', 'when'],
    ],
    ['between braces', 'waivers:\n  - { rule: a, | }\n', ['when', 'for', 'reason', 'owner']],
    ['between braces that are still open', 'waivers:\n  - { rule: a, re|\nlimits: []\n', ['when', 'for', 'reason']],
    ['of an example', 'rules:\n  - id: a\n    tests:\n      deny:\n        - |', ['run', 'sql', 'dialect', 'tool']],
    ['of a limit', 'limits:\n  - id: a\n    |', ['count', 'decide', 'enforce', 'mode']],
    [
      'of what a limit counts',
      'limits:\n  - id: a\n    count: { effects: [fs.delete], | }',
      ['when', 'for', 'per', 'within'],
    ],
    [
      'of what is counted',
      'limits:\n  - id: a\n    count: { effects: [fs.delete], when: { | } }',
      ['path', 'zone', 'class'],
    ],
    [
      'of what came before',
      'sequences:\n  - id: a\n    after: { effects: [fs.delete], for: { | } }',
      ['actor', 'agent'],
    ],
    ['of what came before an example', 'limits:\n  - id: a\n    tests: { ask: [{ after: [{ | }] }] }', ['run', 'sql']],
    ['of defaults', 'defaults:\n  ai: { observe: allow, | }', ['modify', 'destroy', 'execute', 'disclose']],
    ['of a table grant', 'tables:\n  public.orders:\n    read: allow\n    |', ['for', 'insert', 'update', 'delete']],
    ['of a narrowed grant', 'tables:\n  public.orders:\n    update: { |', ['columns', 'where', 'maxRows']],
    ['of the parameters of a pack', 'extends:\n  - pack: core/database@1\n    with: { | }', ['bulkRows']],
    ['of circumstances', 'rules:\n  - id: a\n    for: { actor: ai, br| }', ['agent', 'subagent', 'interactive']],
    [
      'of a bound',
      'rules:\n  - id: a\n    effects: [db.read]\n    when: { rows: { | } }',
      ['not', 'atLeast', 'atMost'],
    ],
  ])('%s', (_, source, expected) => {
    expect(offered(source).slice(0, expected.length)).toEqual(expected);
  });

  it('are the attributes that every kind of the rule has', () => {
    const both = offered('rules:\n  - id: a\n    effects: [fs.delete, fs.read]\n    when: { path: x, | }');
    expect(both).toEqual(['zone', 'class', 'extent', 'undo', 'authority', 'via', 'certainty']);
    const family = offered('rules:\n  - id: a\n    effects: [db.rows.*]\n    when:\n      wh|\n    decide: deny\n');
    expect(family).toEqual(expect.arrayContaining(['table', 'where', 'cascade', 'upsert']));
    expect(family).not.toContain('path');
  });

  it('are the attributes of the rule that a waiver lifts', () => {
    const source = 'waivers:\n  - rule: core/database/no-truncate\n    when: { | }\n';
    expect(offered(source)).toEqual(expect.arrayContaining(['table', 'method', 'cascade']));
    expect(offered(source)).not.toContain('zone');
  });

  it('come with what has to follow them', () => {
    expect(chosen('rul|', 'rules')).toBe('rules:\n  - ');
    expect(chosen('fa|', 'facts')).toBe('facts:\n  ');
    expect(chosen('rules:\n  - dec|', 'decide')).toBe('rules:\n  - decide: ');
    expect(chosen('rules:\n  - id: a\n    ef|: [fs.delete]\n', 'effects')).toMatch(/ {4}effects: \[fs\.delete\]\n$/);
  });

  it('of a pack are its own', () => {
    const { text, offset } = marked(`apiVersion: guardrails/v1\nid: core/x\nversion: 1.0.0\n|\n`);
    const labels = completionsAt(openPack(text), offset).map(({ label }) => label);
    expect(labels).toEqual(['description', 'parameters', 'lists', 'rules', 'limits', 'sequences']);
  });
});

describe('values', () => {
  const rule = 'rules:\n  - id: a\n    effects: [fs.delete]\n';

  it.each([
    ['verdicts', `${rule}    decide: |\n    because: x\n`, ['allow', 'warn', 'ask', 'deny']],
    ['verdicts in part', `${rule}    decide: de|`, ['allow', 'warn', 'ask', 'deny']],
    ['impacts', 'rules:\n  - id: a\n    impact: [destroy, |]\n', ['observe', 'modify', 'destroy', 'execute']],
    ['modes', 'mode: |\n', ['enforce', 'monitor']],
    ['of an attribute', `${rule}    when: { zone: | }\n`, ['workspace', 'workspace-trusted', 'sibling', 'temp']],
    ['of an attribute, in a list', `${rule}    when: { zone: [temp, |] }\n`, ['workspace', 'workspace-trusted']],
    ['of an attribute, negated', `${rule}    when: { zone: { not: [|] } }\n`, ['workspace', 'workspace-trusted']],
    ['of a switch', `${rule}    when:\n      recursive: |\n`, ['true', 'false']],
    ['of a circumstance', `${rule}    for: { env: | }\n`, ['local', 'dev', 'staging', 'prod']],
    ['of what is otherwise', 'facts:\n  env:\n    otherwise: |', ['local', 'dev', 'staging', 'prod']],
    ['of a sequence', 'sequences:\n  - id: a\n    after:\n      effects: [|', ['fs.read', 'fs.write', 'fs.delete']],
    ['of grants', 'grants:\n  repo: { allow: [|] }', ['fs.read', 'fs.write', 'fs.delete']],
  ])('%s', (_, source, expected) => {
    expect(offered(source).slice(0, expected.length)).toEqual(expected);
  });

  it('are kinds and families of effects, in a list on one line or several', () => {
    for (const source of [
      'effects: [|]',
      'effects: [fs.|',
      'effects:\n      - fs.de|\n      - fs.read\n    decide: deny',
    ]) {
      const labels = offered(`rules:\n  - id: a\n    ${source}\n`);
      expect(labels, source).toEqual(expect.arrayContaining(['fs.delete', 'db.rows.*', 'db.*', '*']));
    }
  });

  it('are lists of this file and of those it includes', () => {
    const source = `include: [more.yaml]\nlists:\n  pii: [users]\n${rule}    when: { path: $| }\n`;
    const included = { 'more.yaml': 'lists: { places: [/srv] }\n' };
    expect(offered(source, { included })).toEqual(['$pii', '$places']);
  });

  it('are the packs that are not extended yet', () => {
    const labels = offered('extends:\n  - pack: core/git@1\n  - pack: core/|\n');
    expect(labels).toEqual(expect.arrayContaining(['core/database@1', 'core/filesystem@1']));
    expect(labels).not.toContain('core/git@1');
    expect(chosen('extends:\n  - pack: core/d|atab\n', 'core/database@1')).toBe(
      'extends:\n  - pack: core/database@1\n',
    );
  });

  it('are the rules that a waiver may lift, of this policy and its packs', () => {
    const own = `extends:\n  - pack: core/database@1\n${rule}    decide: ask\n    because: x\n    tests: {}\n`;
    const hard =
      '  - id: hard\n    effects: [fs.read]\n    decide: deny\n    enforce: hard\n    because: x\n    instead: y\n';
    const labels = offered(`${own}${hard}waivers:\n  - rule: |\n`, { before: header + own + hard });
    expect(labels).toEqual(expect.arrayContaining(['a', 'core/database/no-truncate']));
    expect(labels).not.toContain('hard');
    expect(labels.filter((label) => label.startsWith('core/git'))).toEqual([]);
  });

  it('open a list where only a list can stand, and are quoted where they must be', () => {
    expect(chosen('rules:\n  - effects: |', 'fs.delete')).toBe('rules:\n  - effects: [fs.delete]');
    expect(chosen('rules:\n  - effects: [|]', '*')).toBe('rules:\n  - effects: ["*"]');
    expect(chosen('rules:\n  - effects: ["|"]', '*')).toBe('rules:\n  - effects: ["*"]');
  });
});

describe('placeholders', () => {
  const rule = 'rules:\n  - id: a\n    effects: [fs.delete]\n';

  it('are the attributes of the effects, then the circumstances', () => {
    const labels = offered(`${rule}    because: "It deletes {|"\n    decide: ask\n`);
    expect(labels.slice(0, 3)).toEqual(['kind', 'path', 'zone']);
    expect(labels).toContain('branch');
  });

  it('are those of what a limit counts and of what comes then', () => {
    const limit = 'limits:\n  - id: a\n    count: { effects: [fs.delete], per: session, within: 1m, over: 2 }\n';
    expect(offered(`${limit}    because: "{|"\n`).slice(0, 3)).toEqual(['kind', 'path', 'zone']);
    const flow = 'sequences:\n  - id: a\n    after: { effects: [fs.read] }\n    then: { effects: [net.upload] }\n';
    expect(offered(`${flow}    because: "{|"\n`).slice(0, 3)).toEqual(['kind', 'host', 'known']);
  });

  it('are closed unless they are', () => {
    expect(chosen(`${rule}    instead: Keep {pa|\n`, 'path')).toContain('instead: Keep {path}\n');
    expect(chosen(`${rule}    instead: Keep {pa|th} then\n`, 'zone')).toContain('instead: Keep {zone} then\n');
  });
});

describe('nothing is offered', () => {
  it.each([
    ['in a comment', '# rul|\n'],
    ['within a text', 'rules:\n  - because: It is de| after all\n'],
    ['in a block text', 'rules:\n  - because: >-\n      de|\n'],
    ['for a name', 'rules:\n  - id: |\n'],
    ['right after a colon', 'rules:\n  - decide:|\n'],
    ['for the name of a table', 'tables:\n  |\n'],
    ['in what nests to do harm', `x: ${'['.repeat(300)}|`],
  ])('%s', (_, source) => {
    expect(offered(source)).toEqual([]);
  });
});

describe('files to include', () => {
  it('are those there are, with a pattern for a folder', () => {
    const includable = ['rules/*.yaml', 'rules/db.yaml'];
    expect(offered('include: [|]', { includable })).toEqual(includable);
    expect(offered('include:\n  - ru|', { includable })).toEqual(includable);
  });
});
