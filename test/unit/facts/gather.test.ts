import { describe, expect, it, vi } from 'vitest';
import type { EffectKind } from '../../../server/effects/catalogue';
import { gatherFacts } from '../../../server/facts/gather';
import type { PolicyFacts } from '../../../server/policy/compiled';
import { shippedFacts } from '../../../server/policy/shipped';
import type { Providers } from '../../../server/providers';
import { type FakeWorld, fakeProviders } from '../../support/fake-providers';
import { effect, request } from '../policy/support';

const repository: FakeWorld = {
  git: {
    root: '/workspace',
    branch: 'feature/cart',
    remotes: { origin: 'git@github.com:acme/shop.git' },
    dirty: true,
    tracked: { '/workspace/new.ts': 'untracked' },
  },
};

const acme: PolicyFacts = {
  env: {
    prod: [{ dbHost: ['*.prod.acme'] }, { kubeContext: ['prod-*'] }, { envVar: ['RAILS_ENV=production'] }],
    staging: [{ dbHost: ['db.*.acme'] }],
    dev: [{ dbHost: ['db'], dbName: ['shop_dev'] }],
    local: [{ dbHost: ['localhost'] }, { dbFile: ['**'] }],
    otherwise: 'prod',
  },
  protectedBranches: ['main', 'release/*'],
  knownHosts: ['*.acme.dev', 'github.com/acme/*'],
};

function environmentOf(kind: EffectKind, attributes: Record<string, unknown>, policy = acme) {
  const effects = [effect(kind, attributes)];
  return gatherFacts(request(), { effects, files: [] }, policy, fakeProviders(repository)).environment(0);
}

function derived(kind: EffectKind, attributes: Record<string, unknown>, name: string, world = repository): unknown {
  const effects = [effect(kind, attributes)];
  return gatherFacts(request(), { effects, files: [] }, acme, fakeProviders(world)).attribute(0, name);
}

describe('the environment of an effect', () => {
  const inDatabase = (evidence: Record<string, unknown>) => environmentOf('db.read', { evidence });

  it.each([
    ['a host of the list', { dbHost: 'db1.prod.acme' }, 'prod'],
    ['a host of two lists: the more serious', { dbHost: 'db.prod.acme' }, 'prod'],
    ['a host of the second list', { dbHost: 'db.test.acme' }, 'staging'],
    ['a sign with two conditions, both met', { dbHost: 'db', dbName: 'shop_dev' }, 'dev'],
    ['a sign with two conditions, one met', { dbHost: 'db', dbName: 'shop' }, 'prod'],
    ['this machine', { dbHost: 'localhost' }, 'local'],
    ['a file', { dbFile: '/workspace/shop.sqlite' }, 'local'],
    ['no host: the local socket', { dbName: 'shop' }, 'local'],
    ['a host that nobody knows', { dbHost: '10.0.0.7' }, 'prod'],
    ['a host that is not known here', { dbHost: null }, null],
    ['a host known in part', { dbHost: { prefix: 'db', suffix: '.prod.acme', glob: false } }, null],
    ['a variable', { envVars: ['RAILS_ENV=production'] }, 'prod'],
  ])('%s', (_, evidence, expected) => {
    expect(inDatabase(evidence)).toBe(expected);
  });

  it('is what the analysis states, when it states it', () => {
    expect(environmentOf('db.read', { env: 'staging', evidence: { dbHost: 'localhost' } })).toBe('staging');
  });

  it('is this machine for effects that have none of their own', () => {
    expect(environmentOf('fs.delete', { path: '/workspace/a' })).toBe('local');
    expect(environmentOf('code.opaque', { evidence: { kubeContext: 'prod-eu' } })).toBe('prod');
  });

  it('is the policy’s otherwise where nothing tells', () => {
    expect(environmentOf('k8s.delete', {})).toBe('prod');
    expect(environmentOf('infra.destroy', {}, { ...acme, env: { ...acme.env, otherwise: 'dev' } })).toBe('dev');
    expect(environmentOf('k8s.delete', { evidence: { kubeContext: 'kind-test' } }, shippedFacts)).toBe('local');
  });
});

