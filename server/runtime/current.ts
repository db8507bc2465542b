/** The pointer to the runtime in use. A file, not a link: Windows lets few users make links, and one rename moves it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './replace-file';

export interface CurrentRuntime {
  /** Name of the folder beside the pointer. */
  readonly folder: string;
  /** Program that runs it: VS Code's own, as Node. */
  readonly execPath: string;
}

/** Read by hook.sh and hook.ps1 line by line. */
const pointerFile = 'current';

export function readCurrent(runtime: string): CurrentRuntime | undefined {
  try {
    const [folder, execPath] = readFileSync(join(runtime, pointerFile), 'utf8').split('\n');
    return folder && execPath ? { folder, execPath } : undefined;
  } catch {
    return undefined;
  }
}

export function writeCurrent(runtime: string, { folder, execPath }: CurrentRuntime): void {
  replaceFile(join(runtime, pointerFile), `${folder}\n${execPath}\n`);
}
