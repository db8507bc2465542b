import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileProvider, FileText } from '../providers';
import { answeredOnce } from './remember';

/** As many links as Linux follows. */
const maxLinks = 40;

/** Files as they are at each moment. */
export const nodeFiles: FileProvider = {
  read: readText,
  kind: kindOf,
  changedAt,
  resolve: (path) => resolveDeepest(resolve(path), maxLinks, new Map()),
  list: listNames,
};

/** The same for one decision, which asks often what and where the same paths are: that is looked up once. */
export function filesOfOneMoment(): FileProvider {
  const known = new Map<string, string>();
  return {
    ...nodeFiles,
    kind: answeredOnce(kindOf),
    resolve: (path) => resolveDeepest(resolve(path), maxLinks, known),
  };
}

function readText(path: string, maxBytes: number): FileText | undefined {
  const bytes = readBytes(path, maxBytes);
  if (bytes === undefined || bytes.includes(0)) return undefined;
  return { text: bytes.toString('utf8'), digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

/** Opened without blocking, so that a pipe with no writer cannot hold up the decision. */
function readBytes(path: string, maxBytes: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(file);
    return stat.isFile() && stat.size <= maxBytes ? readWhole(file, stat.size) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readWhole(file: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(file, buffer, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

/** What is there but cannot be looked at (no permission, a loop of links) is `other`. */
function kindOf(path: string): ReturnType<FileProvider['kind']> {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'absent';
    if (stat.isFile()) return 'file';
    return stat.isDirectory() ? 'directory' : 'other';
  } catch {
    return 'other';
  }
}

/** The time of the content can be set at will, that of the entry cannot. */
function changedAt(path: string): Date | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat && (stat.mtime > stat.ctime ? stat.mtime : stat.ctime);
  } catch {
    return undefined;
  }
}

function resolveDeepest(path: string, links: number, known: Map<string, string>): string {
  const earlier = known.get(path);
  if (earlier !== undefined) return earlier;
  const real = realOrNothing(path) ?? resolveAbsent(path, links, known);
  known.set(path, real);
  return real;
}

/** Looks before it asks: an error costs more than all the rest, and much that is asked for does not exist. */
function realOrNothing(path: string): string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) && realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function resolveAbsent(path: string, links: number, known: Map<string, string>): string {
  const target = links > 0 ? linkTarget(path) : undefined;
  if (target !== undefined) return resolveDeepest(target, links - 1, known);
  const parent = dirname(path);
  return parent === path ? path : join(resolveDeepest(parent, links, known), basename(path));
}

/** Where a dangling link points: writing to it makes that file. */
function linkTarget(path: string): string | undefined {
  try {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    return isLink ? resolve(dirname(path), readlinkSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

function listNames(path: string, max: number): readonly string[] | undefined {
  try {
    const directory = opendirSync(path);
    try {
      return readNames(() => directory.readSync()?.name, max);
    } finally {
      directory.closeSync();
    }
  } catch {
    return undefined;
  }
}

function readNames(next: () => string | undefined, max: number): string[] {
  const names: string[] = [];
  for (let name = next(); name !== undefined && names.length < max; name = next()) names.push(name);
  return names;
}
