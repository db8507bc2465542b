import { describe, expect, it } from 'vitest';
import type { PackLibrary } from '../../../server/policy/packs';
import { load } from './support';

const pack: PackLibrary = {
  packs: new Map([
    [
      'core/git',
      {
        source: {
          apiVersion: 'guardrails/v1',
          id: 'core/git',
          version: '1.2.0',
          description: 'Git.',
          parameters: { most: { type: 'number', default: 3, description: 'How many.' } },
          rules: [
            { id: 'push', effects: ['vcs.push'], decide: 'ask', because: 'It pushes.' },
            { id: 'never', effects: ['guard.tamper'], decide: 'deny', enforce: 'hard', because: 'Never.' },
          ],
        },
        locations: { rules: [], limits: [], sequences: [] },
      },
    ],
  ]),
};

/**
 * The text has `^^^` lines under the places where problems are expected, each followed by its code and what the
 * message must contain. They are cut out before the text is read.
 */
function check(marked: string, included: Record<string, string> = {}): void {
  const lines = marked.replace(/^\n/, '').split('\n');
  const expected: { code: string; line: number; column: number; endColumn: number; text: string }[] = [];
  const text: string[] = [];
  for (const line of lines) {
    const mark = /^( *)(\^+) (\S+)(?: (.*))?$/.exec(line);
    if (mark === null) text.push(line);
    else {
      const column = (mark[1]?.length ?? 0) + 1;
      const endColumn = column + (mark[2]?.length ?? 0);
      expected.push({ code: mark[3] ?? '', line: text.length, column, endColumn, text: mark[4] ?? '' });
    }
  }
  const { problems, policy } = load(text.join('\n'), pack, included);
  const found = problems.map(({ code, line, column, endLine, endColumn }) => ({
    code,
    line,
    column,
    endColumn: endLine === line ? endColumn : Number.NaN,
  }));
  const inOrder = (a: { line: number; column: number }, b: { line: number; column: number }) =>
    a.line - b.line || a.column - b.column;
  expect(found.sort(inOrder)).toEqual(expected.map(({ text: _, ...rest }) => rest).sort(inOrder));
  for (const { line, column, text: part } of expected) {
    const messages = problems.filter((problem) => problem.line === line && problem.column === column);
    expect(messages.map((problem) => problem.message).join('\n')).toContain(part);
  }
  expect(policy === undefined).toBe(problems.some((problem) => problem.severity === 'error'));
}

