/** Create Policy: writes the commented first policy that `guardrails init` would write, and opens it. */
import * as vscode from 'vscode';
import { draftPolicyMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';

/** Opens the policy there is, else writes and opens the first one. */
export async function createPolicy(worker: PolicyWorker): Promise<vscode.Uri | undefined> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Trust this workspace first: its policy is not read until then.'),
    );
    return undefined;
  }
  const draft = await worker.request(draftPolicyMethod, undefined);
  if (draft.path === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: a policy belongs to a workspace.'));
    return undefined;
  }
  const uri = vscode.Uri.file(draft.path);
  if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(draft.text));
  await vscode.window.showTextDocument(uri);
  return uri;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
