/** Opening files that others could have replaced: never through a link, and never waiting for a pipe's other end. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Flags that neither follow a link nor wait; 0 where the platform has none. */
const safeFlags = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a file that must be a regular one. */
export function openRegular(path: string, flags: number): number {
  const file = openSync(path, flags | safeFlags, 0o600);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw Object.assign(new Error(`${path} is not a regular file`), { code: 'EISDIR' });
}

/** The whole content of a regular file. */
export function readRegular(path: string): Buffer {
  const file = openRegular(path, constants.O_RDONLY);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
