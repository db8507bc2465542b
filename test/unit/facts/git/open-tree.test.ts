import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AskGit } from '../../../../server/facts/git/ask-git';
import { findGitDirectory } from '../../../../server/facts/git/directory';
import { openTree } from '../../../../server/facts/git/open-tree';
import { nodeEnvironment } from '../../../../server/facts/node-environment';
import { git, makeRepository, rewriteInSecret, settle, write } from './repository';

let folder: string;
let root: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-tree-')));
  vi.stubEnv('HOME', folder);
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});

beforeEach(() => {
  root = makeRepository(folder);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** What files alone tell; `undefined` where git is left to answer. */
function tree(variables: Record<string, string | undefined> = process.env, from = root) {
  const directory = findGitDirectory(from);
  return directory && openTree(directory, nodeEnvironment(variables), new AskGit(process.env, 60_000));
}

function tracked(name: string) {
  const path = join(root, name);
  return tree(process.env, dirname(path))?.tracked(path);
}

describe('files tell', () => {
  test('that nothing was changed', () => {
    expect(tracked('a')).toBe('clean');
    expect(tracked('src')).toBe('clean');
    expect(tree()?.dirty()).toBe(false);
  });

  test('that a file was changed, by its size, its mode, its kind or its absence', () => {
    appendFileSync(join(root, 'a'), '+');
    chmodSync(join(root, 'b.txt'), 0o755);
    rmSync(join(root, 'src/x.log'));
    expect(['a', 'b.txt', 'src', 'src/x.log', 'src/b.txt'].map(tracked)).toEqual([
      'dirty',
      'dirty',
      'dirty',
      'dirty',
      'clean',
    ]);
    rmSync(join(root, 'a'));
    // As long as the text that stood there.
    symlinkSync('x', join(root, 'a'));
    expect(tracked('a')).toBe('dirty');
    expect(tree()?.dirty()).toBe(true);
  });

  test('that a change is staged and not committed', () => {
    write(join(root, 'a'), 'other');
    git(root, 'rm', '-q', '--cached', 'b.txt');
    git(root, 'add', 'a');
    settle(root);
    expect(['a', 'b.txt', 'src'].map(tracked)).toEqual(['dirty', 'dirty', 'clean']);
    expect(tree()?.dirty()).toBe(true);
  });

  test('that HEAD moved away from an index that stayed', async () => {
    write(join(root, 'a'), 'other');
    git(root, 'commit', '-qam', 'second');
    settle(root);
    // Long enough for the index to be remembered.
    await wait(200);
    expect([tracked('a'), tracked('a')]).toEqual(['clean', 'clean']);
    git(root, 'reset', '-q', '--soft', 'HEAD~');
    expect(tracked('a')).toBe('dirty');
  });

  test('what is untracked and what is ignored, there and in folders', () => {
    write(join(root, '.gitignore'), 'out/\n*.log\n!keep.log\n');
    for (const name of ['out/built.js', 'new/x.log', 'src/y.log', 'src/keep.log', 'b/keep.log'])
      write(join(root, name), '');
    const names = ['out', 'out/built.js', 'new', 'src/y.log', 'src/keep.log', 'src', 'b', 'absent', 'absent/too'];
    expect(names.map((name) => `${name}: ${tracked(name)}`)).toEqual([
      'out: none',
      'out/built.js: none',
      'new: none',
      'src/y.log: none',
      'src/keep.log: untracked',
      'src: untracked',
      'b: untracked',
      'absent: none',
      'absent/too: none',
    ]);
  });

  test('the same when capitals do not count', () => {
    git(root, 'config', 'core.ignoreCase', 'true');
    write(join(root, '.gitignore'), 'OUT/\n');
    write(join(root, 'out/built.js'), '');
    expect(['out', 'a', 'A', 'SRC/b.txt'].map(tracked)).toEqual(['none', 'clean', undefined, undefined]);
  });
});

describe('git is left to answer', () => {
  test('where only the content of a file tells whether it was changed', () => {
    rewriteInSecret(join(root, 'a'));
    expect(tracked('a')).toBeUndefined();
    expect(tree()?.dirty()).toBeUndefined();
  });

  test('where a file may have been changed since the index was written', () => {
    const later = Date.now() / 1000 + 60;
    utimesSync(join(root, 'a'), later, later);
    git(root, 'update-index', '--refresh');
    expect(tracked('a')).toBeUndefined();
    expect(tracked('b.txt')).toBe('clean');
  });

  test.each([
    ['flags', () => git(root, 'update-index', '--assume-unchanged', 'a')],
    [
      'an intention',
      () => [
        rmSync(join(root, 'a')),
        git(root, 'rm', '-q', '--cached', 'a'),
        write(join(root, 'a'), ''),
        git(root, 'add', '-N', 'a'),
      ],
    ],
    ['an index in two parts', () => git(root, 'update-index', '--split-index')],
    ['a setting', () => git(root, 'config', 'core.worktree', root)],
    ['an unknown format', () => git(root, 'config', 'extensions.refStorage', 'files')],
    [
      'replaced objects',
      () => [git(root, 'commit', '-q', '--allow-empty', '-m', 'x'), git(root, 'replace', 'HEAD', 'HEAD~')],
    ],
  ])('for %s', (_, change) => {
    change();
    expect(tracked('a')).toBeUndefined();
  });

  test('for other repositories within, and links', () => {
    git(root, 'init', '-q', 'lib/other');
    symlinkSync('src', join(root, 'link'));
    mkdirSync(join(root, 'lib/empty'));
    expect(tracked('lib')).toBeUndefined();
    expect(tracked('lib/empty')).toBe('none');
    expect(tree()?.tracked(join(root, 'link/b.txt'))).toBeUndefined();
  });

  test('when variables tell it to look elsewhere', () => {
    expect(tree({ GIT_INDEX_FILE: 'other' })).toBeUndefined();
    expect(tree({ GIT_DIR: '/elsewhere' })).toBeUndefined();
  });

  test('about patterns that are not understood, unless they do not matter', () => {
    write(join(root, '.gitignore'), '\\#x\n');
    write(join(root, 'new'), '');
    expect(['new', 'a'].map(tracked)).toEqual([undefined, 'clean']);
  });
});
