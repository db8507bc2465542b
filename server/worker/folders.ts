/**
 * The workspaces of the folders that are open, and which of them a path belongs to. A folder within a repository is
 * decided by the repository's policy and recorded in its log, as hooks do it.
 */
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspaceOf } from '../facts/workspace';

export class Folders {
  private roots: readonly string[] = [];

  /** Takes addresses; those that are not files are left out. */
  set(uris: readonly string[]): void {
    const paths = uris.flatMap((uri) => pathOfUri(uri) ?? []);
    this.roots = [...new Set(paths.map(workspaceOf))];
  }

  get all(): readonly string[] {
    return this.roots;
  }

  /** The folder that holds when nothing says which. */
  get first(): string | undefined {
    return this.roots[0];
  }

  /** The innermost folder around a path. */
  around(path: string): string | undefined {
    const holding = this.roots.filter(
      (root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep),
    );
    return holding.sort((a, b) => b.length - a.length)[0];
  }

  /** The innermost workspace around a file, or the one it would have by itself. */
  ofFile(path: string): string {
    return this.around(path) ?? workspaceOf(dirname(path));
  }
}

/** Absolute path of a `file:` address; `undefined` for any other. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
