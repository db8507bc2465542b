/** Leases in Force…: what persons have granted for a while, each to be taken back by choosing it. */
import * as vscode from 'vscode';
import { type LeaseInForce, revokeLeaseMethod, statusMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';
import { printable } from './decision-text';

export async function showLeases(worker: PolicyWorker): Promise<void> {
  const { leases } = await worker.request(statusMethod, undefined);
  if (leases.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No lease is in force.'));
    return;
  }
  const items = leases.map((lease) => ({ label: printable(lease.terms), description: leaseLimits(lease), lease }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Leases in force'),
    placeHolder: vscode.l10n.t('Choose one to take it back'),
  });
  if (chosen) await worker.request(revokeLeaseMethod, { id: chosen.lease.id });
}

/** `until 14:05:00, 3 uses left, by dana` */
export function leaseLimits({ expires, left, by }: LeaseInForce): string {
  const until = new Date(expires).toLocaleTimeString();
  return left === undefined
    ? vscode.l10n.t('until {0}, by {1}', until, printable(by))
    : vscode.l10n.t('until {0}, {1} uses left, by {2}', until, left, printable(by));
}
