/** A worker of its own process, spoken to over its real pipe as the extension does it. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type Diagnostic,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type { ChangedParams, Requests, WorkerSettings } from '../../server/protocol';
import { commitAll } from './commit-all';

const bundle = resolve('dist/worker.js');

export interface WorkerClientOptions {
  /** Relative path → text, written to the workspace before the worker starts. */
  readonly files?: Readonly<Record<string, string>>;
  /** The files are committed. */
  readonly committed?: boolean;
  readonly settings?: Partial<WorkerSettings>;
  /** Folders of somebody else's, which are left in place; temporary ones when left out. */
  readonly home?: string;
  readonly workspace?: string;
  /** Besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a worker on a workspace, initialised. */
export async function startWorker(options: WorkerClientOptions = {}): Promise<WorkerClient> {
  const client = new WorkerClient(options);
  await client.initialise({ trusted: true, diagnostics: true, showAllowed: false, ...options.settings });
  return client;
}

export class WorkerClient {
  readonly home: string;
  readonly workspace: string;
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** What the worker wrote to the output channel. */
  readonly messages: string[] = [];
  readonly changes: ChangedParams[] = [];
  private readonly published = new Map<string, { readonly version: number; readonly diagnostics: Diagnostic[] }>();
  private versions = new Map<string, number>();
  private readonly temporary: string[] = [];

  constructor({ files = {}, committed, home, workspace, env }: WorkerClientOptions) {
    this.home = home ?? this.makeFolder('home');
    this.workspace = workspace ?? this.makeFolder('workspace');
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    if (committed) commitAll(this.workspace);
    this.process = fork(bundle, ['--node-ipc', `--clientProcessId=${process.pid}`], {
      env: { ...process.env, HOME: this.home, USERPROFILE: this.home, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.connection = createMessageConnection(new IPCMessageReader(this.process), new IPCMessageWriter(this.process));
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.messages.push(message);
    });
    this.connection.onNotification('guardrails/changed', (params: ChangedParams) => {
      this.changes.push(params);
    });
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
      this.published.set(uri, { version, diagnostics });
    });
    this.connection.listen();
  }

  async initialise(settings: unknown): Promise<unknown> {
    const result = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: {
          workspaceFolders: true,
          workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: {} },
        },
      },
      workspaceFolders: [{ uri: pathToFileURL(this.workspace).href, name: 'test' }],
      initializationOptions: settings,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  private makeFolder(name: string): string {
    const folder = mkdtempSync(join(tmpdir(), `guardrails-${name}-`));
    this.temporary.push(folder);
    return folder;
  }

  request<M extends keyof Requests>(method: M, params: Requests[M][0]): Promise<Requests[M][1]> {
    return this.connection.sendRequest(method as string, params ?? null);
  }

  write(path: string, text: string): void {
    const file = join(this.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  uri(path: string): string {
    return pathToFileURL(join(this.workspace, path)).href;
  }

  /** Opens a document (or types its whole text anew) and returns what is said about exactly this text. */
  async diagnose(path: string, languageId: string, text: string): Promise<Diagnostic[]> {
    const uri = this.uri(path);
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    if (version === 1) {
      await this.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version, text },
      });
    } else {
      await this.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    }
    return this.diagnosticsOf(path, version);
  }

  async diagnosticsOf(path: string, version: number): Promise<Diagnostic[]> {
    const uri = this.uri(path);
    return until(() => {
      const published = this.published.get(uri);
      return published?.version === version ? published.diagnostics : undefined;
    });
  }

  async stop(): Promise<void> {
    this.connection.dispose();
    this.process.kill('SIGKILL');
    for (const folder of this.temporary) rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until the condition gives something. */
export async function until<T>(condition: () => T | undefined | false, ms = 10_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain for ${condition}`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}
