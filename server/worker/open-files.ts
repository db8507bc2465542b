/** Files as the editor has them: what is open and unsaved is read from the editor, everything else from the disk. */
import { createHash } from 'node:crypto';
import type { FileProvider, Providers } from '../providers';

/** Text of the open document with this path. */
export type OpenText = (path: string) => string | undefined;

export function withOpenFiles(providers: Providers, openText: OpenText): Providers {
  return { ...providers, files: openFiles(providers.files, openText) };
}

export function openFiles(files: FileProvider, openText: OpenText): FileProvider {
  return {
    ...files,
    read: (path, maxBytes) => {
      const text = openText(path);
      if (text === undefined) return files.read(path, maxBytes);
      return Buffer.byteLength(text) > maxBytes ? undefined : { text, digest: digestOf(text) };
    },
  };
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
