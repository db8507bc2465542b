/** Wiring: read this file to see what the extension is made of. */
import * as vscode from 'vscode';
import { type CheckResult, checkMethod, type WorkerSettings } from '../server/protocol';
import { verifyAudit } from './audit/verify-audit';
import { commands } from './commands';
import { allowOnce } from './decisions/allow-once';
import { CheckCommand } from './decisions/check-command';
import { DecisionActions } from './decisions/decision-actions';
import { DecisionLog } from './decisions/decision-log';
import { grantForSession } from './decisions/grant-for-session';
import { showActions } from './decisions/show-actions';
import { showLeases } from './decisions/show-leases';
import { useSaferForm } from './decisions/use-safer-form';
import { Guard } from './guard';
import { registerCheckTool } from './interception/check-tool';
import { ensureRuntime } from './interception/runtime-copy';
import { TaskWatch } from './interception/tasks';
import { TerminalWatch } from './interception/terminals';
import { Notifications } from './notifications';
import { ApprovedPolicies } from './policies/accept-policy';
import { createPolicy } from './policies/create-policy';
import { TestExplorer } from './policies/test-explorer';
import { PolicyWorker, type WorkerState } from './policy-worker';
import { onDidChangeSettings, readSettings } from './settings';

/** What other extensions may use: `vscode.extensions.getExtension(id).exports`. Grows, never changes, within a version. */
export interface GuardrailsApi {
  readonly version: 1;
  /** Decides on a command as if an agent had asked to run it, without running or recording it. */
  check(command: string, options?: { readonly cwd?: string }): Promise<CheckResult>;
  readonly worker: {
    readonly state: WorkerState;
    readonly pid: number | undefined;
    readonly onDidChangeState: vscode.Event<WorkerState>;
  };
  /** What the status bar reads. */
  readonly statusText: string;
  /** What the Test Explorer shows. */
  readonly policyTests: Pick<TestExplorer, 'items' | 'outcomes'>;
}

/** A damaged runtime refuses every agent until it is repaired. */
const RUNTIME_CHECK_MS = 60_000;

let worker: PolicyWorker | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<GuardrailsApi> {
  const output = vscode.window.createOutputChannel('Access Guardrails', { log: true });
  const notifications = new Notifications(context.globalState);
  const running = new PolicyWorker(context.asAbsolutePath('dist/worker.js'), output, workerSettings);
  worker = running;
  const log = new DecisionLog(running, output);
  const guard = new Guard(running, log, output);
  const check = new CheckCommand(running);
  const approved = new ApprovedPolicies(running);
  const tests = new TestExplorer(running, output);
  context.subscriptions.push(output, running, log, guard, check, approved, tests);
  context.subscriptions.push(
    new TerminalWatch(running, output, notifications),
    new TaskWatch(running, output, notifications),
    registerCheckTool(running),
    vscode.commands.registerCommand(commands.checkCommand, (given?: unknown) => check.run(given)),
    vscode.commands.registerCommand(commands.showDecisions, () => log.show()),
    new DecisionActions(running, log),
    vscode.commands.registerCommand(commands.allowOnce, (given?: unknown) => allowOnce(running, log, given)),
    vscode.commands.registerCommand(commands.grantForSession, (given?: unknown) =>
      grantForSession(running, log, given),
    ),
    vscode.commands.registerCommand(commands.showLeases, () => showLeases(running)),
    vscode.commands.registerCommand(commands.useSaferForm, useSaferForm),
    vscode.commands.registerCommand(commands.verifyAudit, () => verifyAudit(running, output)),
    vscode.commands.registerCommand(commands.createPolicy, () => createPolicy(running)),
    vscode.commands.registerCommand(commands.acceptPolicy, () => approved.accept()),
    vscode.commands.registerCommand(commands.showPolicyChange, () => approved.showChange()),
    vscode.commands.registerCommand(commands.restartWorker, () => running.restart()),
    vscode.commands.registerCommand(commands.showOutput, () => output.show()),
    vscode.commands.registerCommand(commands.showActions, showActions),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.sendSettings()),
    onDidChangeSettings(() => {
      void running.sendSettings();
      void installRuntime();
    }),
    every(RUNTIME_CHECK_MS, () => void installRuntime()),
    running.onDidChangeState((state) => {
      if (state === 'running') void installRuntime();
      if (state === 'stopped') tellOfStoppedWorker();
    }),
  );
  await running.start();
  return {
    version: 1,
    check: (command, options) => running.request(checkMethod, { command, actor: 'ai', ...options }),
    worker: running,
    get statusText() {
      return guard.statusText;
    },
    policyTests: tests,
  };

  async function installRuntime(): Promise<void> {
    if (running.state === 'running') guard.runtimeChecked(await ensureRuntime(running, output, notifications));
  }

  function tellOfStoppedWorker(): void {
    void notifications.warn(
      'worker-gave-up',
      vscode.l10n.t('The policy worker keeps ending. Agent hooks still decide, but the editor shows nothing.'),
      { title: vscode.l10n.t('Restart Worker'), run: () => running.restart() },
      { title: vscode.l10n.t('Show Output'), run: () => output.show() },
    );
  }
}

export async function deactivate(): Promise<void> {
  await worker?.stop();
}

function every(ms: number, action: () => void): vscode.Disposable {
  const timer = setInterval(action, ms);
  return { dispose: () => clearInterval(timer) };
}

function workerSettings(): WorkerSettings {
  const { diagnostics, showAllowed, sqlDialect } = readSettings();
  return { trusted: vscode.workspace.isTrusted, diagnostics, showAllowed, ...(sqlDialect && { sqlDialect }) };
}
