/** Puts together what the guard is doing, whenever anything that bears on it changes, and shows it. */
import * as vscode from 'vscode';
import { type DecisionsResult, type StatusResult, statusMethod } from '../server/protocol';
import type { DecisionLog } from './decisions/decision-log';
import { type GuardState, guardState } from './decisions/guard-state';
import { StatusItem } from './decisions/status-item';
import { hookProblems, onDidChangeHookSettings } from './interception/hook-health';
import type { PolicyWorker } from './policy-worker';

export class Guard implements vscode.Disposable {
  private readonly item = new StatusItem();
  private readonly subscriptions: vscode.Disposable[] = [];
  private status: StatusResult | undefined;
  private counts: DecisionsResult['counts'] = { total: 0, denied: 0, asked: 0 };
  private runtimeProblem: string | undefined;
  private refreshing = Promise.resolve();

  constructor(
    private readonly worker: PolicyWorker,
    log: DecisionLog,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.subscriptions.push(
      worker.onDidChangeState(() => void this.refresh()),
      worker.onDidChange(({ what }) => what === 'policy' && void this.refresh()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.refresh()),
      onDidChangeHookSettings(() => this.show()),
      log.onDidRefresh(({ counts, status }) => {
        this.counts = counts;
        this.status = status;
        this.show();
      }),
    );
    this.show();
  }

  get state(): GuardState {
    const problems = [...hookProblems(), ...(this.runtimeProblem === undefined ? [] : [this.runtimeProblem])];
    return guardState({
      worker: this.worker.state,
      trusted: vscode.workspace.isTrusted,
      status: this.status,
      problems,
    });
  }

  get statusText(): string {
    return this.item.text;
  }

  runtimeChecked(problem: string | undefined): void {
    this.runtimeProblem = problem;
    this.show();
  }

  /** Asks anew; one after the other, so that an older answer never replaces a newer one. */
  refresh(): Promise<void> {
    this.show();
    this.refreshing = this.refreshing.then(() => this.read());
    return this.refreshing;
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
    this.item.dispose();
  }

  private async read(): Promise<void> {
    if (this.worker.state === 'running') {
      try {
        this.status = await this.worker.request(statusMethod, undefined);
      } catch (error) {
        this.output.warn(
          `The worker did not tell its status: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    this.show();
  }

  private show(): void {
    this.item.update(this.state, this.counts, this.status);
  }
}
