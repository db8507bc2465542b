/** Whether a tracked file is as the index has it, told from how it looks, the way git does before it reads content. */
import type { Stats } from 'node:fs';
import type { IndexEntry, IndexFile } from './index-file';
import type { TreeSettings } from './tree-settings';

/** `unsure`: only its content tells, or it is tracked in another way than most. */
export type Comparison = 'same' | 'changed' | 'unsure';

/** `stat` is of the file itself, not of what a link leads to; `undefined` when there is none. */
export function compareEntry(
  entry: IndexEntry,
  stat: Stats | undefined,
  index: IndexFile,
  { fileMode }: TreeSettings,
): Comparison {
  if (!entry.ordinary) return 'unsure';
  if (stat === undefined || !isSameType(entry, stat) || (fileMode && !isSameMode(entry, stat))) return 'changed';
  if (stat.size !== entry.size) return entry.size === 0 || stat.size > maxSize ? 'unsure' : 'changed';
  return looksUntouched(entry, stat) && !mayBeChangedSince(entry, index) ? 'same' : 'unsure';
}

/** The index keeps 32 bits of a size. */
const maxSize = 0xffff_ffff;

function isSameType({ mode }: IndexEntry, stat: Stats): boolean {
  return mode >>> 12 === 0o12 ? stat.isSymbolicLink() : stat.isFile();
}

/** Of the mode git keeps no more than whether the owner may execute the file. */
function isSameMode(entry: IndexEntry, stat: Stats): boolean {
  return stat.isSymbolicLink() || (entry.mode & 0o100) === (stat.mode & 0o100);
}

function looksUntouched(entry: IndexEntry, stat: Stats): boolean {
  return (
    entry.mtimeMs === stat.mtimeMs &&
    entry.ctimeMs === stat.ctimeMs &&
    entry.ino === stat.ino >>> 0 &&
    entry.uid === stat.uid &&
    entry.gid === stat.gid
  );
}

/** A change in the second in which the index was written cannot be told from the times: git then reads the content. */
function mayBeChangedSince(entry: IndexEntry, index: IndexFile): boolean {
  return Math.floor(entry.mtimeMs / 1000) >= index.writtenSecond;
}
