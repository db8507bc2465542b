/** Accept Policy: shows what an edit of the policy would loosen, and puts it in force on a person's word. */
import * as vscode from 'vscode';
import { acceptPolicyMethod, type PendingPolicy, pendingPolicyMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';

const scheme = 'guardrails-approved';
const maxShown = 20;

/** Documents with the approved text, for the left side of a comparison. */
export class ApprovedPolicies implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  private readonly texts = new Map<string, string>();

  constructor(private readonly worker: PolicyWorker) {}

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.texts.get(query) ?? '';
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** Compares what is approved with the file. */
  async showChange(): Promise<void> {
    const waiting = await this.waiting();
    if (waiting) await this.compare(waiting);
  }

  /** Asks, and accepts what was shown; a file that changed meanwhile is not accepted. */
  async accept(): Promise<void> {
    const waiting = await this.waiting();
    if (waiting === undefined) return;
    const accept = vscode.l10n.t('Accept');
    const compare = vscode.l10n.t('Show Difference');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Put the policy of this workspace in force as it is now?'),
      { modal: true, detail: detailOf(waiting) },
      accept,
      compare,
    );
    if (chosen === compare) await this.compare(waiting);
    if (chosen !== accept) return;
    const { folder, digest } = waiting;
    const { problem } = await this.worker.request(acceptPolicyMethod, { folder, digest });
    if (problem !== undefined) void vscode.window.showErrorMessage(vscode.l10n.t('Not accepted. {0}', problem));
  }

  private async waiting(): Promise<PendingPolicy | undefined> {
    const { waiting } = await this.worker.request(pendingPolicyMethod, undefined);
    if (waiting === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The policy is in force as it is; nothing waits.'));
    }
    return waiting;
  }

  private async compare({ path, digest, approvedText }: PendingPolicy): Promise<void> {
    this.texts.set(digest, approvedText);
    const file = vscode.Uri.file(path);
    const approved = file.with({ scheme, query: digest });
    const title = vscode.l10n.t('Approved policy ↔ policy.yaml');
    await vscode.commands.executeCommand('vscode.diff', approved, file, title);
  }
}

function detailOf({ changes }: PendingPolicy): string {
  const shown = changes.slice(0, maxShown).map((change) => `• ${change}`);
  const rest = changes.length - shown.length;
  return [
    vscode.l10n.t('It would loosen:'),
    ...shown,
    ...(rest > 0 ? [vscode.l10n.t('… and {0} more', rest)] : []),
  ].join('\n');
}
