import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../../server/analysis/frame';
import { loadTests } from '../../../server/policy/loader';
import { mutantsOf } from '../../../server/policy/mutation/mutants';
import { runMutations } from '../../../server/policy/mutation/run-mutations';
import type { RuleTest } from '../../../server/policy/test-schema';
import { load, now } from './support';

function mutants(test: RuleTest): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(mutantsOf(test).map((mutant) => [mutant.mutation, mutant.test.run ?? mutant.test.sql]));
}

describe('a command is written in other words', () => {
  it('by who runs it, by quotes, blanks and flags', () => {
    const command = "rm -rf --verbose a 'b c'";
    const inQuotes = String.raw`'rm -rf --verbose a '\''b c'\'''`;
    expect(mutants({ run: command, cwd: 'src' })).toEqual({
      'in a shell of its own': `bash -c ${inQuotes}`,
      'with a variable set': `env CI=1 bash -c ${inQuotes}`,
      'with a time limit': `timeout 30 bash -c ${inQuotes}`,
      'in a subshell': `(\n${command}\n)`,
      'by eval': `eval ${inQuotes}`,
      'after something harmless': `cd . && ${command}`,
      'in a branch': `if true; then\n${command}\nfi`,
      'in a function': `as_agreed() {\n${command}\n}; as_agreed`,
      'with a comment': `${command} # as agreed`,
      'with its name in quotes': `"rm" -rf --verbose a 'b c'`,
      'with its words in quotes': "rm '-rf' '--verbose' 'a' 'b c'",
      'with wider blanks': "rm   -rf   --verbose   a   'b c'",
      'on several lines': "rm \\\n  -rf \\\n  --verbose \\\n  a \\\n  'b c'",
      'with its flags in another order': "rm --verbose -fr a 'b c'",
      'with its flags one by one': "rm -r -f --verbose a 'b c'",
    });
  });

  it('in the world that it is asked in', () => {
    const worlds = mutantsOf({ run: 'ls', cwd: 'src', actor: 'human' }).map(({ test: { run: _, ...rest } }) => rest);
    expect(new Set(worlds.map((world) => JSON.stringify(world)))).toEqual(new Set(['{"cwd":"src","actor":"human"}']));
  });

  it.each([
    ['history -c', ['in a shell of its own', 'in a subshell']],
    ['rm -if a', ['with its flags in another order', 'with its flags one by one']],
    ['nobodys-program -ab', ['with its flags in another order', 'with its flags one by one']],
    ['curl -o a -s b', ['with its flags in another order']],
    ['ls | wc', ['with its name in quotes', 'on several lines']],
    ['A=1 ls x', ['with its name in quotes']],
    ['cat <<X\nx\nX', ['with a comment', 'with wider blanks']],
    ["rm 'a", ['with its name in quotes']],
  ])('not where %s would mean something else', (run, absent) => {
    const found = Object.keys(mutants({ run }));
    expect(absent.filter((name) => found.includes(name))).toEqual([]);
    expect(found.length).toBeGreaterThan(2);
  });

  it('but not for shells of other families, and not for tools', () => {
    expect(mutantsOf({ run: 'Remove-Item x', shell: 'powershell' })).toEqual([]);
    expect(mutantsOf({ tool: 'read', input: { path: 'x' } })).toEqual([]);
  });
});

describe('a statement is written in other words', () => {
  it('in the dialect it is written in', () => {
    const where = "note = 'a  from b'";
    expect(mutants({ sql: `Delete from shop.orders where ${where}`, dialect: 'postgres' })).toEqual({
      'with keywords in small letters': `delete from shop.orders where ${where}`,
      'with keywords in capitals': `DELETE FROM shop.orders WHERE ${where}`,
      'with comments between its words': `Delete from shop.orders where ${where}`.replace(
        / (?!.?from b|b')/g,
        ' /* as agreed */ ',
      ),
      'on several lines': `Delete from shop.orders where ${where}`.replace(/ (?!.?from b|b')/g, '\n  '),
      'after a comment': `-- as agreed\nDelete from shop.orders where ${where}`,
      'behind a WITH': `WITH unused AS (SELECT 1 AS one) Delete from shop.orders where ${where}`,
      'by EXPLAIN ANALYZE': `EXPLAIN ANALYZE Delete from shop.orders where ${where}`,
      'with table names in quotes': `Delete from "shop".orders where ${where}`,
    });
  });

  it.each([
    ['unknown', 'DELETE FROM a', ['behind a WITH', 'by EXPLAIN ANALYZE', 'with table names in quotes']],
    ['mysql', 'DELETE FROM a', ['behind a WITH', 'by EXPLAIN ANALYZE']],
    ['postgres', 'DROP TABLE a', ['behind a WITH', 'by EXPLAIN ANALYZE']],
    ['postgres', 'DELETE FROM Orders', ['with table names in quotes']],
    ['postgres', 'DELETE FROM only a', ['with table names in quotes']],
  ] as const)('not where %s would read %s otherwise', (dialect, sql, absent) => {
    const found = Object.keys(mutants({ sql, dialect }));
    expect(absent.filter((name) => found.includes(name))).toEqual([]);
    expect(found.length).toBeGreaterThan(2);
  });

  it('but not when there are several', () => {
    expect(mutantsOf({ sql: 'DELETE FROM a; DELETE FROM b' })).toEqual([]);
  });
});

describe('the tests of a policy, in other words', () => {
  const policy = (tests: string) => `apiVersion: guardrails/v1
id: a/b
rules:
  - id: a/keep
    effects: [fs.delete]
    when: { path: "~/x" }
    decide: deny
    because: b
    tests: ${tests}
`;

  function run(text: string, scenarios?: string) {
    const loaded = load(text);
    const files = scenarios === undefined ? [] : [{ file: 'tests/a.yaml', text: scenarios }];
    const tests = loadTests(loaded, files);
    expect([...loaded.problems, ...tests.problems].filter(({ severity }) => severity === 'error')).toEqual([]);
    return runMutations(loaded.policy!, tests, now).results;
  }

  it('are one result each', () => {
    const results = run(policy('{ deny: [{ run: rm ~/x }], notMatch: [{ run: rm ~/y }] }'));
    expect(results.map(({ expected, ok, mutations }) => [expected, ok, mutations])).toEqual([
      ['deny', true, 12],
      ['notMatch', true, 12],
    ]);
  });

  it('are left out when they fail as they stand', () => {
    expect(run(policy('{ deny: [{ run: ls }] }'))).toEqual([]);
  });

  it('fail where another way to write it is decided otherwise, and say which', () => {
    // As deep as is looked into: with another shell around it, it is too deep.
    const deepest = `${'eval '.repeat(MAX_DEPTH)}ls`;
    const [result] = run(
      policy(`{ notMatch: [{ run: ${deepest} }] }`).replace('[fs.delete]\n    when: { path: "~/x" }', '[code.opaque]'),
    );
    expect(result).toMatchObject({ rule: 'a/keep', ok: false });
    expect(result?.failure).toMatch(
      /^written otherwise, in a shell of its own \(bash -c '(eval )+ls'\): it matched: deny by a\/keep/,
    );
  });

  it('are scenarios too, each played as one session', () => {
    const steps =
      '{ run: rm ~/x, expect: deny, rule: a/keep }, { tool: read_file, input: { filePath: a }, expect: allow }';
    const results = run(policy('{}'), `scenarios:\n  - name: s\n    steps: [${steps}]\n`);
    expect(results.map(({ scenario, ok, mutations }) => [scenario, ok, mutations])).toEqual([['s', true, 12]]);
  });
});
