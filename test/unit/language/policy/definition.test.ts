import { describe, expect, it } from 'vitest';
import { definitionAt } from '../../../../server/language/policy/definition';
import { type Given, header, marked, openPolicy } from './support';

/** `file:line:column` or `file "text"` of what the word at `|` leads to. */
function targets(source: string, given: Given = {}): string[] | undefined {
  const { text, offset } = marked(header + source);
  const context = openPolicy(text, given);
  return definitionAt(context, offset)?.targets.map((target) => {
    const path = target.uri.replace('file:///', '');
    if ('line' in target) return `${path}:${target.line}:${target.column}`;
    const file = context.files.find(({ uri }) => uri === target.uri);
    return `${path} "${file?.text.slice(target.span.start, target.span.end)}"`;
  });
}

describe('definitions', () => {
  const rule = 'rules:\n  - id: a\n    effects: [fs.delete]\n    decide: ask\n    because: x\n    tests: {}\n';

  it('of lists, in this file and in those it includes', () => {
    const source =
      'include: [more.yaml]\nlists: { own: [x] }\nrules:\n  - id: a\n    when: { path: [$o|wn, "$other"] }\n';
    const included = { 'more.yaml': 'lists:\n  other: [y]\n' };
    expect(targets(source, { included })).toEqual(['repo/shop/.guardrails/policy.yaml "own"']);
    const quoted = source.replace('|', '').replace('"$oth', '"$o|th');
    expect(targets(quoted, { included })).toEqual(['repo/shop/.guardrails/more.yaml "other"']);
  });

  it('of packs and their parameters', () => {
    const pack = 'product/policies/core/database/pack.yaml:1:1';
    expect(targets('extends: [{ pack: core/da|tabase@1 }]')).toEqual([pack]);
    expect(targets('extends: [{ pack: core/database@1, with: { bulk|Rows: 1 } }]')).toEqual([pack]);
    expect(targets('extends: [{ pack: core/da|tabase@9 }]')).toBeUndefined();
  });

  it('of waived rules, in this policy and in packs', () => {
    const own = targets(`${rule}waivers:\n  - { rule: a|, reason: x, owner: y, expires: 2027-01-01 }\n`);
    expect(own).toEqual(['repo/shop/.guardrails/policy.yaml:4:5']);
    const [inPack] = targets('waivers:\n  - rule: core/database/no-tr|uncate\n') ?? [];
    expect(inPack).toMatch(/^product\/policies\/core\/database\/pack\.yaml:\d+:5$/);
  });

  it('of included files', () => {
    const included = { 'rules/a.yaml': 'lists: {}' };
    expect(targets('include: ["rules/|*.yaml"]', { included })).toEqual(['repo/shop/.guardrails/rules/a.yaml:1:1']);
  });

  it('of nothing else', () => {
    expect(targets('id|x: 1')).toBeUndefined();
    expect(targets('rules:\n  - because: costs $5| each')).toBeUndefined();
  });
});
