import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptPolicy, pendingLoosenings } from '../../../server/policy/accepted';
import { type PolicyWorld, policyInForce } from '../../../server/policy/in-force';
import { folderStore } from '../../../server/policy/node-world';
import type { PackBundle } from '../../../server/policy/packs';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { now } from './support';

const header = 'apiVersion: guardrails/v1\nid: acme/shop\nextends: []\n';
const rule = (id: string, decide: string) =>
  `  - { id: ${id}, effects: [fs.write], decide: ${decide}, because: b, instead: i, tests: {} }\n`;
const strict = `${header}rules:\n${rule('a/writes', 'deny')}`;
const loose = `${header}rules:\n${rule('a/writes', 'ask')}`;
const stricter = `${strict}${rule('a/more', 'ask')}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accepted-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function world(text: string | undefined, bundle: () => PackBundle = packBundle): PolicyWorld {
  const files = text === undefined ? {} : { '/workspace/.guardrails/policy.yaml': text };
  return { files: fakeProviders({ files }).files, store: folderStore(folder), bundle, now };
}
const decisions = async (text: string | undefined, bundle?: () => PackBundle) => {
  const { rules, problem } = await policyInForce('/workspace', world(text, bundle));
  return { rules: rules.filter(({ id }) => id.startsWith('a/')).map(({ id, decide }) => `${id} ${decide}`), problem };
};

describe('until somebody accepts a policy', () => {
  it('the file is in force as it is', async () => {
    await decisions(strict);
    expect(await decisions(loose)).toEqual({ rules: ['a/writes ask'], problem: undefined });
  });
});

describe('once a policy is accepted', () => {
  beforeEach(async () => {
    await acceptPolicy('/workspace', world(strict));
  });

  it('an edit that loosens it waits', async () => {
    const { rules, problem } = await decisions(loose);
    expect(rules).toEqual(['a/writes deny']);
    expect(problem).toContain('a/writes would ask instead of deny.');
    expect(problem).toContain('guardrails policy accept');
    expect(await pendingLoosenings('/workspace', world(loose))).toEqual(['a/writes would ask instead of deny.']);
  });

  it('an edit that only tightens is in force at once, and from then on', async () => {
    expect(await decisions(stricter)).toEqual({ rules: ['a/more ask', 'a/writes deny'], problem: undefined });
    expect((await decisions(strict)).problem).toContain('The rule a/more would be gone.');
  });

  it('comments are free', async () => {
    expect((await decisions(`# why\n${strict}`)).problem).toBeUndefined();
  });

  it('taking the file away changes nothing', async () => {
    const { rules, problem } = await decisions(undefined);
    expect(rules).toEqual(['a/writes deny']);
    expect(problem).toContain('The rule a/writes would be gone.');
  });

  it('breaking the file changes nothing', async () => {
    await decisions(loose);
    const { rules, problem } = await decisions(`${loose}oops: 1\n`);
    expect(rules).toEqual(['a/writes deny']);
    expect(problem).toContain('Unknown key "oops"');
  });

  it('accepting the edit puts it in force', async () => {
    await acceptPolicy('/workspace', world(loose));
    expect(await decisions(loose)).toEqual({ rules: ['a/writes ask'], problem: undefined });
  });

  it('a broken file cannot be accepted', async () => {
    expect((await acceptPolicy('/workspace', world(`${loose}oops: 1\n`))).problem).toContain('Unknown key');
    expect((await decisions(strict)).problem).toBeUndefined();
  });

  it('newer packs are no edit', async () => {
    const newer = {
      ...packBundle(),
      digest: 'sha256:newer',
      sources: packBundle().sources.replaceAll('"ask"', '"deny"'),
    };
    expect(await decisions(strict, () => newer)).toEqual({ rules: ['a/writes deny'], problem: undefined });
  });
});
