import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readYaml } from '../../../../server/analysis/project/plain-yaml';

describe('plain YAML', () => {
  it.each([
    'a: x\nb:\n  c: y z\n  d:\n    - e\n    - f: g\n      h: i\n',
    'a:\n- x\n- y\nb: z\n',
    "---\n# about\na: \"x: y # z\"   # more\nb: 'it''s'\n",
    'a: [x, "y, z", \'w\']\nb: { c: d, e: [f] }\n',
    'a: |\n  one\n    two\n\n  three\nb: x\n',
    'a: |-\n  one\nb: >-\n  two\n  three\n',
    '- - a\n  - b\n- c: d\n',
    'a: http://x.test:80/y#z\n"b c": d\n',
    'a: x - y\nb: -v\nc: --flag\n',
    'a: $X{y}\nb: x"y"\n',
    'a: echo "x" && y\r\nb: z\r\n',
    '- "a"\n- b: |\n    x\n  c: y\n',
  ])('%j is read as a YAML library reads it', (text) => {
    const written = (value: unknown): unknown =>
      typeof value === 'string' ? value.replace(/\n$/, '') : Array.isArray(value) ? value.map(written) : mapped(value);
    const mapped = (value: unknown) =>
      Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, written(inner)]));
    expect(readYaml(text)?.plain()).toEqual(written(parse(text, { schema: 'failsafe' })));
  });

  it.each([
    '',
    'a: &x y\n',
    'a: *x\n',
    'a: !tag x\n',
    'a:\n  <<: b\n',
    'a: x\na: y\n',
    'a: x\n  y\n',
    'a: x\n---\nb: y\n',
    'a: "x\n  y"\n',
    'a: [x,\n  y]\n',
    'a:\n\tb: c\n',
    'a: x: y\n',
    'a: "\\x41"\n',
    '? a\n: b\n',
    'a: |2\n  x\n',
    'just text\n',
    `a: ${'['.repeat(10_000)}\n`,
  ])('%j is not read', (text) => expect(readYaml(text)).toBeUndefined());

  it('says where a text stands', () => {
    const text = 'a:\n  - "x y"\n  - z # more\n  - |\n    one\n    two\n';
    const spans = readYaml(text)
      ?.at('a')
      ?.items?.map(({ span }) => text.slice(span.start, span.end));
    expect(spans).toEqual(['x y', 'z', 'one\n    two']);
  });
});
