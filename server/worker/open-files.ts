/** Files as the editor has them: what is open and unsaved is read from the editor, everything else from the disk. */
import { createHash } from 'node:crypto';
import type { FileProvider, Providers } from '../providers';

/** Text of the open document with this path. */
export type OpenText = (path: string) => string | undefined;

export function withOpenFiles(providers: Providers, openText: OpenText): Providers {
  const { files } = providers;
  const overlaid: FileProvider = {
    ...files,
    read: (path, maxBytes) => {
      const text = openText(path);
      if (text === undefined) return files.read(path, maxBytes);
      return Buffer.byteLength(text) > maxBytes ? undefined : { text, digest: digestOf(text) };
    },
  };
  return { ...providers, files: overlaid };
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
