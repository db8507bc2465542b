/** Settings files of agents that can switch hooks off, as far as the workspace and the user have them. */
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { FileProvider } from '../providers';

const MAX_BYTES = 1_000_000;
const workspaceFiles = ['.claude/settings.json', '.claude/settings.local.json', '.github/copilot/settings.json'];
const localCopilot = '.github/copilot/settings.local.json';
const userFiles = ['.claude/settings.json', '.copilot/settings.json'];

/** One sentence for each file that says `disableAllHooks`. */
export function hooksDisabledBy(folders: readonly string[], home: string, files: FileProvider): string[] {
  const paths = [
    ...folders.flatMap((folder) => [...workspaceFiles, localCopilot].map((file) => join(folder, file))),
    ...userFiles.map((file) => join(home, file)),
  ];
  return paths
    .filter((path) => disablesHooks(path, files))
    .map((path) => `${path} has "disableAllHooks": agents that read it run no hooks from files.`);
}

function disablesHooks(path: string, files: FileProvider): boolean {
  const text = files.read(path, MAX_BYTES)?.text;
  if (text === undefined) return false;
  const settings: unknown = parse(text);
  return (
    typeof settings === 'object' &&
    settings !== null &&
    'disableAllHooks' in settings &&
    settings.disableAllHooks === true
  );
}
