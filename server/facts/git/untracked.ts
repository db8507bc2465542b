/** Is there a file that git does not have and does not ignore? Such a file is nowhere else. */
import type { Dirent, Stats } from 'node:fs';
import { type ByteString, isAscii } from './byte-string';
import type { Ignored } from './ignored';
import type { IndexFile } from './index-file';
import type { TreeFiles } from './tree-files';
import type { TreeSettings } from './tree-settings';

interface Tree {
  readonly index: IndexFile;
  readonly ignored: Ignored;
  readonly settings: TreeSettings;
  readonly files: TreeFiles;
}

/** At a path or anywhere below; `undefined` when it cannot be told. */
export function hasUntracked(name: ByteString, tree: Tree): boolean | undefined {
  const stat = tree.files.stat(name);
  return stat === undefined ? false : isUntracked(name, stat, tree);
}

function isUntracked(name: ByteString, kind: Stats | Dirent<ByteString>, tree: Tree): boolean | undefined {
  if (tree.settings.precompose && !isAscii(name)) return undefined;
  if (kind.isDirectory()) return isUntrackedBelow(name, tree);
  if (kind.isFile() || kind.isSymbolicLink()) return isUntrackedFile(name, tree);
  // Git does not see pipes, sockets and devices. Some file systems do not say what it is.
  return kind.isFIFO() || kind.isSocket() || kind.isBlockDevice() || kind.isCharacterDevice() ? false : undefined;
}

function isUntrackedFile(name: ByteString, { index, ignored, settings }: Tree): boolean | undefined {
  if (index.find(name) !== undefined) return false;
  if (settings.ignoreCase && index.hasOtherSpelling(name)) return undefined;
  return negated(ignored.has(name, false));
}

function isUntrackedBelow(folder: ByteString, tree: Tree): boolean | undefined {
  const ignored = tree.ignored.has(folder, true);
  if (ignored !== false) return negated(ignored);
  const entries = tree.files.list(folder);
  // A repository within the repository.
  if (entries.some(({ name }) => name.toLowerCase() === '.git')) return undefined;
  const answers = new Set<boolean | undefined>();
  for (const entry of entries) {
    const answer = isUntracked(`${folder}/${entry.name}`, entry, tree);
    if (answer === true) return true;
    answers.add(answer);
  }
  return answers.has(undefined) ? undefined : false;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
