/** The files of a working tree as they lie on the disk, as far as one question may look. */
import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import { type ByteString, bytesOf } from './byte-string';

/** With more files to look at than this, git itself is faster. */
export const maxLooks = 1_000;

/** There is too much to look at, or something may not be looked at. */
export class CannotLook extends Error {}

type FolderKind = 'real' | 'absent' | 'other';

export class TreeFiles {
  private readonly folders = new Map<ByteString, FolderKind>([['', 'real']]);
  private looks = 0;

  constructor(private readonly root: string) {}

  /** Each question may look as far as the one before. */
  startOver(): void {
    this.looks = 0;
  }

  /** Of the file itself, not of what a link leads to. What lies behind a link or below a file is not in the tree. */
  stat(name: ByteString): Stats | undefined {
    if (this.folderKind(parentOf(name)) !== 'real') return undefined;
    return this.look(() => lstatSync(this.path(name), { throwIfNoEntry: false }));
  }

  /** `other` when it, or what it lies in, is a link or a file. */
  folderKind(name: ByteString): FolderKind {
    const known = this.folders.get(name);
    if (known !== undefined) return known;
    const above = this.folderKind(parentOf(name));
    const kind = above === 'real' ? this.ownKind(name) : above;
    this.folders.set(name, kind);
    return kind;
  }

  list(folder: ByteString): Dirent[] {
    const entries = this.look(() => readdirSync(this.path(folder), { withFileTypes: true, encoding: 'latin1' }));
    this.looks += entries.length;
    return entries;
  }

  private ownKind(name: ByteString): FolderKind {
    const stat = this.look(() => lstatSync(this.path(name), { throwIfNoEntry: false }));
    if (stat === undefined) return 'absent';
    return stat.isDirectory() ? 'real' : 'other';
  }

  private path(name: ByteString): Buffer {
    return Buffer.concat([Buffer.from(`${this.root}/`), bytesOf(name)]);
  }

  private look<T>(at: () => T): T {
    if (++this.looks > maxLooks) throw new CannotLook('too many files');
    try {
      return at();
    } catch (error) {
      throw new CannotLook('a file or folder cannot be looked at', { cause: error });
    }
  }
}

/** `''` is the top of the tree. */
export function parentOf(name: ByteString): ByteString {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
