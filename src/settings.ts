/** The settings of the extension, read in one place. Values that are not what they should be read as the safe one. */
import * as vscode from 'vscode';
import type { WorkerSettings } from '../server/protocol';

export interface Settings {
  readonly instantRun: boolean;
  readonly peopleTerminals: 'off' | 'flagged' | 'all';
  readonly diagnostics: boolean;
  readonly showAllowed: boolean;
  readonly sqlDialect: WorkerSettings['sqlDialect'];
}

export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration('guardrails');
  return {
    instantRun: section.get<unknown>('instantRun') === true,
    peopleTerminals: terminalChoice(section.get<unknown>('terminals.people')),
    diagnostics: section.get<unknown>('diagnostics.enable') !== false,
    showAllowed: section.get<unknown>('diagnostics.showAllowed') === true,
    // The worker knows which there are, and takes any other for none.
    sqlDialect: section.get<unknown>('sql.dialect') as WorkerSettings['sqlDialect'],
  };
}

function terminalChoice(value: unknown): Settings['peopleTerminals'] {
  return value === 'off' || value === 'all' ? value : 'flagged';
}

export function onDidChangeSettings(listener: (settings: Settings) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('guardrails')) listener(readSettings());
  });
}
