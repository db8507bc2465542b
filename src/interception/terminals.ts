/**
 * Terminals: the second line behind the agent hooks. The editor tells of a command only after it has started, so a
 * command that the hook never saw is decided here, late, interrupted when denied, and put on record as such.
 */
import * as vscode from 'vscode';
import { outcomeMethod, type ReconcileResult, reconcileMethod } from '../../server/protocol';
import type { Notifications } from '../notifications';
import type { PolicyWorker } from '../policy-worker';
import { readSettings } from '../settings';
import { agentOf } from './agent-terminal';
import { tellOfLateStop } from './late-stop';

const INTERRUPT = '\u0003';
/** What the shell echoes of it; the editor takes that for a command line. */
const INTERRUPT_ECHO = '^C';
/** A program that ignores the interrupt loses its terminal. */
const DISPOSE_AFTER_MS = 1500;

interface Watched {
  readonly decided: Promise<ReconcileResult | undefined>;
  stopped: boolean;
}

export class TerminalWatch implements vscode.Disposable {
  private readonly running = new Map<vscode.TerminalShellExecution, Watched>();
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly worker: PolicyWorker,
    private readonly output: vscode.LogOutputChannel,
    private readonly notifications: Notifications,
  ) {
    this.subscriptions.push(
      vscode.window.onDidStartTerminalShellExecution((event) => this.started(event.terminal, event.execution)),
      vscode.window.onDidEndTerminalShellExecution((event) => void this.ended(event.execution, event.exitCode)),
    );
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private started(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): void {
    const agent = agentOf(terminal);
    const people = readSettings().peopleTerminals;
    if (agent === undefined && people === 'off') return;
    const watched: Watched = { decided: this.reconcile(agent, execution, people), stopped: false };
    this.running.set(execution, watched);
    void watched.decided.then((result) => this.enforce(terminal, execution, watched, result));
  }

  private async reconcile(
    agent: string | undefined,
    execution: vscode.TerminalShellExecution,
    people: 'flagged' | 'all' | 'off',
  ): Promise<ReconcileResult | undefined> {
    // Agents' command lines arrive with a leading space, which keeps them out of the shell's history.
    const command = execution.commandLine.value.trim();
    if (command === '' || command === INTERRUPT_ECHO) return undefined;
    try {
      return await this.worker.request(reconcileMethod, {
        command,
        ...(execution.cwd && { cwd: execution.cwd.fsPath }),
        ...(agent !== undefined && { agent }),
        actor: agent === undefined ? 'human' : 'ai',
        record: agent === undefined && people !== 'all' ? 'flagged' : 'all',
      });
    } catch (error) {
      this.output.warn(`A started command was not decided: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  private enforce(
    terminal: vscode.Terminal,
    execution: vscode.TerminalShellExecution,
    watched: Watched,
    result: ReconcileResult | undefined,
  ): void {
    if (!result?.late || result.verdict !== 'deny' || !this.running.has(execution)) return;
    watched.stopped = true;
    terminal.sendText(INTERRUPT, false);
    setTimeout(() => {
      if (this.running.has(execution)) terminal.dispose();
    }, DISPOSE_AFTER_MS);
    tellOfLateStop(this.notifications, execution.commandLine.value.trim(), result);
  }

  private async ended(execution: vscode.TerminalShellExecution, exitCode: number | undefined): Promise<void> {
    const watched = this.running.get(execution);
    this.running.delete(execution);
    const result = await watched?.decided;
    if (!watched || !result?.late || !result.recorded || this.worker.state !== 'running') return;
    const outcome = { id: result.id, stopped: watched.stopped, ...(exitCode !== undefined && { exitCode }) };
    await this.worker.request(outcomeMethod, outcome).catch((error: unknown) => {
      this.output.warn(`An outcome was not recorded: ${String(error)}`);
    });
  }
}
