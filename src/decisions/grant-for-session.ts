/** Grant for This Session…: what a refused action does may be done for a while, as far as the policy lets sessions. */
import * as vscode from 'vscode';
import { grantLeasesMethod, leaseOffersMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';
import { chooseRefusal } from './choose-refusal';
import type { DecisionLog } from './decision-log';
import { printable } from './decision-text';

const TOLD_MS = 15_000;
/** The policy's own words for durations; at most a working day. */
const durations = ['10m', '20m', '1h', '4h', '8h'] as const;
const counts: readonly (number | undefined)[] = [1, 5, 20, undefined];

export async function grantForSession(worker: PolicyWorker, log: DecisionLog, given?: unknown): Promise<void> {
  const decision = await chooseRefusal(log, given, vscode.l10n.t('Grant what for this session?'));
  if (!decision) return;
  const { id } = decision;
  const { offers, session } = await worker.request(leaseOffersMethod, { id });
  if (offers.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The policy lets no session do this.'));
    return;
  }
  const title =
    session === undefined ? vscode.l10n.t('Grant to every session') : vscode.l10n.t('Grant to this session');
  const items = offers.map((offer) => ({ label: printable(offer.text), offer }));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('What?') });
  const expires = chosen && (await chooseDuration(title));
  const count = expires && (await chooseCount(title));
  if (!chosen || !expires || !count) return;
  const leases = await worker.request(grantLeasesMethod, { id, leases: chosen.offer.leases, expires, ...count });
  const until = new Date(leases[0]?.expires ?? '').toLocaleTimeString();
  vscode.window.setStatusBarMessage(`$(shield) ${vscode.l10n.t('Granted until {0}.', until)}`, TOLD_MS);
}

async function chooseDuration(title: string): Promise<string | undefined> {
  return vscode.window.showQuickPick(durations, { title, placeHolder: vscode.l10n.t('For how long?') });
}

async function chooseCount(title: string): Promise<{ readonly count?: number } | undefined> {
  const items = counts.map((count) => ({
    label: count === undefined ? vscode.l10n.t('Any number of times') : vscode.l10n.t('{0} times at most', count),
    chosen: count === undefined ? {} : { count },
  }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('How often?') }))?.chosen;
}
