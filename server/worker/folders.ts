/** The workspace folders, and which of them a path belongs to. */
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export class Folders {
  private roots: readonly string[] = [];

  /** Takes addresses; those that are not files are left out. */
  set(uris: readonly string[]): void {
    this.roots = uris.flatMap((uri) => pathOfUri(uri) ?? []);
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

  /** The innermost folder around a path, or the folder the file itself is in. */
  workspaceOf(path: string): string {
    return this.around(path) ?? dirname(path);
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
