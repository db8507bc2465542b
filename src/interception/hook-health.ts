/** Settings of the editor that keep agent hooks from running: what the guard cannot prevent, it shows. */
import * as vscode from 'vscode';

/** Each setting with the value at which the agent's actions are no longer decided before they run. */
const needed = [
  { key: 'chat.useHooks', off: false },
  { key: 'chat.plugins.enabled', off: false },
] as const;

/** One sentence for each setting that switches hooks off. */
export function hookProblems(): string[] {
  return needed
    .filter(({ key, off }) => vscode.workspace.getConfiguration().get<unknown>(key) === off)
    .map(({ key, off }) =>
      vscode.l10n.t('The setting "{0}" is {1}: agent hooks do not run, so agents are not stopped.', key, String(off)),
    );
}

export function onDidChangeHookSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (needed.some(({ key }) => event.affectsConfiguration(key))) listener();
  });
}
