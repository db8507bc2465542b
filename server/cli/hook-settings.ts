/** Settings of VS Code with which an agent's hooks do not run. */
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { FileProvider } from '../providers';

const maxBytes = 1_000_000;
const needed = ['chat.useHooks', 'chat.plugins.enabled'] as const;
const userFolders = [
  '.config/Code/User',
  '.config/Code - Insiders/User',
  'Library/Application Support/Code/User',
  'AppData/Roaming/Code/User',
  '.vscode-server/data/Machine',
];

/** One sentence for each setting that is switched off. */
export function switchedOff(workspace: string, home: string, files: FileProvider): string[] {
  const paths = [
    join(workspace, '.vscode/settings.json'),
    ...userFolders.map((folder) => join(home, folder, 'settings.json')),
  ];
  return paths.flatMap((path) => {
    const settings = settingsIn(path, files);
    return needed
      .filter((name) => settings[name] === false)
      .map((name) => `${path} has "${name}": false; agents in VS Code do not ask the guard.`);
  });
}

function settingsIn(path: string, files: FileProvider): Record<string, unknown> {
  const text = files.read(path, maxBytes)?.text;
  const settings: unknown = text === undefined ? undefined : parse(text);
  return typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>) : {};
}
