import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findGitDirectory } from './git/directory';

/**
 * The workspace whose policy and audit log hold in a folder: the outermost folder above that has a policy, so that
 * nothing is gained by making a nested one; else the repository; else the folder itself.
 */
export function workspaceOf(folder: string): string {
  const start = resolve(folder);
  const outermost = foldersAbove(start).findLast(hasPolicy);
  return outermost ?? findGitDirectory(start)?.root ?? start;
}

/** From the folder up, without the user's home and what is above it: those hold more than one workspace. */
function foldersAbove(folder: string): string[] {
  const home = homedir();
  const folders: string[] = [];
  for (let above = folder; dirname(above) !== above && above !== home; above = dirname(above)) folders.push(above);
  return folders;
}

/** A policy in a folder that anybody may write (`/tmp`) is nobody's. */
function hasPolicy(folder: string): boolean {
  return existsSync(join(folder, '.guardrails', 'policy.yaml')) && !isWritableByAnybody(folder);
}

function isWritableByAnybody(folder: string): boolean {
  return process.platform !== 'win32' && (statSync(folder).mode & 0o002) !== 0;
}
