/** Code actions on refusals: in the decision log, and on the place in a file where what was refused stands. */
import * as vscode from 'vscode';
import { decisionActionsMethod, type RecordedDecision } from '../../server/protocol';
import { commands } from '../commands';
import type { PolicyWorker } from '../policy-worker';
import { type DecisionLog, decisionsScheme } from './decision-log';

/** A selection can hold many entries; the menu stays short. */
const MAX_DECISIONS = 2;
/** What else there is on commands of files is the language server's. */
const onlyOfDecisions: readonly string[] = [commands.allowOnce, commands.grantForSession];

export class DecisionActions implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly worker: PolicyWorker,
    private readonly log: DecisionLog,
  ) {
    this.registration = vscode.languages.registerCodeActionsProvider(
      [{ scheme: decisionsScheme }, { scheme: 'file' }],
      this,
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    );
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const refused = this.log.refusedAt(document, range).slice(0, MAX_DECISIONS);
    const offered = (await Promise.all(refused.map((decision) => this.actionsOn(decision)))).flat();
    const inLog = document.uri.scheme === decisionsScheme;
    const fitting = offered.filter(({ command }) => inLog || onlyOfDecisions.includes(command?.command ?? ''));
    for (const action of fitting) action.diagnostics = diagnostics.filter(({ source }) => source === 'guardrails');
    return fitting;
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async actionsOn({ id }: RecordedDecision): Promise<vscode.CodeAction[]> {
    return this.worker.asCodeActions(await this.worker.request(decisionActionsMethod, { id }));
  }
}
