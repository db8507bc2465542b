import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readAddress, socketPath, workersFolder } from '../../hook/worker-address';
import { isListening } from './is-listening';

/** A worker that is about to listen has made its files in less. */
const settledMs = 10_000;

/** Takes away what workers left that were killed. What cannot be removed stays: it does no harm. */
export async function removeLeftovers(home: string): Promise<void> {
  const folder = workersFolder(home);
  for (const name of readdirSync(folder)) {
    try {
      const path = join(folder, name);
      const socket = name.endsWith('.worker') ? socketPath(home, readAddress(path)?.socket ?? '') : path;
      const isSettled = Date.now() - statSync(path).mtimeMs > settledMs;
      if (isSettled && !(await isListening(socket))) rmSync(path, { force: true });
    } catch {}
  }
}
