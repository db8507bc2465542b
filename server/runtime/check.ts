import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { readCurrent } from './current';
import { damagedFiles, type RuntimeManifest, readManifest } from './manifest';
import { runtimeFolder } from './settings';

export interface RuntimeHealth {
  readonly state: 'ok' | 'missing' | 'damaged';
  /** Folder of the copy in use. */
  readonly path?: string;
  readonly version?: string;
  readonly execPath?: string;
  /** One sentence each. A healthy runtime may have some too, such as a recorded program that has gone. */
  readonly problems: readonly string[];
}

/** Looks at the runtime that agents' hooks would start. `expected` is what it should be, when the caller has it. */
export function checkRuntime(home: string, expected?: RuntimeManifest): RuntimeHealth {
  const runtime = runtimeFolder(home);
  const current = readCurrent(runtime);
  if (current === undefined) return { state: 'missing', problems: [`No runtime is installed in ${runtime}.`] };
  const path = join(runtime, current.folder);
  const found = { path, execPath: current.execPath };
  try {
    const manifest = readManifest(path);
    const damaged = damagedFiles(path, expected?.version === manifest.version ? expected : manifest);
    return {
      ...found,
      state: damaged.length > 0 ? 'damaged' : 'ok',
      version: manifest.version,
      problems: [
        ...damaged.map((file) => `${join(path, file)} is not as it was built.`),
        ...programProblems(current.execPath),
      ],
    };
  } catch (error) {
    return { ...found, state: 'damaged', problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function programProblems(execPath: string): string[] {
  try {
    accessSync(execPath, constants.X_OK);
    return [];
  } catch {
    return [`${execPath} cannot be run any more; the hook falls back to node on the PATH.`];
  }
}
