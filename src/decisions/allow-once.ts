/** Allow Once…: a person reads exactly what would run and says yes; the agent has a minute to try again. */
import * as vscode from 'vscode';
import { allowOnceMethod, type RecordedDecision } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';
import type { DecisionLog } from './decision-log';
import { printable, who } from './decision-text';

const TOLD_MS = 15_000;

export async function allowOnce(worker: PolicyWorker, log: DecisionLog, given?: unknown): Promise<void> {
  const liftable = log.decisions.filter((decision) => decision.liftable).toReversed();
  const decision = given === undefined ? await choose(liftable) : liftable.find(({ id }) => id === given);
  if (!decision) {
    if (given !== undefined || liftable.length === 0) void vscode.window.showInformationMessage(nothingToAllow());
    return;
  }
  if (!(await isMeant(decision))) return;
  const { expires } = await worker.request(allowOnceMethod, { id: decision.id });
  const until = new Date(expires).toLocaleTimeString();
  vscode.window.setStatusBarMessage(
    `$(shield) ${vscode.l10n.t('Allowed once, until {0}: let the agent try again.', until)}`,
    TOLD_MS,
  );
}

async function choose(liftable: readonly RecordedDecision[]): Promise<RecordedDecision | undefined> {
  if (liftable.length === 0) return undefined;
  const items = liftable.map((decision) => ({
    label: printable(decision.command.replace(/\s+/g, ' ')),
    description: who(decision),
    detail: printable(decision.reason),
    decision,
  }));
  const title = vscode.l10n.t('Allow once which refused command?');
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.decision;
}

function nothingToAllow(): string {
  return vscode.l10n.t('Nothing was refused that could be allowed once: hard rules are beyond a click.');
}

async function isMeant(decision: RecordedDecision): Promise<boolean> {
  const yes = vscode.l10n.t('Allow Once');
  const question = vscode.l10n.t('Let {0} run this once, within a minute?', who(decision));
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail: exactly(decision) }, yes);
  return chosen === yes;
}

/** Everything that is permitted by a yes, and nothing that could pass for something else. */
function exactly({ command, effects, reason, rules }: RecordedDecision): string {
  const lines = command.split('\n').map((line, index) => `${index === 0 ? '$' : '>'} ${printable(line)}`);
  return [
    ...lines,
    '',
    ...effects.map((effect) => `· ${printable(effect)}`),
    '',
    printable(reason),
    printable(rules.join(', ')),
  ].join('\n');
}
