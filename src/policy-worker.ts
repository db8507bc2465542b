/**
 * The policy worker as the extension sees it: started, asked, watched, and started again when it dies. Everything
 * that decides stands in the worker; here is only the wire and the state of what is at its other end.
 */
import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  type CodeAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type ChangedParams,
  changedMethod,
  type Requests,
  settingsMethod,
  type WorkerSettings,
} from '../server/protocol';
import { CrashBackoff } from './crash-backoff';

export type WorkerState = 'starting' | 'running' | 'restarting' | 'stopped';

/** A request that takes longer than this is a hang, not work. */
const ANSWER_DEADLINE_MS = 15_000;

/** What the worker looks at while it is edited; nothing else is sent to it. */
const watchedDocuments = [
  ...['shellscript', 'fish', 'powershell', 'bat', 'sql', 'makefile'].map((language) => ({ scheme: 'file', language })),
  ...['**/package.json', '**/.vscode/tasks.json', '**/.guardrails/**/*.{yaml,yml}', '**/policies/**/pack.yaml'].map(
    (pattern) => {
      return { scheme: 'file', pattern };
    },
  ),
];

export class PolicyWorker implements vscode.Disposable {
  private readonly client: LanguageClient;
  private readonly stateEmitter = new vscode.EventEmitter<WorkerState>();
  private readonly changedEmitter = new vscode.EventEmitter<ChangedParams>();
  private readonly crashes = new CrashBackoff();
  private current: WorkerState = 'starting';
  private endBackoff: (() => void) | undefined;

  readonly onDidChangeState = this.stateEmitter.event;
  /** The audit log has grown, or another policy is in force. */
  readonly onDidChange = this.changedEmitter.event;

  constructor(
    module: string,
    private readonly output: vscode.LogOutputChannel,
    private readonly settings: () => WorkerSettings,
  ) {
    const node = { module, transport: TransportKind.ipc };
    this.client = new LanguageClient(
      'guardrails',
      'Access Guardrails',
      { run: node, debug: node },
      this.clientOptions(),
    );
    this.client.onNotification(changedMethod, (params: ChangedParams) => this.changedEmitter.fire(params));
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.enter('running');
    });
  }

  get state(): WorkerState {
    return this.current;
  }

  /** Process id of the worker, for tests and the output channel. */
  get pid(): number | undefined {
    return this.client.serverProcess?.pid;
  }

  async start(): Promise<void> {
    this.enter('starting');
    try {
      await this.client.start();
    } catch (error) {
      this.output.error(`The policy worker did not start: ${messageOf(error)}`);
      this.enter('stopped');
    }
  }

  /** Starts a fresh worker whatever state the old one is in. */
  async restart(): Promise<void> {
    this.crashes.forget();
    if (this.endBackoff) return this.endBackoff();
    if (this.current === 'running') {
      this.enter('restarting');
      await this.client.restart();
    } else {
      await this.start();
    }
  }

  /** Asks the worker. Rejects when it is not running or does not answer; a worker that hangs is ended. */
  async request<M extends keyof Requests>(method: M, params: Requests[M][0]): Promise<Requests[M][1]> {
    if (this.current !== 'running') throw new Error(vscode.l10n.t('The policy worker is not running.'));
    let timer: NodeJS.Timeout | undefined;
    const hang = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.client.serverProcess?.kill('SIGKILL');
        reject(new Error(vscode.l10n.t('The policy worker did not answer and was ended.')));
      }, ANSWER_DEADLINE_MS);
    });
    try {
      return await Promise.race([this.client.sendRequest<Requests[M][1]>(method, params ?? null), hang]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Code actions of the wire as the editor has them. */
  asCodeActions(actions: readonly CodeAction[]): Promise<vscode.CodeAction[]> {
    return this.client.protocol2CodeConverter.asCodeActionResult([...actions]) as Promise<vscode.CodeAction[]>;
  }

  async sendSettings(): Promise<void> {
    if (this.current === 'running') await this.client.sendNotification(settingsMethod, this.settings());
  }

  async stop(): Promise<void> {
    this.endBackoff?.();
    await this.client.dispose();
  }

  dispose(): void {
    this.stateEmitter.dispose();
    this.changedEmitter.dispose();
  }

  private enter(state: WorkerState): void {
    if (this.current === state) return;
    this.current = state;
    this.output.info(`Policy worker: ${state}`);
    this.stateEmitter.fire(state);
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: watchedDocuments,
      diagnosticCollectionName: 'guardrails',
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => this.settings(),
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.whenClosed(),
      },
      initializationFailedHandler: (error) => {
        this.output.error(`The policy worker could not be initialised: ${messageOf(error)}`);
        return false;
      },
    };
  }

  private async whenClosed(): Promise<CloseHandlerResult> {
    const wait = this.crashes.crashed(Date.now());
    if (wait === undefined) {
      this.enter('stopped');
      return { action: CloseAction.DoNotRestart, handled: true, message: 'The policy worker keeps ending; gave up.' };
    }
    this.enter('restarting');
    await this.backoff(wait);
    return { action: CloseAction.Restart, handled: true, message: 'The policy worker ended; starting another.' };
  }

  private async backoff(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endBackoff = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.endBackoff = undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
