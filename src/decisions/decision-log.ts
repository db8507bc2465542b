/**
 * The decision log: a read-only document that is rewritten whenever the audit log grows. Commands that were denied
 * are errors in it, so the Problems view lists what was stopped; they are marked where they live, too.
 */
import * as vscode from 'vscode';
import {
  type DecisionsResult,
  decisionsMethod,
  type RecordedDecision,
  type StatusResult,
  statusMethod,
} from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';
import { printable } from './decision-text';
import { refusedIn, stoppedDiagnostics } from './log-diagnostics';
import { type LogText, logText } from './log-text';
import { leaseLimits } from './show-leases';
import { markStoppedPlaces, refusedPlaces } from './stopped-places';

export const decisionsScheme = 'guardrails-decisions';
export const decisionsUri = vscode.Uri.from({ scheme: decisionsScheme, path: '/Guardrails Decisions' });
export const decisionsLanguage = 'guardrails-decisions';

const NEWEST = 200;
const SETTLE_MS = 60;

export class DecisionLog implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<vscode.Uri>();
  private readonly refreshedEmitter = new vscode.EventEmitter<DecisionsResult & { readonly status: StatusResult }>();
  private readonly inLog = vscode.languages.createDiagnosticCollection('guardrails decisions');
  private readonly inPlaces = vscode.languages.createDiagnosticCollection('guardrails stopped');
  private readonly subscriptions: vscode.Disposable[] = [];
  private result: DecisionsResult = { decisions: [], counts: { total: 0, denied: 0, asked: 0 } };
  private shown: LogText = logText(this.result, '…');
  private timer: NodeJS.Timeout | undefined;
  private refreshing = Promise.resolve();

  readonly onDidChange = this.changeEmitter.event;
  /** The log was read again. */
  readonly onDidRefresh = this.refreshedEmitter.event;

  constructor(
    private readonly worker: PolicyWorker,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.subscriptions.push(
      vscode.workspace.registerTextDocumentContentProvider(decisionsScheme, this),
      worker.onDidChange(() => this.refreshSoon()),
      worker.onDidChangeState((state) => state === 'running' && this.refreshSoon()),
    );
  }

  provideTextDocumentContent(): string {
    return this.shown.text;
  }

  /** The newest decisions, oldest first. */
  get decisions(): readonly RecordedDecision[] {
    return this.result.decisions;
  }

  /** What was refused where something is selected: an entry of the log, or the place in a file that it stands at. */
  refusedAt(document: vscode.TextDocument, range: vscode.Range): readonly RecordedDecision[] {
    if (document.uri.scheme === decisionsScheme) return refusedIn(this.shown, range);
    return document.uri.scheme === 'file' ? refusedPlaces(document, range, this.decisions) : [];
  }

  async show(): Promise<void> {
    await this.refresh();
    const document = await vscode.workspace.openTextDocument(decisionsUri);
    await vscode.languages.setTextDocumentLanguage(document, decisionsLanguage);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  /** Reads the log again; resolves when document and markers are up to date. */
  refresh(): Promise<void> {
    this.refreshing = this.refreshing.then(() => this.read());
    return this.refreshing;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.subscriptions) one.dispose();
    this.inLog.dispose();
    this.inPlaces.dispose();
    this.changeEmitter.dispose();
    this.refreshedEmitter.dispose();
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), SETTLE_MS);
  }

  private async read(): Promise<void> {
    if (this.worker.state !== 'running') return;
    try {
      const [result, status] = await Promise.all([
        this.worker.request(decisionsMethod, { limit: NEWEST }),
        this.worker.request(statusMethod, undefined),
      ]);
      this.result = result;
      const leases = status.leases.map((lease) => `${printable(lease.terms)} · ${leaseLimits(lease)}`);
      this.shown = logText(result, `${status.policy.source} (${status.policy.mode})`, leases);
      this.changeEmitter.fire(decisionsUri);
      this.inLog.set(decisionsUri, stoppedDiagnostics(this.shown));
      await markStoppedPlaces(this.inPlaces, result.decisions);
      this.refreshedEmitter.fire({ ...result, status });
    } catch (error) {
      this.output.warn(`The decision log could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
