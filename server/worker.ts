/** Process entry of the policy worker: wiring of the connection, the documents, the requests and the watches. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createConnection, ProposedFeatures, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nodeProviders } from './facts/node-providers';
import { registerLanguageFeatures } from './language/features';
import { policyCapabilities } from './language/policy/policy-features';
import { type ChangedParams, changedMethod, settingsMethod, type WorkerSettings } from './protocol';
import { noPermissions, type Providers } from './providers';
import { memorySession } from './session/memory-session';
import { armour } from './worker/armour';
import { logFiles } from './worker/audit-logs';
import { Folders, pathOfUri } from './worker/folders';
import { HookServer } from './worker/hooks/hook-server';
import { withOpenFiles } from './worker/open-files';
import { settingsSchema } from './worker/params';
import { Policies } from './worker/policies';
import { recordedDecisions } from './worker/recorded-decisions';
import { registerRequests } from './worker/requests';
import { watchFiles } from './worker/watch-files';

const connection = createConnection(ProposedFeatures.all);
armour(connection);

const documents = new TextDocuments(TextDocument);
const folders = new Folders();
const policies = new Policies(openText);
const hooks = new HookServer({
  home: homedir(),
  dist: __dirname,
  report: (problem) => connection.console.warn(problem),
});
let settings: WorkerSettings = { trusted: false, diagnostics: true, showAllowed: false };
let stopWatching: () => void = () => {};
let tellsOfFolders = false;
let confirmsEdits = false;

const language = registerLanguageFeatures(connection, documents, {
  folders,
  policies,
  productRoot: join(__dirname, '..'),
  providers: (): Providers => forText(withOpenFiles(nodeProviders(), openText)),
  settings: () => settings,
  recorded: recordedDecisions,
  confirmsEdits: () => confirmsEdits,
});
registerRequests(connection, { folders, policies, providers: nodeProviders, actionWorld: language.actionWorld });

connection.onInitialize(({ capabilities, workspaceFolders, initializationOptions }) => {
  tellsOfFolders = capabilities.workspace?.workspaceFolders === true;
  const { documentChanges, resourceOperations, changeAnnotationSupport } = capabilities.workspace?.workspaceEdit ?? {};
  confirmsEdits = Boolean(documentChanges && resourceOperations?.includes('create') && changeAnnotationSupport);
  folders.set((workspaceFolders ?? []).map(({ uri }) => uri));
  applySettings(initializationOptions);
  return {
    serverInfo: { name: 'access-guardrails' },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      ...policyCapabilities,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
});

connection.onInitialized(() => {
  watch();
  serveHooks();
  if (!tellsOfFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(async () => {
    const now = await connection.workspace.getWorkspaceFolders();
    folders.set((now ?? []).map(({ uri }) => uri));
    policies.setTrusted(settings.trusted, folders.all);
    watch();
    serveHooks();
    policyChanged();
    tell('decisions');
  });
});

connection.onNotification(settingsMethod, (params: unknown) => {
  applySettings(params);
  serveHooks();
  policyChanged();
});

connection.onShutdown(() => stopWatching());

documents.listen(connection);
connection.listen();

function applySettings(params: unknown): void {
  settings = settingsSchema.parse(params ?? {});
  policies.setTrusted(settings.trusted, folders.all);
}

/** Agents' hooks read the policy of a workspace that nobody has trusted; this worker does not. */
function serveHooks(): void {
  hooks.serve(settings.trusted ? folders.all : []);
}

/** Watches what other processes write: hooks the audit log, people and agents the policy. */
function watch(): void {
  stopWatching();
  const ends = folders.all.flatMap((folder) => [
    watchFiles({ directories: () => logFiles(folder).directories, files: () => logFiles(folder).files }, () =>
      tell('decisions'),
    ),
    watchFiles({ directories: () => policies.directories(folder), files: () => policies.files(folder) }, policyChanged),
  ]);
  stopWatching = () => {
    for (const end of ends) end();
  };
}

function policyChanged(): void {
  tell('policy');
  language.recheckAll();
}

function tell(what: ChangedParams['what']): void {
  void connection.sendNotification(changedMethod, { what } satisfies ChangedParams);
}

/** What files say is judged by the policy, whatever is permitted for the moment and whatever was done before. */
function forText(providers: Providers): Providers {
  return { ...providers, permissions: noPermissions, session: memorySession() };
}

function openText(path: string): string | undefined {
  return documents
    .all()
    .find((document) => pathOfUri(document.uri) === path)
    ?.getText();
}
