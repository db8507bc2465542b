/** Tells people that something was stopped after it had started. */
import * as vscode from 'vscode';
import type { ReconcileResult } from '../../server/protocol';
import { commands } from '../commands';
import type { Notifications } from '../notifications';

export function tellOfLateStop(notifications: Notifications, what: string, result: ReconcileResult): void {
  const safer = result.instead === undefined ? '' : ` ${vscode.l10n.t('Safer: {0}', result.instead)}`;
  const short = what.length > 80 ? `${what.slice(0, 80)}…` : what;
  void notifications.warn(
    'stopped-late',
    `${vscode.l10n.t('Stopped after it had started: {0}. {1}', short, result.reason)}${safer}`,
    { title: vscode.l10n.t('Show Decisions'), run: () => vscode.commands.executeCommand(commands.showDecisions) },
  );
}
