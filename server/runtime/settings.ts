/** What the hook must know of the editor's settings, left for it in the runtime's folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './replace-file';

export interface RuntimeSettings {
  /** `guardrails.instantRun`: may an allowed call skip the host's own confirmation? */
  readonly instantRun: boolean;
}

const settingsFile = 'settings.json';

/** Where the runtime copies of a user are. */
export function runtimeFolder(home: string): string {
  return join(home, '.guardrails', 'runtime');
}

/** A file that is absent or damaged switches nothing on. */
export function readSettings(home: string): RuntimeSettings {
  try {
    const value: unknown = JSON.parse(readFileSync(join(runtimeFolder(home), settingsFile), 'utf8'));
    return { instantRun: (value as RuntimeSettings).instantRun === true };
  } catch {
    return { instantRun: false };
  }
}

export function writeSettings(runtime: string, settings: RuntimeSettings): void {
  replaceFile(join(runtime, settingsFile), `${JSON.stringify(settings)}\n`);
}
