/** When the files of a repository tell all that is to be known about its working tree, and when git has to be asked. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentProvider } from '../../providers';
import { answeredOnce } from '../remember';
import { RememberedFiles } from '../remembered-files';
import type { AskGit } from './ask-git';
import type { GitDirectory } from './directory';
import { Ignored } from './ignored';
import { type IdLength, IndexFile } from './index-file';
import { gitSettings } from './settings';
import { readSmall } from './small-files';
import { stagedChanges } from './staged';
import { treeSettings } from './tree-settings';
import { WorkingTree } from './working-tree';

const indexes: Readonly<Record<IdLength, RememberedFiles<IndexFile | undefined>>> = {
  20: rememberedIndexes(20),
  32: rememberedIndexes(32),
};

/** `undefined` when something about the repository is out of the ordinary. */
export function openTree(directory: GitDirectory, env: EnvironmentProvider, git: AskGit): WorkingTree | undefined {
  if (env.platform === 'win32' || overrides.some((name) => env.get(name) !== undefined)) return undefined;
  if (!isComplete(directory) || !isOurs(directory) || hasReplacedObjects(directory)) return undefined;
  const settings = treeSettings(gitSettings(directory, env), env);
  if (settings === undefined) return undefined;
  const index = indexes[settings.idLength].get(join(directory.gitDir, 'index'));
  if (index === undefined) return undefined;
  const general = [join(directory.commonDir, 'info/exclude'), settings.excludesFile];
  const ignored = new Ignored(directory.root, index, general, settings.ignoreCase);
  const stagedIn = answeredOnce((at: GitDirectory) => stagedChanges(index, at, git));
  return new WorkingTree({ root: directory.root, index, settings, ignored, staged: () => stagedIn(directory) });
}

/** Variables by which git looks elsewhere or otherwise. */
const overrides = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_REPLACE_REF_BASE',
];

/** Without these git takes the folder for an ordinary one, and looks further up. */
function isComplete({ commonDir }: GitDirectory): boolean {
  return existsSync(join(commonDir, 'objects')) && existsSync(join(commonDir, 'refs'));
}

/** Git does not act upon a repository of somebody else, unless told to. */
function isOurs({ root, gitDir }: GitDirectory): boolean {
  const user = process.geteuid?.();
  return [root, join(root, '.git'), gitDir].every((path) => lstatSync(path, { throwIfNoEntry: false })?.uid === user);
}

function hasReplacedObjects({ commonDir }: GitDirectory): boolean {
  if (existsSync(join(commonDir, 'refs/replace'))) return true;
  const packed = readSmall(join(commonDir, 'packed-refs'));
  return packed === null || packed?.includes(' refs/replace/') === true;
}

function rememberedIndexes(idLength: IdLength): RememberedFiles<IndexFile | undefined> {
  return new RememberedFiles((path, { size, mtimeMs }) => readIndex(path, size, idLength, mtimeMs), 8);
}

/** Of the largest repositories; reading a larger one takes longer than asking git. */
const maxIndexBytes = 64 * 1024 * 1024;

function readIndex(path: string, size: number, idLength: IdLength, writtenMs: number): IndexFile | undefined {
  if (size > maxIndexBytes) return undefined;
  try {
    return IndexFile.read(readFileSync(path), idLength, writtenMs);
  } catch {
    return undefined;
  }
}
