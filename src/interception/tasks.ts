/**
 * Tasks: an agent's `run_task` is decided by the hook before it starts. A task that starts without a decision was
 * started by a person; it is decided for people, and ended when even they may not run it.
 */
import * as vscode from 'vscode';
import { outcomeMethod, type ReconcileResult, reconcileMethod } from '../../server/protocol';
import type { Notifications } from '../notifications';
import type { PolicyWorker } from '../policy-worker';
import { tellOfLateStop } from './late-stop';

export class TaskWatch implements vscode.Disposable {
  private readonly late = new Map<vscode.TaskExecution, { readonly id: string; stopped: boolean }>();
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly worker: PolicyWorker,
    private readonly output: vscode.LogOutputChannel,
    private readonly notifications: Notifications,
  ) {
    this.subscriptions.push(
      vscode.tasks.onDidStartTask((event) => void this.started(event.execution)),
      vscode.tasks.onDidEndTaskProcess((event) => void this.ended(event.execution, event.exitCode)),
    );
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private async started(execution: vscode.TaskExecution): Promise<void> {
    const result = await this.reconcile(execution.task);
    if (!result?.late) return;
    const stopped = result.verdict === 'deny';
    if (result.recorded) this.late.set(execution, { id: result.id, stopped });
    if (!stopped) return;
    execution.terminate();
    tellOfLateStop(this.notifications, vscode.l10n.t('task {0}', execution.task.name), result);
  }

  private async reconcile(task: vscode.Task): Promise<ReconcileResult | undefined> {
    const command = commandOf(task);
    if (command === undefined && task.source !== 'Workspace') return undefined;
    try {
      return await this.worker.request(reconcileMethod, {
        task: task.name,
        ...(command && { command: command.line }),
        ...(command?.cwd !== undefined && { cwd: command.cwd }),
        actor: 'human',
        record: 'flagged',
      });
    } catch (error) {
      this.output.warn(`A started task was not decided: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  private async ended(execution: vscode.TaskExecution, exitCode: number | undefined): Promise<void> {
    const late = this.late.get(execution);
    this.late.delete(execution);
    if (!late || this.worker.state !== 'running') return;
    const outcome = { ...late, ...(exitCode !== undefined && { exitCode }) };
    await this.worker.request(outcomeMethod, outcome).catch((error: unknown) => {
      this.output.warn(`An outcome was not recorded: ${String(error)}`);
    });
  }
}

/** The command line of a task that the editor tells about; tasks of `tasks.json` are resolved by the worker. */
function commandOf(task: vscode.Task): { readonly line: string; readonly cwd?: string } | undefined {
  const { execution } = task;
  if (execution instanceof vscode.ShellExecution) {
    const line = execution.commandLine ?? [execution.command, ...(execution.args ?? [])].map(wordText).join(' ');
    return located(line, execution.options?.cwd);
  }
  if (execution instanceof vscode.ProcessExecution) {
    const line = [execution.process, ...execution.args].map(quoted).join(' ');
    return located(line, execution.options?.cwd);
  }
  return undefined;
}

function located(line: string, cwd: string | undefined): { readonly line: string; readonly cwd?: string } {
  return cwd === undefined || cwd.includes('${') ? { line } : { line, cwd };
}

function wordText(word: string | vscode.ShellQuotedString | undefined): string {
  if (word === undefined) return '';
  return typeof word === 'string' ? word : quoted(word.value);
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
