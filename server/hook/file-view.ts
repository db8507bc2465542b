import { readlinkSync, statSync } from 'node:fs';

/**
 * Names what this process sees under `/`. A container or a sandbox may share the user's home and with it the socket of
 * a worker outside, for which the same paths lead to other files.
 */
export function fileView(): string {
  const { dev, ino } = statSync('/');
  return `${mountNamespace()} ${dev}:${ino}`;
}

function mountNamespace(): string {
  if (process.platform !== 'linux') return '';
  try {
    return readlinkSync('/proc/self/ns/mnt');
  } catch {
    return '';
  }
}
