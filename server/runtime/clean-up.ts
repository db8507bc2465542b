import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A window of an older version may still be open, and a hook of it just running. */
const keptFor = 7 * 24 * 60 * 60 * 1000;

/** Takes away copies that nothing points to any more. What cannot be removed stays: it does no harm. */
export function removeOldRuntimes(runtime: string, current: string): void {
  for (const entry of readdirSync(runtime, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === current) continue;
    try {
      const path = join(runtime, entry.name);
      if (Date.now() - statSync(path).mtimeMs > keptFor) rmSync(path, { recursive: true, force: true });
    } catch {}
  }
}
