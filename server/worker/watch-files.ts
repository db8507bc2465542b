/**
 * Notices that files have changed which other processes write: the audit log (every hook call) and the policy. The
 * file system's events are quick where they work; a slow poll of sizes and times finds what they miss.
 */
import { type FSWatcher, statSync, watch } from 'node:fs';

const SETTLE_MS = 40;
const POLL_MS = 2000;

export interface WatchedFiles {
  /** Directories whose events may tell of a change; absent ones are tried again later. */
  directories(): readonly string[];
  /** Files whose size and time make the difference. */
  files(): readonly string[];
}

/** Calls back after changes. Returns what ends the watch. */
export function watchFiles(watched: WatchedFiles, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let before = signatureOf(watched.files());
  let settling: NodeJS.Timeout | undefined;

  const compare = (): void => {
    arm();
    const now = signatureOf(watched.files());
    if (now === before) return;
    before = now;
    onChange();
  };
  const compareSoon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(compare, SETTLE_MS);
  };
  const arm = (): void => {
    const wanted = new Set(watched.directories());
    for (const [directory, watcher] of watchers) if (!wanted.has(directory)) drop(directory, watcher);
    for (const directory of wanted) if (!watchers.has(directory)) add(directory);
  };
  const add = (directory: string): void => {
    try {
      const watcher = watch(directory, { persistent: false }, compareSoon);
      watcher.on('error', () => drop(directory, watcher));
      watchers.set(directory, watcher);
    } catch {
      // Not there yet, or no more watches to be had: the poll goes on.
    }
  };
  const drop = (directory: string, watcher: FSWatcher): void => {
    watcher.close();
    watchers.delete(directory);
  };

  arm();
  const poll = setInterval(compare, POLL_MS).unref();
  return () => {
    clearInterval(poll);
    clearTimeout(settling);
    for (const [directory, watcher] of watchers) drop(directory, watcher);
  };
}

function signatureOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat ? `${file} ${stat.size} ${stat.mtimeMs} ${stat.ino}` : file;
    })
    .join('\n');
}
