/** Changes that are staged and not committed: where index and HEAD differ. */
import type { AskGit } from './ask-git';
import type { ByteString } from './byte-string';
import type { GitDirectory } from './directory';
import { headCommit, treeOf } from './head';
import type { IndexFile } from './index-file';

export interface StagedChange {
  readonly name: ByteString;
  readonly submodule: boolean;
}

/** Index files that have not changed are the same object, so an answer holds for as long as HEAD stays. */
const known = new WeakMap<IndexFile, { readonly commit: string; readonly changes: readonly StagedChange[] }>();

/** `undefined` when it cannot be told. Git is only asked when it has not noted that the index is what HEAD has. */
export function stagedChanges(
  index: IndexFile,
  directory: GitDirectory,
  git: AskGit,
): readonly StagedChange[] | undefined {
  const commit = headCommit(directory);
  if (commit === undefined) return undefined;
  const earlier = known.get(index);
  if (earlier?.commit === commit) return earlier.changes;
  const changes = compare(index, commit, directory, git);
  if (changes !== undefined) known.set(index, { commit, changes });
  return changes;
}

function compare(index: IndexFile, commit: string, directory: GitDirectory, git: AskGit) {
  if (commit === 'unborn') return everything(index);
  if (index.tree !== undefined && index.tree === treeOf(commit, directory)) return [];
  const raw = git.staged(directory.root, commit);
  return raw === undefined ? undefined : parseRaw(raw);
}

/** Before the first commit. */
function everything(index: IndexFile): StagedChange[] {
  return Array.from({ length: index.size }, (_, position) => index.entry(position)).map(({ name, mode }) => ({
    name,
    submodule: mode === submoduleMode,
  }));
}

const submoduleMode = 0o160000;

/** `:MODE MODE ID ID STATUS NUL NAME NUL`, again and again. */
function parseRaw(raw: string): StagedChange[] {
  return [...raw.matchAll(/:(\d+) (\d+) [^\0]*\0([^\0]+)\0/g)].map(([, before = '', after = '', name = '']) => ({
    name,
    submodule: [before, after].some((mode) => Number.parseInt(mode, 8) === submoduleMode),
  }));
}
