/** Files of a folder as a commit has them. */
import { createHash } from 'node:crypto';
import { posix, relative, sep } from 'node:path';
import type { FileProvider, FileText } from '../../providers';
import type { Variables } from '../node-environment';
import { findGitDirectory } from './directory';
import { runGit } from './run-git';

/** For both questions together; git answers in a few milliseconds. */
const timeoutMs = 400;
const maxFiles = 200;
/** Not as `git replace` has it. */
const asCommitted = '--no-replace-objects';

interface Blob {
  readonly id: string;
  readonly path: string;
}

/** The regular files within `folder` (absolute) at a revision; nothing when there are none, or git cannot tell. */
export function filesAt(revision: string, folder: string, variables: Variables): FileProvider | undefined {
  const root = findGitDirectory(folder)?.root;
  if (root === undefined) return undefined;
  const circumstances = { cwd: root, env: variables, timeout: timeoutMs };
  const within = relative(root, folder).split(sep).join('/');
  const tree = runGit([asCommitted, 'ls-tree', '-r', '-z', '--full-tree', revision, '--', `${within}/`], circumstances);
  const blobs = blobsOf(tree?.toString('utf8') ?? '').slice(0, maxFiles);
  if (blobs.length === 0) return undefined;
  const input = blobs.map(({ id }) => `${id}\n`).join('');
  const answer = runGit([asCommitted, 'cat-file', '--batch'], { ...circumstances, input });
  const texts = answer && textsOf(answer);
  if (texts?.length !== blobs.length) return undefined;
  return providerOf(new Map(blobs.map(({ path }, index) => [posix.join(root, path), texts[index] as Buffer])));
}

/** `100644 blob ID<tab>PATH`, ended by NUL. Links and submodules are left out. */
function blobsOf(listing: string): readonly Blob[] {
  return listing.split('\0').flatMap((entry) => {
    const match = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/s.exec(entry);
    return match?.[1] && match[2] ? [{ id: match[1], path: match[2] }] : [];
  });
}

/** `ID blob SIZE`, a line end, so many bytes, a line end. */
function textsOf(answer: Buffer): readonly Buffer[] {
  const texts: Buffer[] = [];
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf('\n', at);
    const size = Number(/ blob (\d+)$/.exec(answer.toString('utf8', at, end))?.[1] ?? Number.NaN);
    if (Number.isNaN(size)) return [];
    texts.push(answer.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}

function providerOf(files: ReadonlyMap<string, Buffer>): FileProvider {
  const names = (folder: string) => [
    ...new Set(
      [...files.keys()]
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/')[0] as string),
    ),
  ];
  const slashed = (path: string) => path.split(sep).join('/');
  return {
    read: (path, maxBytes) => textOf(files.get(slashed(path)), maxBytes),
    kind: (path) => (files.has(slashed(path)) ? 'file' : names(slashed(path)).length > 0 ? 'directory' : 'absent'),
    resolve: (path) => path,
    changedAt: () => undefined,
    list: (path, max) => names(slashed(path)).slice(0, max),
  };
}

function textOf(bytes: Buffer | undefined, maxBytes: number): FileText | undefined {
  if (bytes === undefined || bytes.length > maxBytes || bytes.includes(0)) return undefined;
  return { text: bytes.toString('utf8'), digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}
