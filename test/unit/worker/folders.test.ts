import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folders, pathOfUri } from '../../../server/worker/folders';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-folders-')));
  for (const folder of ['shop/.git', 'shop/packages/web', 'tools']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'shop/.git/HEAD'), 'ref: refs/heads/main\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function opened(...folders: string[]): Folders {
  const all = new Folders();
  all.set(folders.map((folder) => pathToFileURL(join(root, folder)).href));
  return all;
}

describe('workspace folders', () => {
  it('within a repository stand for the repository, as they do for hooks', () => {
    const folders = opened('shop/packages/web', 'shop', 'tools');
    expect(folders.all).toEqual([join(root, 'shop'), join(root, 'tools')]);
    expect(folders.around(join(root, 'shop/packages/web/a.sh'))).toBe(join(root, 'shop'));
  });

  it('are told apart from those with a longer name', () => {
    const folders = opened('tools');
    expect(folders.around(join(root, 'tools'))).toBe(join(root, 'tools'));
    expect(folders.around(join(root, 'tools-of-others/a.sh'))).toBeUndefined();
    expect(folders.ofFile(join(root, 'tools-of-others/a.sh'))).toBe(join(root, 'tools-of-others'));
  });

  it('are files only', () => {
    const folders = new Folders();
    folders.set(['vscode-vfs://github/a/b', 'untitled:x', 'file://other-host/%zz']);
    expect(folders.all).toEqual([]);
    expect(pathOfUri('file:///a%20b/c')).toBe('/a b/c');
  });
});
