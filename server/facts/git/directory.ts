/** Finds the repository around a folder by looking at files, as git does. */
import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSmall } from './small-files';

export interface GitDirectory {
  /** Top of the working tree. */
  readonly root: string;
  /** Folder with this working tree's HEAD. */
  readonly gitDir: string;
  /** Folder with what all working trees share: config, refs. Equal to `gitDir` but for linked working trees. */
  readonly commonDir: string;
}

export function findGitDirectory(from: string): GitDirectory | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, '.git'));
    if (gitDir !== undefined) return { root: folder, gitDir, commonDir: commonDirOf(gitDir) };
    if (dirname(folder) === folder) return undefined;
  }
}

/** `.git` is a folder, or in submodules and linked working trees a file that names one. */
function gitDirOf(path: string): string | undefined {
  const stat = lstatOrNothing(path);
  if (stat === undefined) return undefined;
  if (!stat.isFile()) return lstatOrNothing(join(path, 'HEAD')) === undefined ? undefined : path;
  const pointer = /^gitdir:\s*(.+?)\s*$/m.exec(readSmall(path) ?? '')?.[1];
  return pointer === undefined ? undefined : resolve(dirname(path), pointer);
}

function commonDirOf(gitDir: string): string {
  const pointer = readSmall(join(gitDir, 'commondir'))?.trim();
  return pointer ? resolve(gitDir, pointer) : gitDir;
}

function lstatOrNothing(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
