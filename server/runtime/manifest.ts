/** What belongs to the runtime of the hook, with the digest of each file: made by the build, shipped with it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const manifestFile = 'runtime.json';

export interface RuntimeManifest {
  /** Of the extension. */
  readonly version: string;
  /** Path below the runtime's folder, with forward slashes → hex SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}

/** Throws when there is none, or it is not one. */
export function readManifest(folder: string): RuntimeManifest {
  const manifest = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')) as Partial<RuntimeManifest> | null;
  if (typeof manifest?.version !== 'string' || typeof manifest.files !== 'object') {
    throw new Error(`${join(folder, manifestFile)} is not a runtime manifest`);
  }
  return manifest as RuntimeManifest;
}

/** Two builds of one version have two folders, so that no copy in use is ever overwritten. */
export function folderNameOf(manifest: RuntimeManifest): string {
  const digest = createHash('sha256').update(JSON.stringify(manifest.files)).digest('hex');
  return `${manifest.version}-${digest.slice(0, 8)}`;
}

/** Files that are missing, unreadable or not as the build made them. */
export function damagedFiles(folder: string, { files }: RuntimeManifest): string[] {
  return Object.entries(files).flatMap(([path, digest]) => (digestOf(join(folder, path)) === digest ? [] : [path]));
}

function digestOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}
