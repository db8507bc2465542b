/** Puts a safer command where a person can run it: in a terminal, not yet entered, or on the clipboard. */
import * as vscode from 'vscode';

const TERMINAL_NAME = 'Guardrails';

export async function useSaferForm(given: unknown): Promise<void> {
  const { command, sql, cwd } = fieldsOf(given);
  if (command !== undefined && isOneLine(command)) placeInTerminal(command, cwd);
  else if (command !== undefined || sql !== undefined) await copy(command ?? sql ?? '');
}

/** A terminal of its own: in another one something may be running that would read it. */
function placeInTerminal(command: string, cwd: string | undefined): void {
  const terminal = vscode.window.createTerminal({ name: TERMINAL_NAME, ...(cwd !== undefined && { cwd }) });
  terminal.show();
  terminal.sendText(command, false);
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  void vscode.window.showInformationMessage(vscode.l10n.t('The safer form is on the clipboard.'));
}

/** A line end would enter it, and other control characters are keys to a shell. */
function isOneLine(command: string): boolean {
  return !/\p{Cc}/u.test(command);
}

function fieldsOf(given: unknown): { readonly command?: string; readonly sql?: string; readonly cwd?: string } {
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string'));
}
