import { describe, expect, test } from 'vitest';
import { policyText } from '../../../server/cli/draft/policy-text';
import { surveyRepository } from '../../../server/cli/draft/survey';
import { packRules, placedRules } from '../../../server/policy/compile';
import { loadPolicy } from '../../../server/policy/loader';
import { libraryOf, majorOf } from '../../../server/policy/packs';
import { runPolicyTests } from '../../../server/policy/test';
import { type FakeWorld, fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';

const now = new Date('2026-01-15T12:00:00Z');

const shop: FakeWorld = {
  files: {
    '/shop/package.json': '{"name":"@acme/shop","scripts":{"clean":"rm -rf dist"}}',
    '/shop/compose.yaml': 'services:\n  orders-db:\n    image: docker.io/postgres:16\n  web:\n    image: nginx\n',
    '/shop/prisma/migrations/1/migration.sql': '',
    '/shop/infra/main.tf': '',
    '/shop/.git/refs/heads/main': '',
    '/shop/.git/refs/heads/feature': '',
    '/shop/.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n',
    '/shop/.git/packed-refs': '0 refs/remotes/origin/release/1.2\n0 refs/remotes/origin/release/1.3\n',
  },
  git: {
    root: '/shop',
    branch: 'feature',
    remotes: { origin: 'git@github.com:Acme/Shop.git', fork: 'https://dana:x@gitlab.acme.dev:8443/dana/shop' },
  },
};

describe('a repository', () => {
  test('is surveyed', () => {
    expect(surveyRepository('/shop', fakeProviders(shop))).toEqual({
      id: 'acme/shop',
      knownHosts: ['github.com/Acme/*', 'gitlab.acme.dev/dana/*'],
      protectedBranches: ['trunk', 'main', 'release/*'],
      composeDatabases: ['orders-db'],
      migrations: ['prisma/migrations'],
      terraform: true,
    });
  });

  test('without anything is surveyed', () => {
    expect(surveyRepository('/My Shop', fakeProviders())).toMatchObject({ id: 'my-shop', knownHosts: [] });
  });

  test.each([
    ['broken files', { '/shop/package.json': '{', '/shop/compose.yaml': ': [', '/shop/compose.yml': 'services: 3' }],
    ['odd files', { '/shop/package.json': '[]', '/shop/compose.yaml': 'services: { a: null, b: { image: 7 } }' }],
  ])('with %s is surveyed', (_, files) => {
    expect(surveyRepository('/shop', fakeProviders({ files }))).toMatchObject({ id: 'shop', composeDatabases: [] });
  });
});

describe.each([
  ['of a full repository', shop],
  ['of an empty folder', {}],
  ['of migrations alone', { folders: ['/shop/db/migrate'] }],
] as [string, FakeWorld][])('the draft %s', (_, world) => {
  const library = libraryOf(packBundle());
  const packs = [...library.packs.values()].map((pack) => ({
    reference: `${pack.source.id}@${majorOf(pack)}`,
    description: pack.source.description,
  }));
  const text = policyText(surveyRepository('/shop', fakeProviders(world)), packs);
  const root = { file: '.guardrails/policy.yaml', text };
  const { policy, parts, problems } = loadPolicy({ root, include: () => [] }, library, now);

  test('is a policy without problems', () => {
    expect(problems).toEqual([]);
    expect(policy?.packs).toHaveLength(library.packs.size);
  });

  test('passes its own tests', () => {
    if (!policy || !parts) throw new Error('not a policy');
    const shipped = new Set(
      [...library.packs.values()].flatMap((pack) => packRules(pack)).map(({ compiled }) => compiled.id),
    );
    const own = placedRules(parts, library).filter(({ compiled }) => !shipped.has(compiled.id));
    const { results } = runPolicyTests(policy, own, now);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.length > 0).toBe(text.includes('\nrules:'));
  });
});
