/** Keeps the hook's runtime in the user's folder as it should be: hooks run without this window and outlive it. */
import * as vscode from 'vscode';
import { type InstallRuntimeResult, installRuntimeMethod } from '../../server/protocol';
import type { Notifications } from '../notifications';
import type { PolicyWorker } from '../policy-worker';
import { readSettings } from '../settings';

/** Installs the runtime, or repairs it. Returns what is wrong when that failed. */
export async function ensureRuntime(
  worker: PolicyWorker,
  output: vscode.LogOutputChannel,
  notifications: Notifications,
): Promise<string | undefined> {
  const result = await install(worker);
  if (result.state !== 'failed') {
    const place = result.path === undefined ? '' : ` at ${result.path}`;
    if (result.state === 'current') output.debug(`Hook runtime: current${place}`);
    else output.info(`Hook runtime: ${result.state}${place}`);
    return undefined;
  }
  const problem = vscode.l10n.t('The hook runtime could not be installed: {0}', result.problem ?? '');
  output.error(problem);
  void notifications.warn('runtime-failed', problem, {
    title: vscode.l10n.t('Show Output'),
    run: () => output.show(),
  });
  return problem;
}

async function install(worker: PolicyWorker): Promise<InstallRuntimeResult> {
  try {
    const { instantRun } = readSettings();
    return await worker.request(installRuntimeMethod, { execPath: process.execPath, instantRun });
  } catch (error) {
    return { state: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}
