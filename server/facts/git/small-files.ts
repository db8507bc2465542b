/** The small text files that git keeps: read again only when they changed. */
import { readFileSync } from 'node:fs';
import { RememberedFiles } from '../remembered-files';

const maxBytes = 1024 * 1024;

const texts = new RememberedFiles((path, { size }) => readText(path, size), 32);

/** Text of a regular file; `undefined` when there is none, `null` when it cannot be read or is not small. */
export function readSmall(path: string): string | null | undefined {
  return texts.get(path);
}

function readText(path: string, size: number): string | null {
  try {
    return size <= maxBytes ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}
