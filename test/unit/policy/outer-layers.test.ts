/** The layers outside the workspace, as they lie on a machine: an organisation's signed bundle, and a user's file. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../server/facts/node-files';
import { acceptPolicy, standingPolicy } from '../../../server/policy/approval';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { policyInForce } from '../../../server/policy/in-force';
import { nodePolicyWorld } from '../../../server/policy/node-world';
import { underOrganisation } from '../../../server/policy/outer-layers';
import type { PolicyWorld } from '../../../server/policy/world';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { decideOn, effect } from './support';

const header = 'apiVersion: guardrails/v1\nid: acme/all\n';
const rule = (id: string, decide: string) =>
  `  - { id: ${id}, effects: [fs.write], decide: ${decide}, because: b, instead: i, tests: {} }\n`;
const organisation = `${header}extends: []\nrules:\n${rule('org/writes', 'ask')}`;

let folder: string;
let keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outer-layers-'));
  keys = generateKeyPairSync('ed25519');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function world(): PolicyWorld {
  const options = { userFolder: join(folder, 'user'), systemFolder: join(folder, 'system') };
  return { ...nodePolicyWorld(nodeFiles, options), bundle: packBundle, now: new Date('2026-11-22T12:00:00Z') };
}

function publishKey(place: 'system' | 'user/organisation' = 'system'): void {
  write(`${place}/organisation.pub`, keys.publicKey.export({ type: 'spki', format: 'pem' }).toString());
}

function publish(text: string, signed = text): void {
  write('user/organisation/organisation.yaml', text);
  const signature = sign(null, Buffer.from(signed), keys.privateKey).toString('base64');
  write('user/organisation/organisation.yaml.sig', `${signature}\n`);
}

async function acceptRepository(text: string): Promise<void> {
  write('repo/.guardrails/policy.yaml', text);
  const under = (await underOrganisation(world())).world;
  const { proposed = '' } = await standingPolicy(join(folder, 'repo'), under);
  expect((await acceptPolicy(join(folder, 'repo'), proposed, under)).problem).toBeUndefined();
}

const inForce = () => policyInForce(join(folder, 'repo'), world());
const own = ({ rules }: CompiledPolicy) =>
  rules.filter(({ layer }) => layer !== 'core').map(({ id, decide, layer }) => `${layer} ${id} ${decide}`);
const verdictOn = (policy: CompiledPolicy) =>
  decideOn(policy, [effect('fs.write', { path: '/workspace/a' })], {}, fakeProviders()).verdict;

describe('an organisation’s bundle', () => {
  it('is in force above every repository when its signature fits', async () => {
    publishKey();
    publish(organisation);
    const policy = await inForce();
    expect(policy.problem).toBeUndefined();
    expect(own(policy)).toEqual(['organisation org/writes ask']);
    expect(policy.packs).toEqual(['core/guard@1']);
  });

  it('is tightened, and loosened only by what it grants', async () => {
    publishKey();
    publish(`${organisation}grants: { repo: { waive: ["org/*"] } }\n`);
    const waiver = 'waivers:\n  - { rule: org/writes, reason: r, owner: o, expires: 2027-01-01 }\n';
    await acceptRepository(`${header}rules:\n${rule('repo/writes', 'warn')}${waiver}`);
    expect(verdictOn(await inForce())).toBe('warn');
    publish(organisation);
    const policy = await inForce();
    expect(verdictOn(policy)).toBe('ask');
    expect(own(policy)).toEqual(['organisation org/writes ask', 'repo repo/writes warn']);
    expect(policy.problem).toContain('waiver for org/writes (needs grants.repo.waive)');
  });

  it('stays the last good one when it is changed without being signed', async () => {
    publishKey();
    publish(organisation);
    await inForce();
    publish(`${header}extends: []\n`, organisation);
    const policy = await inForce();
    expect(own(policy)).toEqual(['organisation org/writes ask']);
    expect(policy.problem).toMatch(/signature .* does not fit .*The last good one stays in force/);
  });

  it('stays the last good one when it is signed with errors in it', async () => {
    publishKey();
    publish(organisation);
    await inForce();
    publish(`${organisation}oops: 1\n`);
    const policy = await inForce();
    expect(own(policy)).toEqual(['organisation org/writes ask']);
    expect(policy.problem).toContain('Unknown key "oops"');
  });

  it.each([
    ['no key', () => publish(organisation), 'No organisation.pub is there'],
    ['no bundle', () => publishKey(), 'A key is there, but no policy.'],
    [
      'another key',
      () => {
        publish(organisation);
        keys = generateKeyPairSync('ed25519');
        publishKey();
      },
      'does not fit',
    ],
    [
      'no signature',
      () => {
        publishKey();
        write('user/organisation/organisation.yaml', organisation);
      },
      'cannot be verified',
    ],
    [
      'a key that is none',
      () => {
        publish(organisation);
        write('system/organisation.pub', 'none');
      },
      'cannot be verified',
    ],
  ])('that cannot be trusted (%s) leaves repositories nothing to loosen', async (_, prepare, problem) => {
    prepare();
    await acceptRepository(`${header}defaults: { ai: { destroy: allow } }\n`);
    const policy = await inForce();
    expect(policy.problem).toContain(problem);
    expect(policy.problem).toContain('It is not in force.');
    expect(policy.defaults.actors.ai.destroy).toBe('ask');
  });

  it('is verified by the administrator’s key before one in the user’s folder', async () => {
    publishKey();
    publish(organisation);
    const theirs = generateKeyPairSync('ed25519');
    write('user/organisation/organisation.pub', theirs.publicKey.export({ type: 'spki', format: 'pem' }).toString());
    expect((await inForce()).problem).toBeUndefined();
  });

  it('has a digest of its own', async () => {
    const before = await inForce();
    publishKey();
    publish(organisation);
    const after = await inForce();
    expect(after.digest).not.toBe(before.digest);
    publish(organisation.replace('ask', 'deny'));
    expect((await inForce()).digest).not.toBe(after.digest);
  });
});

describe('a user’s policy', () => {
  it('tightens the repository’s', async () => {
    await acceptRepository(`${header}extends: []\nrules:\n${rule('repo/writes', 'warn')}`);
    write('user/policy.yaml', `${header}rules:\n${rule('user/writes', 'deny')}`);
    const policy = await inForce();
    expect(own(policy)).toEqual(['repo repo/writes warn', 'user user/writes deny']);
    expect(verdictOn(policy)).toBe('deny');
  });

  it('loosens what every layer above it grants', async () => {
    const waiver = 'waivers:\n  - { rule: repo/writes, reason: r, owner: o, expires: 2027-01-01 }\n';
    const repository = (grants: string) => `${header}extends: []\n${grants}rules:\n${rule('repo/writes', 'warn')}`;
    write('user/policy.yaml', `${header}${waiver}`);
    await acceptRepository(repository(''));
    expect((await inForce()).problem).toContain('needs grants.user.waive');
    await acceptRepository(repository('grants: { user: { waive: ["repo/*"] } }\n'));
    const policy = await inForce();
    expect([policy.problem, verdictOn(policy)]).toEqual([undefined, 'allow']);
  });

  it('stands by itself where nobody else has written one', async () => {
    write('user/policy.yaml', `${header}extends: []\ndefaults: { ai: { destroy: allow } }\n`);
    const policy = await inForce();
    expect(policy).toMatchObject({ source: '~/.guardrails/policy.yaml', packs: ['core/guard@1'] });
    expect(policy.defaults.actors.ai.destroy).toBe('allow');
  });

  it('stays the last good one while it has errors', async () => {
    write('user/policy.yaml', `${header}rules:\n${rule('user/writes', 'deny')}`);
    await inForce();
    write('user/policy.yaml', `${header}rulez: []\n`);
    const policy = await inForce();
    expect(own(policy)).toContain('user user/writes deny');
    expect(policy.problem).toContain('Unknown key "rulez"');
  });
});
