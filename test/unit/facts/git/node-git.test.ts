import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeGit } from '../../../../server/facts/git/node-git';
import type { EnvironmentProvider } from '../../../../server/providers';

let folder: string;
let repo: string;

const env = (): EnvironmentProvider => ({
  get: (name) => ({ GIT_CONFIG_NOSYSTEM: '1' })[name],
  home: join(folder, 'home'),
  platform: 'linux',
  user: 'dana',
});

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.test', ...args], { cwd, stdio: 'pipe' });
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-git-')));
  repo = join(folder, 'repo');
  mkdirSync(join(folder, 'home'));
  writeFileSync(
    join(folder, 'home/.gitconfig'),
    '[alias]\n\tco = checkout\n[url "git@example.test:"]\n\tinsteadOf = ex:\n',
  );
  git(folder, 'init', '-q', '-b', 'main', 'repo');
  writeFileSync(join(repo, 'tracked.txt'), 'one\n');
  writeFileSync(join(repo, '.gitignore'), 'out/\n');
  git(repo, 'add', '.');
  git(repo, 'commit', '-q', '-m', 'first');
  git(repo, 'remote', 'add', 'origin', 'ex:shop.git');
  git(repo, 'config', 'alias.nuke', '!git reset --hard # "all"');
  git(repo, 'config', 'branch.main.remote', 'origin');
  git(repo, 'config', 'branch.main.merge', 'refs/heads/trunk');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('reads branch, remotes, aliases and upstream from the files', () => {
  const state = nodeGit(env()).state(join(repo));
  expect(state).toEqual({
    root: repo,
    branch: 'main',
    remotes: new Map([['origin', 'git@example.test:shop.git']]),
    aliases: new Map([
      ['co', 'checkout'],
      ['nuke', '!git reset --hard # "all"'],
    ]),
    upstream: { remote: 'origin', ref: 'trunk' },
  });
});

test('a linked working tree has its own branch and the shared settings', () => {
  git(repo, 'worktree', 'add', '-q', '-b', 'side', join(folder, 'side'));
  const state = nodeGit(env()).state(join(folder, 'side'));
  expect(state?.branch).toBe('side');
  expect(state?.root).toBe(join(folder, 'side'));
  expect(state?.remotes.get('origin')).toBe('git@example.test:shop.git');
});

test('a detached head has no branch, and a folder outside has no state', () => {
  git(repo, 'worktree', 'add', '-q', '--detach', join(folder, 'detached'));
  const provider = nodeGit(env());
  expect(provider.state(join(folder, 'detached'))?.branch).toBeUndefined();
  expect(provider.state(folder)).toBeUndefined();
});

test('tells clean, dirty, untracked and ignored apart', () => {
  mkdirSync(join(repo, 'out'));
  writeFileSync(join(repo, 'out/built.js'), '');
  expect(nodeGit(env()).dirty(repo)).toBe(false);
  expect(nodeGit(env()).tracked(join(repo, 'tracked.txt'))).toBe('clean');
  expect(nodeGit(env()).tracked(join(repo, 'out'))).toBe('none');
  writeFileSync(join(repo, 'tracked.txt'), 'two\n');
  writeFileSync(join(repo, 'new.txt'), '');
  expect(nodeGit(env()).dirty(repo)).toBe(true);
  expect(nodeGit(env()).tracked(join(repo, 'tracked.txt'))).toBe('dirty');
  expect(nodeGit(env()).tracked(join(repo, 'new.txt'))).toBe('untracked');
  expect(nodeGit(env()).tracked(join(folder, 'elsewhere'))).toBe('none');
  expect(nodeGit(env()).dirty(folder)).toBeUndefined();
  expect(nodeGit(env()).tracked(join(repo, '.git'))).toBe('none');
  expect(nodeGit(env()).tracked(join(repo, '.git/index'))).toBeUndefined();
  expect(nodeGit(env()).tracked(join(repo, 'a\0b'))).toBeUndefined();
});

test('a settings file that would start a program when asked for the status does not', () => {
  git(repo, 'config', 'core.fsmonitor', `touch ${join(folder, 'started')}; false`);
  nodeGit(env()).dirty(repo);
  expect(() => realpathSync(join(folder, 'started'))).toThrow();
});
