/**
 * Where the hooks of a user find a worker that answers for them: a folder which only the user may enter, and in it, for
 * each workspace that a worker serves, a file named after the workspace. Read at every call, so nothing is searched.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Variables } from '../facts/node-environment';

export interface WorkerAddress {
  /** Name of the worker's socket or pipe; `socketPath` says where that is. */
  readonly socket: string;
  /** The build of the worker: name of the runtime's folder. A hook of another build decides by itself. */
  readonly build: string;
  /** What the worker says first. Nobody else can, as nobody else may read this file. */
  readonly password: string;
}

const maxBytes = 1_000;

/** The home of a hook's user: where its launcher has found it, and what `os.homedir` says when it is set. */
export function homeOf(env: Variables): string | undefined {
  return process.platform === 'win32' ? env.USERPROFILE : env.HOME;
}

/** The folder of a user. Its name is short because systems limit the length of a socket's path. */
export function workersFolder(home: string): string {
  return join(home, '.guardrails', 'run');
}

export function socketPath(home: string, socket: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\guardrails-${socket}` : join(workersFolder(home), socket);
}

/** The file for a workspace. Its name is short and quick rather than unique: a worker asked in error declines. */
export function addressFile(home: string, workspace: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (let index = 0; index < workspace.length; index++) {
    hash = Math.imul(hash ^ workspace.charCodeAt(index), 0x01000193);
  }
  return join(workersFolder(home), `${(hash >>> 0).toString(16).padStart(8, '0')}.worker`);
}

/** The worker for a folder: that of the innermost workspace around it. */
export function findWorker(home: string, folder: string): WorkerAddress | undefined {
  if (!isPrivate(workersFolder(home))) return undefined;
  for (let above = folder; ; above = dirname(above)) {
    const address = readAddress(addressFile(home, above));
    if (address !== undefined || dirname(above) === above) return address;
  }
}

/** Looked at before it is read: an absent one is the ordinary case, and a pipe in its place would block. */
export function readAddress(file: string): WorkerAddress | undefined {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > maxBytes) return undefined;
    const [socket, build, password] = readFileSync(file, 'utf8').split('\n');
    return socket && build && password ? { socket, build, password } : undefined;
  } catch {
    return undefined;
  }
}

export function addressText({ socket, build, password }: WorkerAddress): string {
  return `${socket}\n${build}\n${password}\n`;
}

/** A folder of this user's own that nobody else may enter. Windows protects the user's profile by itself. */
export function isPrivate(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return false;
  return process.platform === 'win32' || (stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0);
}
