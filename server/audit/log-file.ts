/** `LOG.json`: what a log is, written once when it begins. Its digest stands in the first record. */
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AuditError } from './audit-error';
import type { AuditLayout } from './layout';
import { readRegular } from './regular-file';

const formatVersion = 1;
/** Two kinds of lock must never guard one log. */
const lockProtocol = 'link/1';

interface LogFile {
  readonly format: number;
  readonly id: string;
  readonly origin: string;
  readonly lock: string;
  readonly workspace: string;
  readonly created: string;
}

/** Identity and digest of a log, for its first record. */
export interface LogIdentity {
  readonly id: string;
  readonly digest: string;
}

/** Writes `LOG.json` of a log that begins. */
export function createLogFile(layout: AuditLayout, now: Date): LogIdentity {
  const content: LogFile = {
    format: formatVersion,
    id: randomUUID(),
    origin: `guardrails.local/${layout.domain}`,
    lock: lockProtocol,
    workspace: layout.workspace,
    created: now.toISOString(),
  };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  writeDurably(join(layout.folder, 'LOG.json'), text);
  return { id: content.id, digest: digestOf(text) };
}

/** Refuses to touch a log of another format; a missing file is left to verification. */
export function checkLogFile(layout: AuditLayout): void {
  const path = join(layout.folder, 'LOG.json');
  const content = parse(textOf(path));
  if (content === undefined) return;
  if (content.format !== formatVersion || content.lock !== lockProtocol) {
    throw new AuditError(
      'foreign-format',
      path,
      `format ${content.format} with lock ${content.lock} is not known here`,
    );
  }
}

/** Digest of the file as it stands; `undefined` when it is missing. */
export function logFileDigest(folder: string): string | undefined {
  const text = textOf(join(folder, 'LOG.json'));
  return text === undefined ? undefined : digestOf(text);
}

function parse(text: string | undefined): Partial<LogFile> | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Partial<LogFile>);
  } catch {
    return undefined;
  }
}

function writeDurably(path: string, text: string): void {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function textOf(path: string): string | undefined {
  try {
    return readRegular(path).toString('utf8');
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
