/**
 * Puts a copy of the hook where it stays: agents run it without the editor, and the extension's own folder changes with
 * every version. Several windows may do this at once.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeOldRuntimes } from './clean-up';
import { readCurrent, writeCurrent } from './current';
import { damagedFiles, folderNameOf, manifestFile, type RuntimeManifest, readManifest } from './manifest';
import { replaceFile } from './replace-file';
import { type RuntimeSettings, runtimeFolder, writeSettings } from './settings';
import { isNewer } from './version';

export interface InstallOptions {
  /** Folder with the build: where the worker's own bundle is. */
  readonly source: string;
  readonly home: string;
  /** Program that is to run the hook. */
  readonly execPath: string;
  readonly settings: RuntimeSettings;
}

export interface Installed {
  readonly state: 'installed' | 'repaired' | 'current' | 'failed';
  readonly path?: string;
  readonly problem?: string;
}

/** Never throws: what went wrong is in `problem`, with what to do. */
export function installRuntime(options: InstallOptions): Installed {
  const runtime = runtimeFolder(options.home);
  try {
    return install(options, runtime);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      state: 'failed',
      problem: `The hook's runtime could not be installed in ${runtime}: ${why}. Until it is, agents are refused.`,
    };
  }
}

function install({ source, execPath, settings }: InstallOptions, runtime: string): Installed {
  const manifest = readManifest(source);
  const folder = folderNameOf(manifest);
  const path = join(runtime, folder);
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  writeSettings(runtime, settings);
  if (isSuperseded(runtime, manifest)) return { state: 'current', path };
  const state = copyOrRepair(source, path, manifest);
  const changed = pointTo(runtime, { folder, execPath });
  removeOldRuntimes(runtime, folder);
  return { state: state === 'current' && changed ? 'installed' : state, path };
}

/** A window of an older version that is still open does not take the newer one away. */
function isSuperseded(runtime: string, manifest: RuntimeManifest): boolean {
  const current = readCurrent(runtime);
  if (current === undefined) return false;
  try {
    const other = readManifest(join(runtime, current.folder));
    return isNewer(other.version, manifest.version) && damagedFiles(join(runtime, current.folder), other).length === 0;
  } catch {
    return false;
  }
}

function copyOrRepair(source: string, path: string, manifest: RuntimeManifest): Installed['state'] {
  if (!existsSync(path) && moveIntoPlace(source, path, manifest)) return 'installed';
  const damaged = damagedFiles(path, manifest);
  for (const file of damaged) restore(join(source, file), join(path, file));
  replaceFile(join(path, manifestFile), readFileSync(join(source, manifestFile)));
  requireIntact(path, source, manifest);
  return damaged.length > 0 ? 'repaired' : 'current';
}

/** False when another window was faster. */
function moveIntoPlace(source: string, path: string, manifest: RuntimeManifest): boolean {
  const unfinished = `${path}.new-${randomBytes(4).toString('hex')}`;
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    for (const file of [...Object.keys(manifest.files), manifestFile])
      restore(join(source, file), join(unfinished, file));
    requireIntact(unfinished, source, manifest);
    renameSync(unfinished, path);
    return true;
  } catch (error) {
    if (!existsSync(path)) throw error;
    return false;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function requireIntact(path: string, source: string, manifest: RuntimeManifest): void {
  const damaged = damagedFiles(path, manifest);
  if (damaged.length > 0)
    throw new Error(`${damaged.join(', ')} in ${source} are not as they were built; install again`);
}

/** A hook that starts meanwhile finds the old file or the new one. A folder in the way is no file of ours. */
function restore(from: string, to: string): void {
  if (statSync(to, { throwIfNoEntry: false })?.isDirectory()) rmSync(to, { recursive: true });
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  replaceFile(to, readFileSync(from));
}

function pointTo(runtime: string, wanted: { folder: string; execPath: string }): boolean {
  const current = readCurrent(runtime);
  if (current?.folder === wanted.folder && current.execPath === wanted.execPath) return false;
  writeCurrent(runtime, wanted);
  return current?.folder !== wanted.folder;
}
