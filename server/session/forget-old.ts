import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOver } from './past';
import { readSessionFile } from './session-file';

const dayMs = 24 * 3_600_000;
const maxLookedAt = 200;

/** Removes the files of sessions in which nothing counts any more. Best effort: what stays is only in the way. */
export function forgetOld(folder: string, now: number): void {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    for (const name of names.slice(0, maxLookedAt)) forgetIfOver(join(folder, name), now);
  } catch {}
}

function forgetIfOver(path: string, now: number): void {
  if (now - statSync(path).mtimeMs < dayMs) return;
  if (isOver(readSessionFile(path).past, now)) rmSync(path, { force: true });
}
