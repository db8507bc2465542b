import { type Stats, statSync } from 'node:fs';

/** Two changes within one tick of a file system's clock look alike, so what is younger than a tick is not remembered. */
const tickMs = 100;
/** Where times are kept in seconds only, a tick is up to two. */
const coarseTickMs = 2_000;

/**
 * What was made of files, kept for as long as they look as they did (time, size, identity). Lives as long as the process,
 * so it holds no more than `capacity`.
 */
export class RememberedFiles<T> {
  private readonly known = new Map<string, { readonly stat: Stats; readonly value: T }>();

  constructor(
    private readonly make: (path: string, stat: Stats) => T,
    private readonly capacity = 64,
  ) {}

  /** `undefined` when there is no such regular file. */
  get(path: string): T | undefined {
    const stat = regularFile(path);
    if (stat === undefined) return undefined;
    const earlier = this.known.get(path);
    if (earlier !== undefined && looksAlike(earlier.stat, stat)) return earlier.value;
    const value = this.make(path, stat);
    if (isSettled(stat)) this.keep(path, stat, value);
    return value;
  }

  private keep(path: string, stat: Stats, value: T): void {
    this.known.delete(path);
    this.known.set(path, { stat, value });
    const [oldest] = this.known.keys();
    if (this.known.size > this.capacity && oldest !== undefined) this.known.delete(oldest);
  }
}

function regularFile(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}

function looksAlike(one: Stats, other: Stats): boolean {
  return (
    one.mtimeMs === other.mtimeMs &&
    one.ctimeMs === other.ctimeMs &&
    one.size === other.size &&
    one.ino === other.ino &&
    one.dev === other.dev
  );
}

function isSettled({ mtimeMs, ctimeMs }: Stats): boolean {
  const changed = Math.max(mtimeMs, ctimeMs);
  return Date.now() - changed > (changed % 1000 === 0 ? coarseTickMs : tickMs);
}
