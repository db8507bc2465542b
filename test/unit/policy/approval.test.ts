import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptPolicy, standingPolicy } from '../../../server/policy/approval';
import { policyOnDisk } from '../../../server/policy/on-disk';
import { packBundle } from '../../support/packs';
import { type PolicyWorldOptions, policyWorld } from '../../support/policy-world';

const header = 'apiVersion: guardrails/v1\nid: acme/shop\n';
const rule = (id: string, decide: string) =>
  `  - { id: ${id}, effects: [fs.write], decide: ${decide}, because: b, instead: i, tests: {} }\n`;
const strict = `${header}rules:\n${rule('a/writes', 'deny')}`;
const loose = `${header}rules:\n${rule('a/writes', 'ask')}`;
const stricter = `${strict}${rule('a/more', 'ask')}`;
const permissive = `${header}mode: monitor\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'approval-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What holds with this policy file, in rules of its own and in words of what waits. */
async function standing(text: string | undefined, options: PolicyWorldOptions = {}) {
  const files = text === undefined ? {} : { 'policy.yaml': text };
  const { policy, pending } = await standingPolicy('/workspace', policyWorld(folder, { files, ...options }));
  return {
    rules: policy.rules.filter(({ id }) => id.startsWith('a/')).map(({ id, decide }) => `${id} ${decide}`),
    mode: policy.mode,
    problem: policy.problem,
    pending: pending.map(({ change }) => change),
  };
}

async function accept(text: string) {
  const world = policyWorld(folder, { files: { 'policy.yaml': text } });
  const { policy } = await policyOnDisk('/workspace', world);
  return acceptPolicy('/workspace', policy?.digest ?? '', world);
}

const committed = (text: string) => ({ committed: { 'policy.yaml': text } });
const fetched = (text: string) => ({ fetched: { 'policy.yaml': text } });

describe('at first sight', () => {
  it('the committed policy is in force where the workspace is trusted', async () => {
    const seen = await standing(permissive, { trusted: true, ...committed(permissive) });
    expect(seen).toMatchObject({ mode: 'monitor', problem: undefined, pending: [] });
  });

  it('it is that policy, and not what is made of it since', async () => {
    const seen = await standing(loose, { trusted: true, ...committed(strict) });
    expect(seen).toMatchObject({ rules: ['a/writes deny'], pending: ['rule a/writes: deny → ask'] });
  });

  it('a commit counts for nothing where nobody has trusted the workspace', async () => {
    const seen = await standing(permissive, committed(permissive));
    expect(seen).toMatchObject({ mode: 'enforce', pending: ['mode: enforce → monitor'] });
    expect(await standing(permissive, { ...committed(permissive), trusted: true })).toMatchObject({ mode: 'monitor' });
  });

  it('what is not committed counts as far as it tightens', async () => {
    const mixed = `${header}defaults: { ai: { disclose: allow, modify: ask } }\nrules:\n${rule('a/writes', 'deny')}`;
    const seen = await standing(mixed, { trusted: true });
    expect(seen).toMatchObject({ rules: ['a/writes deny'], pending: ['default disclose for ai: ask → allow'] });
    expect(seen.problem).toContain('in force only where it tightens: default disclose for ai: ask → allow.');
    const { policy } = await standingPolicy('/workspace', policyWorld(folder, { files: { 'policy.yaml': mixed } }));
    expect(policy.defaults.actors.ai).toMatchObject({ disclose: 'ask', modify: 'ask' });
  });

  it('what once tightened is not taken back by an edit', async () => {
    const waived = `${strict}waivers:\n  - { rule: core/git/no-force-push, reason: r, owner: o, expires: 2027-01-01 }\n`;
    expect(await standing(waived)).toMatchObject({ rules: ['a/writes deny'] });
    expect(await standing(header)).toMatchObject({ rules: ['a/writes deny'], pending: ['rule a/writes removed'] });
  });

  it('a policy that leaves packs out leaves nothing out', async () => {
    const seen = await standing(`${header}extends: [{ pack: core/git@1 }]\n`);
    expect(seen.pending).toContain('rule core/filesystem/no-root-delete removed');
    const { policy } = await standingPolicy('/workspace', policyWorld(folder));
    expect(policy.rules.map(({ id }) => id)).toContain('core/filesystem/no-root-delete');
  });

  it('nothing is gained by writing and committing a policy later', async () => {
    await standing(undefined, { trusted: true });
    const seen = await standing(permissive, { trusted: true, ...committed(permissive) });
    expect(seen).toMatchObject({ mode: 'enforce', pending: ['mode: enforce → monitor'] });
  });

  it('what arrives reviewed is in force in whole, and is what later edits are held against', async () => {
    await standing(undefined, { trusted: true });
    expect(await standing(permissive, { trusted: true, ...fetched(permissive) })).toMatchObject({ mode: 'monitor' });
    expect(await standing(`${permissive}oops: 1\n`, { trusted: true })).toMatchObject({ mode: 'monitor' });
  });

  it('every run of a pipeline starts with what is committed', async () => {
    const run = (pipelineRun: string) => ({ pipelineRun, ...committed(permissive) });
    expect(await standing(permissive, run('1'))).toMatchObject({ mode: 'monitor', problem: undefined });
    await standing(strict, { pipelineRun: '2', ...committed(strict) });
    expect(await standing(permissive, run('2'))).toMatchObject({ mode: 'enforce' });
  });
});

describe('once a policy is accepted', () => {
  beforeEach(async () => {
    await accept(strict);
  });

  it('an edit that loosens it waits', async () => {
    const { rules, problem, pending } = await standing(loose);
    expect(rules).toEqual(['a/writes deny']);
    expect(problem).toContain('would loosen what is approved, so that stays in force: rule a/writes: deny → ask.');
    expect(problem).toContain('guardrails policy accept');
    expect(pending).toEqual(['rule a/writes: deny → ask']);
  });

  it('a commit is an edit like any other', async () => {
    expect((await standing(loose, { trusted: true, ...committed(loose) })).rules).toEqual(['a/writes deny']);
  });

  it('an edit that only tightens is in force at once, and from then on', async () => {
    expect(await standing(stricter)).toMatchObject({ rules: ['a/more ask', 'a/writes deny'], problem: undefined });
    expect((await standing(strict)).pending).toEqual(['rule a/more removed']);
  });

  it('what arrives reviewed is in force', async () => {
    expect(await standing(loose, fetched(loose))).toMatchObject({ rules: ['a/writes ask'], problem: undefined });
    expect((await standing(strict)).rules).toEqual(['a/writes deny']);
  });

  it('what is not quite what arrived is not', async () => {
    expect((await standing(loose, fetched(stricter))).rules).toEqual(['a/writes deny']);
    expect((await standing(permissive, fetched(loose))).rules).toEqual(['a/writes deny']);
  });

  it('comments are free', async () => {
    expect((await standing(`# why\n${strict}`)).problem).toBeUndefined();
  });

  it('taking the file away changes nothing', async () => {
    const { rules, pending } = await standing(undefined);
    expect(rules).toEqual(['a/writes deny']);
    expect(pending).toContain('rule a/writes removed');
  });

  it('breaking the file changes nothing', async () => {
    await standing(loose);
    const { rules, problem } = await standing(`${loose}oops: 1\n`);
    expect(rules).toEqual(['a/writes deny']);
    expect(problem).toContain('Unknown key "oops"');
  });

  it('accepting the edit puts it in force', async () => {
    await accept(loose);
    expect(await standing(loose)).toMatchObject({ rules: ['a/writes ask'], problem: undefined });
  });

  it('what is accepted is what was shown', async () => {
    const shown = await policyOnDisk('/workspace', policyWorld(folder, { files: { 'policy.yaml': stricter } }));
    const world = policyWorld(folder, { files: { 'policy.yaml': permissive } });
    const { problem } = await acceptPolicy('/workspace', shown.policy?.digest ?? '', world);
    expect(problem).toContain('changed meanwhile');
    expect((await standing(permissive)).rules).toEqual(['a/writes deny']);
  });

  it('a broken file cannot be accepted', async () => {
    expect((await accept(`${loose}oops: 1\n`)).problem).toContain('Unknown key');
    expect((await standing(strict)).problem).toBeUndefined();
  });

  it('newer packs are no edit', async () => {
    const newer = {
      ...packBundle(),
      digest: 'sha256:newer',
      sources: packBundle().sources.replaceAll('"ask"', '"deny"'),
    };
    expect(await standing(strict, { bundle: () => newer })).toMatchObject({ rules: ['a/writes deny'], pending: [] });
  });
});
