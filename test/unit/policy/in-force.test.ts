import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptPolicy } from '../../../server/policy/approval';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { policyInForce } from '../../../server/policy/in-force';
import { folderStore } from '../../../server/policy/node-world';
import { policyOnDisk } from '../../../server/policy/on-disk';
import type { PolicyWorld } from '../../../server/policy/world';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { policyWorld } from '../../support/policy-world';

const good = 'apiVersion: guardrails/v1\nid: acme/shop\nextends: []\n';
const monitored = `${good}mode: monitor\n`;
const broken = 'apiVersion: guardrails/v1\nid: acme/shop\nmoed: monitor\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const world = (files: Record<string, string>): PolicyWorld => policyWorld(folder, { files });

/** With these files, which a person has accepted if that can be done. */
async function inForce(files: Record<string, string>): Promise<CompiledPolicy> {
  const { policy } = await policyOnDisk('/workspace', world(files));
  if (policy) await acceptPolicy('/workspace', policy.digest, world(files));
  return policyInForce('/workspace', world(files));
}
const entries = () => readdirSync(join(folder, 'cache')).sort();

describe('the policy in force', () => {
  it('is that of the packs where there is no file', async () => {
    expect(await inForce({})).toBe(packBundle().policy);
  });

  it('is that of the file, with the floor', async () => {
    const policy = await inForce({ 'policy.yaml': good });
    expect(policy).toMatchObject({ id: 'acme/shop', source: '.guardrails/policy.yaml', packs: ['core/guard@1'] });
    expect(policy.rules.map((rule) => rule.id)).toContain('core/guard/no-tampering');
    expect(policy.problem).toBeUndefined();
  });

  it('has the same digest for the same meaning, whatever the comments', async () => {
    const plain = await inForce({ 'policy.yaml': good });
    const commented = await inForce({ 'policy.yaml': `# why\n${good}` });
    expect(commented.digest).toBe(plain.digest);
    expect((await inForce({ 'policy.yaml': monitored })).digest).not.toBe(plain.digest);
  });

  it('comes from the cache the second time', async () => {
    const first = await inForce({ 'policy.yaml': good });
    const [entry] = entries().filter((name) => name.startsWith('policy-'));
    const again = await inForce({ 'policy.yaml': good });
    expect(again).toEqual(first);
    writeFileSync(
      join(folder, 'cache', entry ?? ''),
      sealed({ ...JSON.parse(body(entry ?? '')), policy: { ...first, id: 'cached' } }),
    );
    expect((await inForce({ 'policy.yaml': good })).id).toBe('cached');
  });

  it('does not trust a damaged cache', async () => {
    await inForce({ 'policy.yaml': good });
    for (const name of entries()) {
      const text = readFileSync(join(folder, 'cache', name), 'utf8');
      writeFileSync(join(folder, 'cache', name), text.replace('"enforce"', '"monitor"'));
    }
    expect((await inForce({ 'policy.yaml': good })).mode).toBe('enforce');
  });

  it('reads included files, and sees when they change', async () => {
    const root = `${good}include: [rules/*.yaml]\n`;
    const rule = (verdict: string) =>
      `rules:\n  - { id: more/reads, effects: [fs.read], decide: ${verdict}, because: b, tests: {} }\n`;
    const decide = async (files: Record<string, string>) =>
      (await inForce({ 'policy.yaml': root, ...files })).rules
        .filter((one) => one.id.startsWith('more/'))
        .map((one) => one.decide);
    expect(await decide({ 'rules/a.yaml': rule('ask') })).toEqual(['ask']);
    expect(await decide({ 'rules/a.yaml': rule('warn') })).toEqual(['warn']);
    expect((await inForce({ 'policy.yaml': root })).problem).toContain('No file is named "rules/*.yaml"');
  });

  it('never leaves the policy’s folder for an included file', async () => {
    const policy = await inForce({
      'policy.yaml': `${good}include: ["../secret.yaml"]\n`,
      '../secret.yaml': 'rules: []\n',
    });
    expect(policy.problem).toContain('No file is named');
  });

  it('stays what it was when the file is broken, and says where', async () => {
    await inForce({ 'policy.yaml': monitored });
    const policy = await inForce({ 'policy.yaml': broken });
    expect(policy.mode).toBe('monitor');
    expect(policy.problem).toContain('.guardrails/policy.yaml:3:1 Unknown key "moed". Did you mean "mode"?');
    expect((await inForce({ 'policy.yaml': broken })).problem).toBe(policy.problem);
  });

  it('is that of the packs when the first file ever is broken', async () => {
    const policy = await inForce({ 'policy.yaml': broken });
    expect(policy).toMatchObject({ source: 'packs', digest: packBundle().policy.digest });
    expect(policy.problem).toContain('policy.yaml:3:1');
  });

  it('stays what it was when the file cannot be read', async () => {
    await inForce({ 'policy.yaml': monitored });
    const policy = await inForce({ 'policy.yaml': 'a: \0' });
    expect(policy.mode).toBe('monitor');
    expect(policy.problem).toContain('cannot be read');
  });

  it('is not lost when the file is a link that leads nowhere', async () => {
    await inForce({ 'policy.yaml': monitored });
    const files = fakeProviders({ folders: ['/workspace/.guardrails'] }).files;
    const dangling = { ...files, list: () => ['policy.yaml'] };
    const policy = await policyInForce('/workspace', { ...world({}), files: dangling });
    expect(policy.mode).toBe('monitor');
    expect(policy.problem).toContain('cannot be read');
  });

  it('stays what it was when an included file is broken', async () => {
    const root = `${monitored}include: [rules/a.yaml]\n`;
    await inForce({ 'policy.yaml': root, 'rules/a.yaml': 'lists: { a: [b] }\n' });
    const policy = await inForce({ 'policy.yaml': root, 'rules/a.yaml': 'lists: [\n' });
    expect(policy).toMatchObject({ mode: 'monitor', source: '.guardrails/policy.yaml' });
    expect(policy.problem).toContain('.guardrails/rules/a.yaml:');
  });

  it('needs no cache folder', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder should be');
    expect((await inForce({ 'policy.yaml': good })).id).toBe('acme/shop');
    rmSync(folder);
    mkdirSync(folder);
  });
});

