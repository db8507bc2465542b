/** Check Command…: asks what a command would do and be answered, and shows it as a document. Nothing is run or recorded. */
import * as vscode from 'vscode';
import { type CheckParams, type CheckResult, checkMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';
import { decisionsLanguage } from './decision-log';
import { decisionText, printable } from './decision-text';

export const checkScheme = 'guardrails-check';

export class CheckCommand implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private last = '';
  private count = 0;

  constructor(private readonly worker: PolicyWorker) {
    this.subscriptions.push(
      vscode.workspace.registerTextDocumentContentProvider(checkScheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Asks for the command unless it is given: as text, or by a code action as SQL or with its folder. */
  async run(given?: unknown): Promise<CheckResult | undefined> {
    const asked = readGiven(given) ?? (await this.askForCommand());
    const text = asked.sql ?? asked.command ?? '';
    if (text.trim() === '') return undefined;
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const result = await this.worker.request(checkMethod, { ...(cwd && { cwd }), ...asked, actor: 'ai' });
    await this.show(text, result);
    return result;
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private async askForCommand(): Promise<Asked> {
    const command = await this.ask();
    if (command === undefined) return {};
    this.last = command;
    return { command };
  }

  private ask(): Thenable<string | undefined> {
    return vscode.window.showInputBox({
      title: vscode.l10n.t('Check Command'),
      prompt: vscode.l10n.t('What would it do, and what would the policy say if an agent ran it? Nothing is run.'),
      placeHolder: "psql shop -c 'DELETE FROM orders'",
      value: this.last,
    });
  }

  private async show(command: string, result: CheckResult): Promise<void> {
    this.count += 1;
    const uri = vscode.Uri.from({ scheme: checkScheme, path: `/Check ${this.count}: ${titleOf(command)}` });
    this.texts.set(uri.toString(), checkText(command, result));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, decisionsLanguage);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}

type Asked = Pick<CheckParams, 'command' | 'sql' | 'cwd'>;

function readGiven(given: unknown): Asked | undefined {
  if (typeof given === 'string') return { command: given };
  if (typeof given !== 'object' || given === null) return undefined;
  const texts = (['command', 'sql', 'cwd'] as const).flatMap((name) => {
    const value = (given as Record<string, unknown>)[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return texts.length === 0 ? undefined : (Object.fromEntries(texts) as Asked);
}

function checkText(command: string, result: CheckResult): string {
  const shown = {
    ...result,
    actor: 'ai' as const,
    tool: 'if run in the terminal',
    command,
    effects: result.effectWords,
  };
  const policy = `policy: ${result.policy.source} (${result.policy.mode}) · decided in ${result.micros} µs · not run, not recorded`;
  return `${[...decisionText(shown).lines, '', policy].join('\n')}\n`;
}

function titleOf(command: string): string {
  const line = printable(command.replace(/\s+/g, ' ').replaceAll('/', '∕')).trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
