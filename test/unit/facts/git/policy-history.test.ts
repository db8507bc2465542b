/** What a real repository says of its policy: committed, and arrived on the protected branch. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { nodeHistory } from '../../../../server/policy/node-history';
import { fakeProviders } from '../../../support/fake-providers';

let folder: string;
let theirs: string;
let ours: string;
const history = nodeHistory(fakeProviders({ home: '/nowhere', env: { GIT_CONFIG_NOSYSTEM: '1' } }).env);

function git(cwd: string, ...args: readonly string[]): string {
  const settings = ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...settings, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
}

function commit(repository: string, text: string): void {
  mkdirSync(join(repository, '.guardrails/rules'), { recursive: true });
  writeFileSync(join(repository, '.guardrails/policy.yaml'), text);
  writeFileSync(join(repository, '.guardrails/rules/more.yaml'), 'rules: []\n');
  git(repository, 'add', '.');
  git(repository, 'commit', '-qm', text);
}

const isProtected = (branch: string) => branch === 'main';
const reviewedOn = () => history.reviewedOn(ours, isProtected, ['main', 'release/**']);
const policyAt = (commit: string) =>
  history.filesAt(ours, commit)?.read(join(ours, '.guardrails/policy.yaml'), 100)?.text;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'policy-history-')));
  theirs = join(folder, 'theirs');
  ours = join(folder, 'ours');
  mkdirSync(theirs);
  git(theirs, 'init', '-q');
  commit(theirs, 'one');
  git(folder, 'clone', '-q', theirs, ours);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what is committed', () => {
  it('is read from the commit, not from the working tree', () => {
    writeFileSync(join(ours, '.guardrails/policy.yaml'), 'edited');
    writeFileSync(join(ours, '.guardrails/new.yaml'), 'new');
    const files = history.committed(ours);
    expect(files?.read(join(ours, '.guardrails/policy.yaml'), 100)?.text).toBe('one');
    expect(files?.list(join(ours, '.guardrails'), 100)).toEqual(['policy.yaml', 'rules']);
    expect(files?.list(join(ours, '.guardrails/rules'), 100)).toEqual(['more.yaml']);
    expect(files?.kind(join(ours, '.guardrails/new.yaml'))).toBe('absent');
  });

  it('is nothing without a repository, a commit or a policy', () => {
    mkdirSync(join(folder, 'plain'));
    expect(history.committed(join(folder, 'plain'))).toBeUndefined();
    git(join(folder, 'plain'), 'init', '-q');
    expect(history.committed(join(folder, 'plain'))).toBeUndefined();
  });

  it('is not what a replacement makes of it', () => {
    commit(ours, 'two');
    git(ours, 'replace', 'HEAD', 'HEAD~1');
    expect(history.committed(ours)?.read(join(ours, '.guardrails/policy.yaml'), 100)?.text).toBe('two');
  });
});

describe('what has arrived on the protected branch', () => {
  it('is what a fetch brought', () => {
    const branch = reviewedOn();
    expect(branch?.ref).toBe('refs/remotes/origin/main');
    commit(theirs, 'two');
    git(ours, 'fetch', '-q');
    expect(branch && policyAt(history.arrived(ours, branch) ?? '')).toBe('two');
  });

  it('is nothing where there is no such branch', () => {
    expect(history.reviewedOn(ours, () => false, ['release/**'])).toBeUndefined();
    expect(history.reviewedOn(theirs, isProtected, ['main'])).toBeUndefined();
  });

  test.each<[string, (...args: string[]) => void]>([
    ['a ref that is written', () => git(ours, 'update-ref', 'refs/remotes/origin/main', 'HEAD')],
    [
      'a push from here',
      () => {
        git(theirs, 'config', 'receive.denyCurrentBranch', 'ignore');
        git(ours, 'push', '-q', 'origin', 'HEAD:main');
      },
    ],
    ['a push into the repository itself', () => git(ours, 'push', '-q', '.', 'HEAD:refs/remotes/origin/main')],
    ['a fetch from elsewhere', () => git(ours, 'fetch', '-q', ours, '+HEAD:refs/remotes/origin/main')],
    [
      'a remote that is another',
      () => {
        git(ours, 'remote', 'set-url', 'origin', `file://${ours}`);
        git(ours, 'fetch', '-q', '--force');
      },
    ],
    [
      'a remote that was mapped otherwise',
      () => {
        git(ours, 'branch', 'other');
        git(ours, 'config', `url.${ours}.insteadOf`, theirs);
        git(ours, 'fetch', '-q', '--force');
      },
    ],
    [
      'another remote that writes to its refs',
      () => {
        git(ours, 'remote', 'add', 'evil', ours);
        git(ours, 'config', 'remote.evil.fetch', '+refs/heads/*:refs/remotes/origin/*');
        git(ours, 'config', 'branch.main.remote', 'evil');
        git(ours, 'fetch', '-q');
      },
    ],
  ])('is not %s', (_, forge) => {
    const branch = reviewedOn();
    commit(theirs, 'two');
    git(ours, 'fetch', '-q');
    git(ours, 'reset', '-q', '--hard', 'origin/main');
    commit(ours, 'ours');
    forge();
    expect(git(ours, 'show', 'refs/remotes/origin/main:.guardrails/policy.yaml')).toBe('ours');
    expect(branch && history.arrived(ours, branch)).toBeUndefined();
  });
});
