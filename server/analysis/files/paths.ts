/** Paths as far as they are known: joining, normalising, and what they are relative to. */
import { isPattern, type Text, UNKNOWN } from '../../effects/value';

/** No system opens a longer path. */
export const MAX_PATH = 4096;

/** The absolute path, or as much as is known of it. */
export function absolutePath(path: Text, cwd: Text): Text {
  if (typeof path === 'string') return absoluteKnown(path, cwd);
  if (!isPattern(path)) return UNKNOWN;
  if (path.prefix.startsWith('/')) return { ...path, prefix: normalizePrefix(path.prefix) };
  if (isWindows(path.prefix)) return path;
  // Nothing is known of the beginning: it may be absolute, unless the shell expands it in the directory.
  if (typeof cwd !== 'string' || (!path.glob && path.prefix === '')) return path;
  return { ...path, prefix: normalizePrefix(`${cwd}/${path.prefix}`) };
}

/** What a tool does with a tilde; a shell has done so before, and to a program it is a name like any other. */
export function withHome(path: string, home: string): string {
  return /^~(\/|$)/.test(path) ? home + path.slice(1) : path;
}

function absoluteKnown(path: string, cwd: Text): Text {
  if (path.startsWith('/')) return normalize(path);
  if (isWindows(path)) return normalizeWindows(path);
  if (typeof cwd === 'string') return normalize(`${cwd}/${path}`);
  return path.startsWith('..')
    ? UNKNOWN
    : { prefix: isPattern(cwd) ? cwd.prefix : '', suffix: `/${path}`, glob: false };
}

/** Removes `.`, `..` and doubled slashes of an absolute path. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The same for the beginning of a path, whose last component is not finished. */
function normalizePrefix(prefix: string): string {
  const slash = prefix.lastIndexOf('/');
  const directory = normalize(prefix.slice(0, slash + 1));
  return `${directory === '/' ? '' : directory}/${prefix.slice(slash + 1)}`;
}

export function isWindows(path: string): boolean {
  return /^[A-Za-z]:([\\/]|$)/.test(path) || path.startsWith('\\\\');
}

function normalizeWindows(path: string): string {
  return path.replace(/\//g, '\\');
}

export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