describe('problems in a policy file', () => {
  it('are none in a good one', () => {
    check(`
apiVersion: guardrails/v1
id: acme/shop
extends:
  - { pack: core/git@1, with: { most: 5 } }
lists:
  pii: [public.users]
facts:
  env: { prod: [{ dbHost: "*.prod" }], otherwise: prod }
rules:
  - id: db/pii
    effects: [db.read]
    when: { table: $pii, where: { not: [key] }, rows: { atLeast: 10 } }
    for: { actor: ai, env: [prod, staging] }
    decide: deny
    because: "{table} holds personal data"
    instead: Read the view.
    tests: { deny: [{ sql: SELECT * FROM users }] }
waivers:
  - { rule: core/git/push, reason: r, owner: o, expires: 2027-01-01 }
`);
  });

  it('point at keys that nobody knows, with the nearest that is', () => {
    check(`
apiVersion: guardrails/v1
id: a
rulez: []
^^^^^ unknown-key Did you mean "rules"?
rules:
  - id: r
    efects: [fs.delete]
    ^^^^^^ unknown-key Did you mean "effects"?
    decide: warn
    because: b
    tests: {}
facts:
  branch: { protect: [main], protected: [] }
            ^^^^^^^ unknown-key Did you mean "protected"?
`);
  });

  it('point at values outside the vocabulary', () => {
    check(`
apiVersion: guardrails/v1
id: a
mode: enforced
      ^^^^^^^^ unknown-value Did you mean "enforce"?
rules:
  - id: r
    effects: [fs.delete]
    when: { zone: workspce, recursive: "yes", tracked: [clean, durty] }
                  ^^^^^^^^ unknown-value Did you mean "workspace"?
                                       ^^^^^ wrong-type true or false
                                                               ^^^^^ unknown-value Did you mean "dirty"?
    for: { actor: robot }
                  ^^^^^ unknown-value human, ai, ci
    decide: warn
    because: b
    tests: {}
  - id: s
    effects: [fs.delete]
    decide: block
            ^^^^^ unknown-value allow, warn, ask, deny
    because: b
    tests: {}
`);
  });

  it('point at kinds and attributes that do not exist', () => {
    check(`
apiVersion: guardrails/v1
id: a
rules:
  - id: r
    effects: [fs.delete, fs.delet, db.rows.*]
                         ^^^^^^^^ unknown-kind Did you mean "fs.delete"?
    decide: warn
    because: b
    tests: {}
  - id: s
    effects: [fs.delete]
    when: { tabel: x }
            ^^^^^ unknown-attribute fs.delete has no attribute "tabel"
    for: { acter: ai }
           ^^^^^ unknown-attribute Did you mean "actor"?
    decide: warn
    because: b
    tests: {}
`);
  });

  it('point at placeholders that cannot be filled in', () => {
    check(`
apiVersion: guardrails/v1
id: a
rules:
  - id: r
    effects: [db.rows.delete, db.rows.update]
    decide: warn
    because: "{table} {column} {{not}}"
             ^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-placeholder db.rows.delete has no such attribute
    tests: {}
`);
  });

  it('point at names that stand for nothing', () => {
    check(`
apiVersion: guardrails/v1
id: a
extends:
  - { pack: core/git@2 }
            ^^^^^^^^^^ unknown-pack core/git@1
lists:
  pii: [users]
rules:
  - id: r
    effects: [db.read]
    when: { table: [$pi] }
                    ^^^ unknown-list Did you mean "pii"?
    decide: warn
    because: b
    tests: {}
`);
  });

  it('check parameters and waivers against what they name', () => {
    check(`
apiVersion: guardrails/v1
id: a
extends:
  - { pack: core/git@1, with: { most: lots } }
                                      ^^^^ wrong-type Expected a number
  - { pack: core/git@1 }
            ^^^^^^^^^^ duplicate-id extended twice
`);
    check(`
apiVersion: guardrails/v1
id: a
waivers:
  - { rule: core/git/pusch, reason: r, owner: o, expires: 2027-01-01 }
            ^^^^^^^^^^^^^^ unknown-rule Did you mean "core/git/push"?
  - { rule: core/git/never, reason: r, owner: o, expires: 2027-01-01 }
            ^^^^^^^^^^^^^^ never-matches hard rule
  - { rule: core/git/push, reason: r, owner: o, expires: 2026-01-01 }
                                                         ^^^^^^^^^^ expired ended on 2026-01-01
  - { rule: core/git/push, when: { table: a }, reason: r, owner: o, expires: 2027-01-01 }
                                   ^^^^^ unknown-attribute has no attribute "table"
`);
  });

  it('check the form of dates', () => {
    check(`
apiVersion: guardrails/v1
id: a
waivers:
  - { rule: core/git/push, reason: r, owner: o, expires: soon }
                                                         ^^^^ bad-format a date
`);
  });

  it('find ids that are used twice, in included files as well', () => {
    check(
      `
apiVersion: guardrails/v1
id: a
include: [rules/a.yaml, rules/none.yaml]
                        ^^^^^^^^^^^^^^^ unreadable No file
rules:
  - { id: r, effects: [fs.read], decide: warn, because: b, tests: {} }
  - { id: r, effects: [fs.read], decide: warn, because: b, tests: {} }
          ^ duplicate-id already used in this file
`,
      { 'rules/a.yaml': 'rules: []\n' },
    );
    const both = load(
      'apiVersion: guardrails/v1\nid: a\ninclude: [more.yaml]\nrules:\n  - { id: r, effects: [fs.read], decide: warn, because: b, tests: {} }\n',
      pack,
      { 'more.yaml': 'rules:\n  - { id: r, effects: [fs.read], decide: warn, because: b, tests: {} }\n' },
    );
    expect(both.problems).toMatchObject([
      {
        code: 'duplicate-id',
        file: '.guardrails/more.yaml',
        line: 2,
        column: 11,
        message: '"r" is already used in policy.yaml.',
      },
    ]);
  });

  it('say where YAML itself is broken', () => {
    check(
      `
apiVersion: guardrails/v1
id: a
id: b
^ duplicate-key already given above
`,
    );
    expect(load('apiVersion: guardrails/v1\nid: [a\n').problems).toMatchObject([
      { code: 'yaml-syntax', line: 3, column: 1 },
    ]);
    expect(load('').problems.map((problem) => problem.code)).toEqual(['missing-key', 'missing-key']);
    expect(load('- a\n').problems).toMatchObject([{ code: 'wrong-type', line: 1, column: 1 }]);
  });

  it('ask for what is missing, at the thing that lacks it', () => {
    check(`
apiVersion: guardrails/v1
id: a
facts:
  env: { prod: [] }
  ^^^ missing-key "otherwise"
rules:
  - { id: r, effects: [fs.read], because: b, tests: {} }
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-key "decide"
`);
  });

  it('warn of what is not wrong but not good', () => {
    check(`
apiVersion: guardrails/v1
id: a
rules:
  - id: r
        ^ no-tests has no tests
        ^ no-instead will try again blindly
    effects: [fs.delete]
    for: { freeze: true }
           ^^^^^^ unsupplied unknown
    decide: deny
    because: b
limits:
  - { id: l, count: { effects: [fs.delete], per: session, within: 10m, over: 25 }, decide: deny }
          ^ no-tests has no tests
          ^ no-instead will try again blindly
`);
  });

  it('tell what limits and sequences cannot be', () => {
    check(`
apiVersion: guardrails/v1
id: a
limits:
  - id: l
    count: { effects: [fs.delte], per: sesion, within: 10x, over: 0 }
                                       ^^^^^^ unknown-value session
                                                       ^^^ bad-format 10m
                                                                  ^ out-of-range at least 1
    decide: allow
            ^^^^^ unknown-value deny
`);
    check(`
apiVersion: guardrails/v1
id: a
limits:
  - id: l
    count: { effects: [fs.delte], per: session, within: 10m, over: $many }
                       ^^^^^^^^ unknown-kind Did you mean "fs.delete"?
                                                                   ^^^^^ unknown-list no list or parameter "many"
    decide: ask
    because: "{table} is gone"
    tests: { ask: [{ run: rm a }] }
sequences:
  - id: l
        ^ duplicate-id already used
    after: { effects: [secret.read], when: { table: x }, within: 1h }
                                             ^^^^^ unknown-attribute secret.read
    then: { effects: [net.upload], when: { knwon: false } }
                                           ^^^^^ unknown-attribute known
    decide: ask
    because: It sends {table}.
             ^^^^^^^^^^^^^^^^^ unknown-placeholder net.upload
    tests: { ask: [{ run: curl -d x https://x.example }] }
`);
  });

  it('refuse grants of what there is not', () => {
    check(`
apiVersion: guardrails/v1
id: a
grants:
  repo: { allow: [fs.delete, fs.delte], waive: ["db/*"] }
                             ^^^^^^^^ unknown-kind Did you mean "fs.delete"?
`);
    check(`
apiVersion: guardrails/v1
id: a
grants:
  team: {}
  ^^^^ unknown-key repo, user, session
`);
  });

  it('keep properties, each under a name of its own', () => {
    const drop = '{ id: no-drop, effects: [db.schema.*], for: { actor: ai }, always: [deny, ask] }';
    const { policy, problems } = load(`apiVersion: guardrails/v1\nid: a\nproperties:\n  - ${drop}\n`);
    expect(problems).toEqual([]);
    expect(policy?.properties).toMatchObject([
      { id: 'no-drop', for: [{ attribute: 'actor' }], always: ['deny', 'ask'] },
    ]);
    check(`
apiVersion: guardrails/v1
id: a
properties:
  - { id: p, effects: [fs.delete], always: [deny] }
  - { id: p, effects: [fs.delete], always: [deny] }
          ^ duplicate-id already used in this file
`);
  });

  it('refuse what could never match', () => {
    check(`
apiVersion: guardrails/v1
id: a
rules:
  - id: r
    impact: [observe]
    when: { cascade: true }
    ^^^^ never-matches no kind selected here has cascade
    decide: warn
    because: b
    tests: {}
`);
  });

  it('refuse what would silently do nothing', () => {
    check(`
apiVersion: guardrails/v1
id: a
rules:
  - id: r
    effects: [db.rows.delete]
    when: { rows: { atLeast: 9, atMost: 3 } }
                  ^^^^^^^^^^^^^^^^^^^^^^^^^ never-matches at least 9 and at most 3
    decide: warn
    enforceFrom: 2026-12-15
    ^^^^^^^^^^^ missing-key mode: monitor
    because: b
    tests: {}
`);
  });

  it('survive hostile files', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map(
        (name, index) =>
          `${name}: &${name} [${'*abcdefghij'[0]}${'abcdefghij'[index]},*${'abcdefghij'[index]},*${'abcdefghij'[index]},*${'abcdefghij'[index]},*${'abcdefghij'[index]},*${'abcdefghij'[index]}]`,
      )
      .join('\n')}\n`;
    expect(load(bomb).problems.length).toBeGreaterThan(0);
    expect(load(`id: ${'x'.repeat(1_100_000)}`).problems).toMatchObject([{ code: 'unreadable' }]);
    for (const nested of [
      '['.repeat(400_000),
      '[\n'.repeat(100_000),
      '- '.repeat(4000),
      '? '.repeat(4000),
      '&a '.repeat(4000),
      `${' '.repeat(201)}a: 1`,
    ]) {
      expect(load(`id: a\n${nested}`).problems).toMatchObject([{ code: 'unreadable', severity: 'error' }]);
    }
    const deep = Array.from({ length: 190 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    expect(load(deep).problems.length).toBeGreaterThan(0);
    expect(load('a: &x [*x]\n').problems.length).toBeGreaterThan(0);
    expect(load('\u0000\ufffd: \u0007').problems.length).toBeGreaterThan(0);
  });
});
