/** What HEAD names, as far as files tell; packed objects and the reftable format are left to git. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { GitDirectory } from './directory';
import { readSmall } from './small-files';

const id = /^([0-9a-f]{40}(?:[0-9a-f]{24})?)\s*$/;

/** The id of the commit; `unborn` before the first one. */
export function headCommit(directory: GitDirectory): string | 'unborn' | undefined {
  const head = readSmall(join(directory.gitDir, 'HEAD')) ?? '';
  const branch = /^ref:\s*(refs\/heads\/\S+)\s*$/.exec(head)?.[1];
  if (branch === undefined) return id.exec(head)?.[1];
  // What HEAD says when branches are kept in the reftable format.
  if (branch === 'refs/heads/.invalid') return undefined;
  const loose = readSmall(join(directory.commonDir, branch));
  return loose === undefined ? packedRef(directory, branch) : id.exec(loose ?? '')?.[1];
}

function packedRef({ commonDir }: GitDirectory, name: string): string | 'unborn' | undefined {
  const packed = readSmall(join(commonDir, 'packed-refs'));
  if (packed === null) return undefined;
  const end = packed?.indexOf(` ${name}\n`) ?? -1;
  return packed === undefined || end < 0
    ? 'unborn'
    : id.exec(packed.slice(packed.lastIndexOf('\n', end) + 1, end))?.[1];
}

const maxCommitBytes = 1024 * 1024;

/** The id of a commit's tree; `undefined` when the commit is not in a file of its own. */
export function treeOf(commit: string, { commonDir }: GitDirectory): string | undefined {
  const path = join(commonDir, 'objects', commit.slice(0, 2), commit.slice(2));
  try {
    if (statSync(path).size > maxCommitBytes) return undefined;
    const object = inflateSync(readFileSync(path), { maxOutputLength: maxCommitBytes });
    return /^commit \d+\0tree ([0-9a-f]+)\n/.exec(object.toString('latin1', 0, 128))?.[1];
  } catch {
    return undefined;
  }
}
