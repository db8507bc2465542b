/** Things that happen to a working tree, drawn at random; each is tried, and may well fail where it makes no sense. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { git, rewriteInSecret, settle, write } from './repository';

export interface Change {
  readonly name: string;
  readonly apply: (root: string) => void;
}

const names = ['a', 'b.txt', 'A', 'src', 'out', 'x.log', 'ü', 'a b'];
const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const patterns = [
  'out',
  'out/',
  '/out',
  '*.log',
  '!x.log',
  'src/*',
  '!src/b.txt',
  '**/a',
  'a/**',
  'src/**/a',
  '?',
  '*',
].concat(['[ab]', '[a-b]', '\\a', 'a b ', '# a', '/', '!', 'b.*', 'A', 'src/a/', '*/b.txt', 'o*t']);
const ignoreText = fc.array(fc.constantFrom(...patterns), { maxLength: 4 }).map((lines) => lines.join('\n'));

function of(name: string, apply: (root: string, path: string) => void): fc.Arbitrary<Change> {
  return path.map((at) => ({ name: `${name} ${at}`, apply: (root) => apply(root, at) }));
}

function just(name: string, apply: (root: string) => void): fc.Arbitrary<Change> {
  return fc.constant({ name, apply });
}

const onFiles: readonly fc.Arbitrary<Change>[] = [
  of('write', (root, at) => write(join(root, at), at)),
  of('write', (root, at) => write(join(root, at), at)),
  of('empty', (root, at) => write(join(root, at), '')),
  of('append', (root, at) => appendFileSync(join(root, at), '+')),
  of('rewrite', (root, at) => rewriteInSecret(join(root, at))),
  of('touch', (root, at) => utimesSync(join(root, at), 1e9, 1e9)),
  of('delete', (root, at) => rmSync(join(root, at), { recursive: true })),
  of('chmod', (root, at) => chmodSync(join(root, at), 0o755)),
  of('folder', (root, at) => mkdirSync(join(root, at), { recursive: true })),
  of('link', (root, at) => symlinkSync('b.txt', join(root, at))),
  of('link to folder', (root, at) => symlinkSync('src', join(root, at))),
  // A name of its own: writing to it would wait for a reader.
  of('pipe', (root, at) => execFileSync('mkfifo', [join(root, `${at}.pipe`)], { stdio: 'ignore' })),
  of('nested repository', (root, at) => git(root, 'init', '-q', at)),
  fc.tuple(fc.constantFrom('', 'src/', 'a/'), ignoreText).map(([folder, text]) => ({
    name: `${folder}.gitignore ${JSON.stringify(text)}`,
    apply: (root) => write(join(root, folder, '.gitignore'), text),
  })),
  ignoreText.map((text) => ({
    name: `exclude ${JSON.stringify(text)}`,
    apply: (root) => write(join(root, '.git/info/exclude'), text),
  })),
  just('link .gitignore', (root) => symlinkSync('a', join(root, '.gitignore'))),
];

const onGit: readonly fc.Arbitrary<Change>[] = [
  of('add', (root, at) => git(root, 'add', '-f', at)),
  of('rm --cached', (root, at) => git(root, 'rm', '-rq', '--cached', at)),
  of('mv', (root, at) => git(root, 'mv', '-f', 'b.txt', at)),
  of('assume unchanged', (root, at) => git(root, 'update-index', '--assume-unchanged', at)),
  of('skip', (root, at) => git(root, 'update-index', '--skip-worktree', at)),
  of('intend to add', (root, at) => git(root, 'add', '-N', at)),
  of('restore', (root, at) => git(root, 'checkout', 'HEAD', '--', at)),
  just('add all', (root) => git(root, 'add', '-A')),
  just('add all', (root) => git(root, 'add', '-A')),
  just('commit', (root) => git(root, 'commit', '-qm', 'x')),
  just('commit', (root) => git(root, 'commit', '-qm', 'x')),
  just('commit all', (root) => git(root, 'commit', '-qam', 'x')),
  just('soft reset', (root) => git(root, 'reset', '-q', '--soft', 'HEAD~')),
  just('hard reset', (root) => git(root, 'reset', '-q', '--hard')),
  just('stash', (root) => git(root, 'stash', '-q')),
  just('new branch', (root) => git(root, 'checkout', '-qb', `side${Date.now()}`)),
  just('detach', (root) => git(root, 'checkout', '-q', '--detach')),
  just('orphan', (root) => git(root, 'checkout', '-q', '--orphan', `other${Date.now()}`)),
  just('pack refs', (root) => git(root, 'pack-refs', '--all')),
  just('pack', (root) => git(root, 'gc', '-q')),
  just('version 4', (root) => git(root, 'update-index', '--index-version', '4')),
  just('split index', (root) => git(root, 'update-index', '--split-index')),
  just('file mode off', (root) => git(root, 'config', 'core.fileMode', 'false')),
  just('ignore case', (root) => git(root, 'config', 'core.ignoreCase', 'true')),
  just('autocrlf', (root) => git(root, 'config', 'core.autocrlf', 'true')),
  just('replace', (root) => git(root, 'replace', 'HEAD', 'HEAD~')),
  just('conflict', (root) => {
    git(root, 'checkout', '-qb', `theirs${Date.now()}`, 'HEAD~');
    write(join(root, 'a'), 'theirs');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'theirs');
    git(root, 'merge', '-q', 'main');
  }),
];

const settling = just('settle', settle);

/** Half of the changes leave a tree that files tell about. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(...onFiles) },
  { weight: 3, arbitrary: fc.oneof(...onGit) },
  { weight: 2, arbitrary: settling },
);