describe('a policy that fails its tests', () => {
  const rule = (verdict: string, tests: string) =>
    `${good}rules:\n  - { id: more/reads, effects: [fs.read], decide: ${verdict}, because: b, instead: i, tests: ${tests} }\n`;
  const strict = rule('deny', '{ deny: [{ run: cat a }] }');
  const loose = rule('warn', '{ warn: [{ run: cat a }] }');
  const scenario = (expected: string) =>
    `scenarios:\n  - name: reading\n    steps:\n      - { run: cat a, expect: ${expected}, rule: more/reads }\n`;
  const verdictOf = ({ rules }: CompiledPolicy) => rules.find(({ id }) => id === 'more/reads')?.decide;

  it('leaves the last good one in force, and says which test', async () => {
    await inForce({ 'policy.yaml': strict });
    const policy = await inForce({ 'policy.yaml': rule('warn', '{ deny: [{ run: cat a }] }') });
    expect(verdictOf(policy)).toBe('deny');
    expect(policy.problem).toMatch(
      /^The policy fails its tests, so .*: \.guardrails\/policy\.yaml:5:\d+ more\/reads deny: cat a: expected deny, got warn by more\/reads/,
    );
  });

  it('does so for a scenario as well, until that is right', async () => {
    await inForce({ 'policy.yaml': strict, 'tests/reads.yaml': scenario('deny') });
    const failing = await inForce({ 'policy.yaml': loose, 'tests/reads.yaml': scenario('deny') });
    expect(verdictOf(failing)).toBe('deny');
    expect(failing.problem).toContain('.guardrails/tests/reads.yaml:4:9 reading deny: cat a: expected deny, got warn');
    const right = await inForce({ 'policy.yaml': loose, 'tests/reads.yaml': scenario('warn') });
    expect(verdictOf(right)).toBe('warn');
    expect(right.problem).toBeUndefined();
  });

  it('does so when a scenario file cannot be understood', async () => {
    await inForce({ 'policy.yaml': strict });
    const policy = await inForce({ 'policy.yaml': loose, 'tests/reads.yaml': 'scenario: []\n' });
    expect(verdictOf(policy)).toBe('deny');
    expect(policy.problem).toContain('.guardrails/tests/reads.yaml:1:1 The key "scenarios" is missing. (and 1 more)');
  });

  it('is the last good one itself when only the scenarios changed', async () => {
    const before = await inForce({ 'policy.yaml': strict });
    const policy = await inForce({ 'policy.yaml': strict, 'tests/reads.yaml': scenario('ask') });
    expect(policy.digest).toBe(before.digest);
    expect(policy.problem).toContain('reads.yaml:4:9');
  });

  it('decides the same with and without its scenarios', async () => {
    const tested = await inForce({ 'policy.yaml': strict, 'tests/reads.yaml': scenario('deny') });
    const untested = await inForce({ 'policy.yaml': strict });
    expect(untested).toEqual(tested);
  });
});

function body(name: string): string {
  const text = readFileSync(join(folder, 'cache', name), 'utf8');
  return text.slice(text.indexOf('\n') + 1);
}

/** As the store itself would write it. */
function sealed(value: unknown): string {
  const other = folderStore(join(folder, 'other'));
  other.write('x', value);
  return readFileSync(join(folder, 'other', 'x.json'), 'utf8');
}
