/** Small repositories to look at, and ways to change them. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function git(root: string, ...args: string[]): string {
  const settings = ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.test', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...settings, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Makes every new file look old and has git note that: what follows can be told from the times. */
export function settle(root: string): void {
  const before = Date.now() / 1000 - 100;
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (/^\.git(\/|$)/.test(name)) continue;
    const stat = lstatSync(join(root, name));
    if (stat.isFile() && stat.mtimeMs / 1000 > before) utimesSync(join(root, name), before, before);
  }
  git(root, 'update-index', '-q', '--refresh');
}

/** The same size and the same time as before: only the time of the change of its description gives it away. */
export function rewriteInSecret(file: string): void {
  const { size, atime, mtime } = lstatSync(file);
  writeFileSync(file, 'z'.repeat(size));
  utimesSync(file, atime, mtime);
}

/** Some files, committed a while ago. */
export function makeRepository(folder: string): string {
  const root = realpathSync(mkdtempSync(join(folder, 'repository-')));
  git(root, 'init', '-q', '-b', 'main');
  for (const name of ['a', 'b.txt', 'src/b.txt', 'src/x.log']) write(join(root, name), name);
  git(root, 'add', '-A');
  settle(root);
  git(root, 'commit', '-qm', 'first');
  return root;
}