describe('what the repository knows', () => {
  it.each([
    ['the branch’s own remote', {}, true],
    ['a configured remote', { remote: 'origin' }, true],
    ['a remote by its address', { remote: 'git@github.com:acme/shop.git', host: 'github.com' }, true],
    ['an organisation of the policy', { remote: 'https://github.com/acme/other.git', host: 'github.com' }, true],
    ['strangers at the same host', { remote: 'https://github.com/evil/x.git', host: 'github.com' }, false],
    ['a remote that is not configured', { remote: 'mirror' }, false],
    ['a remote nobody can tell', { remote: null }, null],
  ])('a push to %s', (_, attributes, expected) => {
    expect(derived('vcs.push', attributes, 'known')).toBe(expected);
  });

  it.each([
    ['no ref: where the branch goes', {}, false],
    ['a protected branch', { ref: 'main' }, true],
    ['a protected pattern', { ref: 'refs/heads/release/2.0' }, true],
    ['HEAD', { ref: 'HEAD' }, false],
    ['an unknown ref', { ref: null }, null],
  ])('a push of %s', (_, attributes, expected) => {
    expect(derived('vcs.push', attributes, 'protectedRef')).toBe(expected);
  });

  it('takes the upstream before the branch’s own name', () => {
    const upstream = {
      ...repository,
      git: { root: '/workspace', branch: 'x', upstream: { remote: 'origin', ref: 'main' } },
    };
    expect(derived('vcs.push', {}, 'protectedRef', upstream)).toBe(true);
  });

  it.each([
    ['api.acme.dev', true],
    ['LOCALHOST', true],
    ['drop.example.net', false],
    [null, null],
  ])('an upload to %s', (host, expected) => {
    expect(derived('net.upload', { host }, 'known')).toBe(expected);
  });

  it('tells what would be lost', () => {
    expect(derived('vcs.discard', { what: 'worktree' }, 'dirty')).toBe('yes');
    expect(derived('vcs.discard', { what: 'worktree' }, 'dirty', {})).toBe(null);
    const at = { span: { start: 0, end: 0 }, evidence: '', chain: [] };
    const known = { what: 'worktree', at: { ...at, directory: '/elsewhere' } };
    expect(derived('vcs.discard', known, 'dirty')).toBe(null);
    expect(derived('vcs.discard', { ...known, at: { ...at, directory: null } }, 'dirty')).toBe(null);
    expect(derived('vcs.push', { remote: 'origin', at: { ...at, directory: null } }, 'known')).toBe(false);
    expect(derived('fs.delete', { path: '/workspace/new.ts' }, 'tracked')).toBe('untracked');
    expect(derived('fs.delete', { path: null }, 'tracked')).toBe(null);
  });
});

describe('gathering', () => {
  it('asks nothing that no rule wants to know', () => {
    const providers = fakeProviders(repository);
    const git = {
      state: vi.fn(providers.git.state),
      dirty: vi.fn(providers.git.dirty),
      tracked: vi.fn(providers.git.tracked),
    };
    const watched: Providers = { ...providers, git };
    const effects = [effect('fs.delete', { path: '/workspace/new.ts', zone: 'workspace' })];
    const facts = gatherFacts(request(), { effects, files: [] }, acme, watched);
    facts.attribute(0, 'zone');
    facts.environment(0);
    expect([git.state, git.dirty, git.tracked].map((each) => each.mock.calls.length)).toEqual([0, 0, 0]);
    facts.attribute(0, 'tracked');
    facts.attribute(0, 'tracked');
    expect(git.tracked).toHaveBeenCalledTimes(1);
  });

  it('fills what was derived into the effects, and leaves what was stated', () => {
    const effects = [effect('fs.delete', { path: '/workspace/new.ts', tracked: 'clean' }), effect('vcs.push', {})];
    const facts = gatherFacts(request(), { effects, files: [] }, acme, fakeProviders(repository));
    facts.attribute(0, 'tracked');
    facts.attribute(1, 'known');
    expect(facts.effects()[0]).toMatchObject({ tracked: 'clean' });
    expect(facts.effects()[1]).toMatchObject({ known: true });
    expect(facts.effects()[1]).not.toHaveProperty('protectedRef');
  });

  it('knows the circumstances', () => {
    const facts = gatherFacts(
      request({ agent: { name: 'copilot' }, channel: 'task' }),
      { effects: [], files: [] },
      acme,
      fakeProviders({ ...repository, env: { SSH_CONNECTION: '1' } }),
    );
    const names = [
      'actor',
      'agent',
      'subagent',
      'branch',
      'protectedBranch',
      'repo',
      'channel',
      'remote',
      'freeze',
    ] as const;
    expect(names.map((name) => facts.context(0, name))).toEqual([
      'ai',
      'copilot',
      false,
      'feature/cart',
      false,
      'github.com/acme/shop',
      'task',
      'ssh',
      null,
    ]);
  });
});
