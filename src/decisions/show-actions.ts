/** What a click on the status item offers: everything the guard can be asked, most wanted first. */
import * as vscode from 'vscode';
import { commands } from '../commands';

export async function showActions(): Promise<void> {
  const actions = [
    { label: `$(list-unordered) ${vscode.l10n.t('Show Decisions')}`, command: commands.showDecisions },
    { label: `$(search) ${vscode.l10n.t('Check Command…')}`, command: commands.checkCommand },
    { label: `$(unlock) ${vscode.l10n.t('Allow Once…')}`, command: commands.allowOnce },
    { label: `$(clock) ${vscode.l10n.t('Leases in Force…')}`, command: commands.showLeases },
    { label: `$(verified) ${vscode.l10n.t('Verify Audit Log')}`, command: commands.verifyAudit },
    { label: `$(law) ${vscode.l10n.t('Accept Policy…')}`, command: commands.acceptPolicy },
    { label: `$(new-file) ${vscode.l10n.t('Create Policy')}`, command: commands.createPolicy },
    { label: `$(debug-restart) ${vscode.l10n.t('Restart Worker')}`, command: commands.restartWorker },
    { label: `$(output) ${vscode.l10n.t('Show Output')}`, command: commands.showOutput },
  ];
  const chosen = await vscode.window.showQuickPick(actions, { title: 'Access Guardrails' });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
