import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policyTestsMethod, runPolicyTestsMethod } from '../../server/protocol';
import { startWorker, type WorkerClient } from '../support/worker-client';

const policy = `apiVersion: guardrails/v1
id: acme/shop
include: [rules/more.yaml]
rules:
  - id: keep-data
    effects: [fs.delete]
    when: { path: "data/**" }
    decide: deny
    because: It is needed.
    instead: Leave it.
    tests:
      deny: [{ run: rm data/orders.db }, { run: rm data/x }]
      notMatch:
        - run: rm notes.txt
  - { id: untested, effects: [fs.write], decide: warn, because: b }
`;
const more = `rules:
  - id: more/reads
    effects: [fs.read]
    decide: warn
    because: b
    tests: { warn: [{ run: cat a }] }
`;
const scenarios = `scenarios:
  - name: tidying up
    steps:
      - { run: rm data/a, expect: deny, rule: keep-data }
      - { run: rm data/b, expect: allow }
`;

let client: WorkerClient;
beforeEach(async () => {
  const files = {
    '.guardrails/policy.yaml': policy,
    '.guardrails/rules/more.yaml': more,
    '.guardrails/tests/tidy.yaml': scenarios,
  };
  client = await startWorker({ files });
});
afterEach(() => client.stop());

const run = (params: { suites?: string[]; mutations?: boolean } = {}) =>
  client.request(runPolicyTestsMethod, { folder: client.workspace, mutations: false, ...params });

describe('the tests of the policies that are open', () => {
  it('are listed with their places', async () => {
    const { folders } = await client.request(policyTestsMethod, undefined);
    expect(folders).toHaveLength(1);
    expect(folders[0]).toMatchObject({ folder: client.workspace });
    expect(folders[0]).not.toHaveProperty('problem');
    const listed = folders[0]?.suites.flatMap(({ tests, ...suite }) => [suite, ...tests]) ?? [];
    const files = {
      policy: '.guardrails/policy.yaml',
      more: '.guardrails/rules/more.yaml',
      tidy: '.guardrails/tests/tidy.yaml',
    };
    const at = (file: keyof typeof files, line: number, character: number) => ({
      path: join(client.workspace, files[file]),
      line,
      character,
    });
    expect(listed).toEqual([
      { id: 'rule/keep-data', label: 'keep-data', ...at('policy', 4, 4) },
      { id: 'rule/keep-data/deny/0', label: 'deny: rm data/orders.db', ...at('policy', 11, 13) },
      { id: 'rule/keep-data/deny/1', label: 'deny: rm data/x', ...at('policy', 11, 41) },
      { id: 'rule/keep-data/notMatch/0', label: 'notMatch: rm notes.txt', ...at('policy', 13, 10) },
      { id: 'rule/more/reads', label: 'more/reads', ...at('more', 1, 4) },
      { id: 'rule/more/reads/warn/0', label: 'warn: cat a', ...at('more', 5, 20) },
      { id: 'scenario/.guardrails/tests/tidy.yaml/tidying up', label: 'tidying up', ...at('tidy', 1, 4) },
      { id: 'scenario/.guardrails/tests/tidy.yaml/tidying up/0', label: 'deny: rm data/a', ...at('tidy', 3, 8) },
      { id: 'scenario/.guardrails/tests/tidy.yaml/tidying up/1', label: 'allow: rm data/b', ...at('tidy', 4, 8) },
    ]);
  });

  it('are run, all of them', async () => {
    const { results, problem } = await run();
    expect(problem).toBeUndefined();
    expect(results.map(({ id, failure }) => [id, failure ?? 'passed'])).toEqual([
      ['rule/keep-data/deny/0', 'passed'],
      ['rule/keep-data/deny/1', 'passed'],
      ['rule/keep-data/notMatch/0', 'passed'],
      ['rule/more/reads/warn/0', 'passed'],
      ['scenario/.guardrails/tests/tidy.yaml/tidying up/0', 'passed'],
      ['scenario/.guardrails/tests/tidy.yaml/tidying up/1', 'expected allow, got deny by keep-data (fs.delete)'],
    ]);
  });

  it('are run, one suite, in other words', async () => {
    const { results } = await run({ suites: ['rule/more/reads'], mutations: true });
    expect(results).toEqual([{ id: 'rule/more/reads/warn/0' }]);
  });

  it('are those of the text that is being edited', async () => {
    await client.diagnose('.guardrails/policy.yaml', 'yaml', policy.replace('run: rm notes.txt', 'run: rm data/y'));
    const { results } = await run({ suites: ['rule/keep-data'] });
    expect(results.find(({ id }) => id === 'rule/keep-data/notMatch/0')?.failure).toMatch(/^it matched: deny/);
  });

  it('are not run while the policy has errors, and it is said why', async () => {
    await client.diagnose('.guardrails/policy.yaml', 'yaml', policy.replace('decide: deny', 'decide: dney'));
    expect(await run()).toEqual({
      problem: expect.stringContaining('.guardrails/policy.yaml:8:13 "dney" is not one of allow, warn, ask, deny.'),
      results: [],
    });
    const { folders } = await client.request(policyTestsMethod, undefined);
    expect(folders[0]?.problem).toContain('dney');
  });

  it('are listed as changed when a scenario file is saved', async () => {
    await client.request(policyTestsMethod, undefined);
    client.write('.guardrails/tests/tidy.yaml', `${scenarios}      - { run: ls, expect: allow }\n`);
    await expect.poll(() => client.changes, { timeout: 10_000 }).toContainEqual({ what: 'policy' });
    const { folders } = await client.request(policyTestsMethod, undefined);
    expect(folders[0]?.suites.at(-1)?.tests).toHaveLength(3);
  });
});
