/** Gives a file a name that must be free: of several processes that try at once, one succeeds. */
import { constants, copyFileSync, linkSync } from 'node:fs';

const linklessErrors = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** `false` when the name is taken. */
export function linkExclusive(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== undefined && linklessErrors.has(code)) return copyExclusive(from, to);
    throw error;
  }
}

/** For file systems without hard links: as exclusive, but empty for a moment, which a crash may leave for good. */
function copyExclusive(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
