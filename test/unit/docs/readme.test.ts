/** What the README promises is true: its tables are decided, its policies load, its commands exist. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { decide } from '../../../server/decide';
import { sessionAttributes } from '../../../server/facts/session-facts';
import { compilePacks, placedRules } from '../../../server/policy/compile';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { loadPolicy, loadTests } from '../../../server/policy/loader';
import { runMutations } from '../../../server/policy/mutation/run-mutations';
import { libraryOf } from '../../../server/policy/packs';
import { runTests } from '../../../server/policy/policy-tests';
import { runPolicyTests } from '../../../server/policy/test';
import { testWorld } from '../../../server/policy/test-world';
import { packBundle } from '../../support/packs';

const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
const library = libraryOf(packBundle());
const now = new Date('2026-11-22T12:00:00Z');

function section(title: string): string {
  const [, after] = readme.split(`\n## ${title}\n`);
  if (after === undefined) throw new Error(`README.md has no section "${title}"; adjust this test to its new name`);
  return after.split('\n## ')[0]!;
}

function rows(text: string): [command: string, verdict: string][] {
  const found = [...text.matchAll(/^\| `(.+)` \| (\w+) \|$/gm)];
  return found.map(([, command, verdict]) => [command!.replaceAll('\\|', '|'), verdict!]);
}

function verdictOn(command: string, policy: CompiledPolicy) {
  const { request, providers } = testWorld({ run: command }, 'ai', now);
  return decide(request, providers, policy).verdict;
}

describe('with the bundled packs', () => {
  const promised = rows(section('What it decides'));
  it('has a table', () => expect(promised.length).toBeGreaterThan(8));
  it.each(promised)('%s → %s', (command, verdict) => {
    expect(verdictOn(command, compilePacks(library))).toBe(verdict);
  });
});

describe('the first policy', () => {
  const text = section('Your first policy');
  const yaml = /```yaml\n([\s\S]*?)```/.exec(text)?.[1];
  const loaded = loadPolicy({ root: { file: '.guardrails/policy.yaml', text: yaml }, include: () => [] }, library, now);

  it('has no problems', () => expect(loaded.problems).toEqual([]));

  it('passes its own tests', () => {
    const report = runPolicyTests(loaded.policy!, placedRules(loaded.parts!, library), now);
    const own = report.results.filter(({ rule }) => rule?.startsWith('shop/'));
    expect(own.length).toBe(2);
    expect(own.filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each(rows(text))('%s → %s', (command, verdict) => {
    expect(verdictOn(command, loaded.policy!)).toBe(verdict);
  });

  it('names the forbidden column', () => {
    const [command] = rows(text).find(([line]) => line.includes('total = 0'))!;
    const { request, providers } = testWorld({ run: command }, 'ai', now);
    expect(decide(request, providers, loaded.policy!).reason).toContain('total');
  });
});

describe('limits and sequences', () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(section('Limits and sequences'))?.[1];
  const loaded = loadPolicy({ root: { file: '.guardrails/policy.yaml', text }, include: () => [] }, library, now);

  it('have no problems', () => expect(loaded.problems).toEqual([]));

  it('pass their own tests', () => {
    const { results } = runPolicyTests(loaded.policy!, placedRules(loaded.parts!, library), now);
    const own = results.filter(({ rule }) => rule?.startsWith('shop/'));
    expect(own.map(({ ok, failure }) => (ok ? 'passed' : failure))).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  it('are in the packs as it says', () => {
    const named = [...section('Limits and sequences').matchAll(/`(core\/[\w/-]+)`/g)].map(([, id]) => id);
    expect(named).toHaveLength(3);
    const ids = compilePacks(library).rules.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(named));
  });

  it('say every circumstance of a session', () => {
    for (const name of sessionAttributes) expect(section('Limits and sequences')).toContain(`\`${name}\``);
  });
});

describe('the scenarios', () => {
  const policy = /```yaml\n([\s\S]*?)```/.exec(section('Your first policy'))?.[1];
  const text = /```yaml\n([\s\S]*?)```/.exec(section('Testing a policy'))?.[1];
  const root = { file: '.guardrails/policy.yaml', text: policy };
  const loaded = loadPolicy({ root, include: () => [] }, library, now);
  const tests = loadTests(loaded, [{ file: '.guardrails/tests/room.yaml', text }]);

  it('have no problems', () => expect(tests.problems).toEqual([]));

  it('pass, as written and in other words', () => {
    const results = [runTests, runMutations].map((run) => run(loaded.policy!, { ...tests, rules: [] }, now));
    expect(results.flatMap((report) => report.results.filter(({ ok }) => !ok))).toEqual([]);
    expect(results.map(({ passed }) => passed)).toEqual([4, 4]);
  });
});

const scripts = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => [
  ...block!.matchAll(/\bnpm (?:run )?([\w:]+)/g),
]);

it.each(scripts.map(([, name]) => name!))('npm %s exists', (name) => {
  expect(['install', ...Object.keys(manifest.scripts)]).toContain(name);
});
