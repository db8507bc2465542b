/** Why a record could not be written or a log could not be read: a closed code, the place, and what to do. */
export type AuditErrorCode =
  | 'unwritable'
  | 'no-space'
  | 'locked'
  | 'not-a-folder'
  | 'foreign-format'
  | 'partial-write'
  | 'too-large';

const remedies: Record<AuditErrorCode, string> = {
  unwritable: 'Make the folder writable for you (its owner, mode and mount), then try again.',
  'no-space': 'Free some disk space, then try again.',
  locked: 'Another process holds the log for too long; see which one in the file `lock` there, and end it.',
  'not-a-folder': 'Something else stands where the audit folder belongs; move it away.',
  'foreign-format': 'It was written by a newer version of Access Guardrails; update this one.',
  'partial-write': 'Free some disk space or raise the file size limit, then try again.',
  'too-large': 'Report this: a record should always fit.',
};

export class AuditError extends Error {
  readonly remedy: string;

  constructor(
    readonly code: AuditErrorCode,
    /** File or folder that it is about. */
    readonly path: string,
    why: string,
  ) {
    super(`The audit log cannot be written: ${path}: ${why}.`);
    this.name = 'AuditError';
    this.remedy = remedies[code];
  }
}

const noSpaceErrors = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** EDQUOT on Linux, for which Node has no name. */
const quotaErrno = -122;
const misplacedErrors = new Set(['ENOTDIR', 'ELOOP', 'EISDIR']);

/** Any error of the file system, as an AuditError about `path`. */
export function auditErrorFrom(error: unknown, path: string): AuditError {
  if (error instanceof AuditError) return error;
  const { code, errno, message } = error as NodeJS.ErrnoException;
  if (errno === quotaErrno) return new AuditError('no-space', path, 'the disk quota is used up');
  if (code !== undefined && noSpaceErrors.has(code)) return new AuditError('no-space', path, `${code}, no space left`);
  if (code !== undefined && misplacedErrors.has(code))
    return new AuditError('not-a-folder', path, `${code}, not a folder`);
  return new AuditError('unwritable', path, message ?? String(error));
}
