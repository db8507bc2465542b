/** Refs and their logs, as their files have them. Nothing where a repository keeps them in another way. */
import { join } from 'node:path';
import type { GitDirectory } from './directory';
import { readSmall } from './small-files';

const commitId = /^[0-9a-f]{40,64}$/;

/** The commit that a full ref (`refs/remotes/origin/main`) names. */
export function commitOf(ref: string, { commonDir }: GitDirectory): string | undefined {
  const loose = readSmall(join(commonDir, ref))?.trim();
  if (loose !== undefined) return commitId.test(loose) ? loose : undefined;
  const packed = readSmall(join(commonDir, 'packed-refs'))?.split('\n');
  const commit = packed?.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
  return commit !== undefined && commitId.test(commit) ? commit : undefined;
}

/** The ref that a symbolic ref (`refs/remotes/origin/HEAD`) leads to. */
export function targetOf(ref: string, { commonDir }: GitDirectory): string | undefined {
  return /^ref:\s*(\S+)\s*$/.exec(readSmall(join(commonDir, ref)) ?? '')?.[1];
}

/** What moved a ref last, and to which commit. */
export function lastMove(
  ref: string,
  { commonDir }: GitDirectory,
): { readonly to: string; readonly by: string } | undefined {
  const line = readSmall(join(commonDir, 'logs', ref))
    ?.trimEnd()
    .split('\n')
    .at(-1);
  const [ids, by] = line?.split('\t') ?? [];
  const to = ids?.split(' ')[1];
  return to === undefined || by === undefined ? undefined : { to, by };
}
