/**
 * What git would say of the files of a working tree, told from its index and from how the files look. Every answer is
 * the one git would give or `undefined`: then git has to be asked.
 */
import type { GitProvider } from '../../providers';
import { type ByteString, byteString, isAscii } from './byte-string';
import { type Comparison, compareEntry } from './compare-entry';
import type { Ignored } from './ignored';
import type { IndexEntry, IndexFile } from './index-file';
import type { StagedChange } from './staged';
import { CannotLook, maxLooks, parentOf, TreeFiles } from './tree-files';
import type { TreeSettings } from './tree-settings';
import { hasUntracked } from './untracked';

export interface WorkingTreeParts {
  readonly root: string;
  readonly index: IndexFile;
  readonly settings: TreeSettings;
  readonly ignored: Ignored;
  readonly staged: () => readonly StagedChange[] | undefined;
}

export class WorkingTree {
  private readonly files: TreeFiles;

  constructor(private readonly parts: WorkingTreeParts) {
    this.files = new TreeFiles(parts.root);
  }

  /** Changes to tracked files, staged or not, in the whole tree? */
  dirty(): boolean | undefined {
    return this.ask(() => this.isChanged(this.entriesBelow(''), () => true));
  }

  /** Of a path within the tree. */
  tracked(path: string): ReturnType<GitProvider['tracked']> {
    const name = byteString(path.slice(this.parts.root.length + 1));
    return this.ask(() => (this.isReadHere(name) ? this.trackedByName(name) : undefined));
  }

  private trackedByName(name: ByteString): ReturnType<GitProvider['tracked']> {
    const { index, settings } = this.parts;
    const own = index.find(name);
    const entries = [...(own === undefined ? [] : [own]), ...this.entriesBelow(name)];
    // What is tracked under another spelling may be the same file.
    if (settings.ignoreCase && index.hasOtherSpelling(name)) return undefined;
    const changed = this.isChanged(entries, (other) => other === name || other.startsWith(`${name}/`));
    if (changed !== false) return changed && 'dirty';
    const untracked = hasUntracked(name, { ...this.parts, files: this.files });
    if (untracked !== false) return untracked && 'untracked';
    return entries.length === 0 ? 'none' : 'clean';
  }

  private entriesBelow(folder: ByteString): IndexEntry[] {
    const [from, to] = this.parts.index.below(folder);
    if (to - from > maxLooks) throw new CannotLook('too many tracked files');
    return Array.from({ length: to - from }, (_, position) => this.parts.index.entry(from + position));
  }

  /** One change is enough, whatever the others are; that there is none takes knowing all of them. */
  private isChanged(entries: readonly IndexEntry[], concerns: (name: ByteString) => boolean): boolean | undefined {
    const compared = this.compare(entries);
    if (compared !== 'same') return compared === 'changed' ? true : undefined;
    const staged = this.parts.staged()?.filter(({ name }) => concerns(name));
    // How a submodule counts is a matter of settings.
    if (staged === undefined || staged.some(({ submodule }) => submodule)) return undefined;
    return staged.length > 0;
  }

  private compare(entries: readonly IndexEntry[]): Comparison {
    let worst: Comparison = 'same';
    for (const entry of entries) {
      const compared = compareEntry(entry, this.files.stat(entry.name), this.parts.index, this.parts.settings);
      if (compared === 'changed') return 'changed';
      if (compared === 'unsure') worst = 'unsure';
    }
    return worst;
  }

  /** Nothing of git's own, nothing behind a link, and no name that git would spell in another way. */
  private isReadHere(name: ByteString): boolean {
    if (name.split('/').some((part) => part === '' || part.toLowerCase() === '.git')) return false;
    if (this.parts.settings.precompose && !isAscii(name)) return false;
    return this.files.folderKind(parentOf(name)) !== 'other';
  }

  private ask<T>(question: () => T): T | undefined {
    this.files.startOver();
    try {
      return question();
    } catch (error) {
      if (error instanceof CannotLook) return undefined;
      throw error;
    }
  }
}
