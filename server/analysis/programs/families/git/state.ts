/** The repository that a git command works in. */
import type { GitState } from '../../../../providers';
import type { Call } from '../../program';

/** `undefined` outside a repository, and where the directory is not known. */
export function gitState(call: Call): GitState | undefined {
  const directory = gitDirectory(call);
  return directory === undefined ? undefined : call.invocation.surroundings.providers.git.state(directory);
}

/** The directory whose repository is meant; `null` when another one is named, or none is known. */
export function workingDirectory(call: Call): string | null {
  const isNamed =
    ['--git-dir', '--work-tree'].some((name) => call.outermost.has(name) !== false) ||
    ['GIT_DIR', 'GIT_WORK_TREE'].some((name) => call.invocation.variable(name) !== undefined);
  return isNamed ? null : (gitDirectory(call) ?? null);
}

function gitDirectory(call: Call): string | undefined {
  const { cwd, surroundings } = call.invocation;
  const given = call.outermost.values('-C').at(-1);
  if (!given) return typeof cwd === 'string' ? cwd : undefined;
  const path = surroundings.fileTarget(given.value, cwd).path;
  return typeof path === 'string' ? path : undefined;
}

/** Is the word the name of an existing file, seen from where git works? */
export function isExistingPath(call: Call, path: string): boolean {
  const target = call.invocation.surroundings.fileTarget(path, gitDirectory(call) ?? call.invocation.cwd).path;
  if (typeof target !== 'string') return false;
  return call.invocation.surroundings.providers.files.kind(target) !== 'absent';
}
