/** Allow Once…: a person reads exactly what would run and says yes; the agent has a minute to try again. */
import * as vscode from 'vscode';
import { allowOnceMethod, type RecordedDecision } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';
import { chooseRefusal } from './choose-refusal';
import type { DecisionLog } from './decision-log';
import { printable, who } from './decision-text';

const TOLD_MS = 15_000;

export async function allowOnce(worker: PolicyWorker, log: DecisionLog, given?: unknown): Promise<void> {
  const decision = await chooseRefusal(log, given, vscode.l10n.t('Allow once which refused command?'));
  if (!decision || !(await isMeant(decision))) return;
  const { expires } = await worker.request(allowOnceMethod, { id: decision.id });
  const until = new Date(expires).toLocaleTimeString();
  vscode.window.setStatusBarMessage(
    `$(shield) ${vscode.l10n.t('Allowed once, until {0}: let the agent try again.', until)}`,
    TOLD_MS,
  );
}

async function isMeant(decision: RecordedDecision): Promise<boolean> {
  const yes = vscode.l10n.t('Allow Once');
  const question = vscode.l10n.t('Let {0} run this once, within a minute?', who(decision));
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail: exactly(decision) }, yes);
  return chosen === yes;
}

/** Everything that is permitted by a yes, and nothing that could pass for something else. */
function exactly({ command, cwd, effects, reason, rules }: RecordedDecision): string {
  const lines = command.split('\n').map((line, index) => `${index === 0 ? '$' : '>'} ${printable(line)}`);
  return [
    ...lines,
    ...(cwd === undefined ? [] : [`  ${printable(cwd)}`]),
    '',
    ...effects.map((effect) => `· ${printable(effect)}`),
    '',
    printable(reason),
    printable(rules.join(', ')),
  ].join('\n');
}
