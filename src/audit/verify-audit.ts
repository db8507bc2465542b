/** Verify Audit Log: says whether the record is whole, and if not, exactly what is wrong with it. */
import * as vscode from 'vscode';
import { type VerifyResult, verifyMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';

export async function verifyAudit(worker: PolicyWorker, output: vscode.LogOutputChannel): Promise<VerifyResult> {
  const result = await worker.request(verifyMethod, undefined);
  if (result.ok) {
    output.info(`Audit log verified: ${result.records} records`);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The audit log is whole: {0} records verified.', result.records),
    );
    return result;
  }
  for (const problem of result.problems) output.error(`Audit log: ${problem}`);
  void tellOfProblems(result, output);
  return result;
}

async function tellOfProblems({ problems }: VerifyResult, output: vscode.LogOutputChannel): Promise<void> {
  const all = vscode.l10n.t('Show All Problems');
  const message = vscode.l10n.t(
    'The audit log is not whole: {0} problems. The first: {1}',
    problems.length,
    problems[0] ?? vscode.l10n.t('no detail given'),
  );
  if ((await vscode.window.showErrorMessage(message, all)) === all) output.show();
}
