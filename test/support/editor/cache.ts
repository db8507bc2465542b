/**
 * Things too big for package.json (an editor, a browser, its Node) live in a cache folder. Each entry is complete only
 * when its marker exists; an interrupted installation is taken up again, and two processes never install at once.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './paths';
import { step } from './progress';

const marker = 'complete.json';
const lockPollMs = 500;

/** Folder of a cache entry, installed first when it isn't complete. `name` carries the version. */
export async function cached(name: string, install: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (isComplete(folder)) return folder;
  mkdirSync(folder, { recursive: true });
  await withLock(path.join(cacheFolder, `${name}.lock`), async () => {
    if (isComplete(folder)) return;
    await step(`Installing ${name} into ${path.relative(process.cwd(), cacheFolder) || '.'}`, () => install(folder));
    markComplete(folder);
  });
  return folder;
}

function isComplete(folder: string): boolean {
  return existsSync(path.join(folder, marker));
}

function markComplete(folder: string): void {
  const partial = path.join(folder, `${marker}.partial`);
  writeFileSync(partial, `${JSON.stringify({ installed: new Date().toISOString() })}\n`);
  renameSync(partial, path.join(folder, marker));
}

async function withLock(lock: string, work: () => Promise<void>): Promise<void> {
  let announced = false;
  while (!tryLock(lock)) {
    if (!announced) process.stderr.write(`• Waiting for another process that is installing (${lock})\n`);
    announced = true;
    await sleep(lockPollMs);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    const file = openSync(lock, 'wx');
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** The holder is gone: it was killed in the middle. An empty file is one whose pid is just being written. */
function isAbandoned(lock: string): boolean {
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  return holder > 0 && !isRunning(holder);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
