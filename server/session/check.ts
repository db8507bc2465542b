import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSessionFile } from './session-file';

/** What is wrong with the sessions that are remembered in a folder; nothing when there is no such folder. */
export function sessionProblems(folder: string): readonly string[] {
  return namesIn(folder).flatMap((name) => readSessionFile(join(folder, name)).past.problem ?? []);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
