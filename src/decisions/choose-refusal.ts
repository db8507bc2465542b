import * as vscode from 'vscode';
import type { RecordedDecision } from '../../server/protocol';
import type { DecisionLog } from './decision-log';
import { printable, who } from './decision-text';

/** The refusal a person means: the one given by its id, else one of those that can be lifted, the newest first. */
export async function chooseRefusal(
  log: DecisionLog,
  given: unknown,
  title: string,
): Promise<RecordedDecision | undefined> {
  const liftable = log.decisions.filter((decision) => decision.liftable).toReversed();
  if (typeof given === 'string') return liftable.find(({ id }) => id === given) ?? nothingToLift();
  if (liftable.length === 0) return nothingToLift();
  const items = liftable.map((decision) => ({
    label: printable(decision.command.replace(/\s+/g, ' ')),
    description: who(decision),
    detail: printable(decision.reason),
    decision,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.decision;
}

function nothingToLift(): undefined {
  const why = vscode.l10n.t('Nothing was refused that a person could allow: hard rules are beyond a click.');
  void vscode.window.showInformationMessage(why);
  return undefined;
}
