/** Language features: from the open documents to diagnostics and hovers. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { withHome } from '../analysis/files/paths';
import type { RuleLocation } from '../decision';
import { isPackSource } from '../policy/packs';
import type { WorkerSettings } from '../protocol';
import type { Providers } from '../providers';
import { type Folders, pathOfUri } from '../worker/folders';
import type { Policies } from '../worker/policies';
import { checkDocument } from './check-document';
import { actionWorld, commandActions } from './command-actions';
import { diagnosticsOf, type Links } from './diagnostics';
import { type Checked, DocumentChecks } from './document-checks';
import { hoverAt } from './hover';
import type { ActionWorld } from './offers';
import { PolicyContexts } from './policy/policy-contexts';
import { policyCodeActions, policyHover, registerPolicyFeatures } from './policy/policy-features';
import { policyDiagnostic } from './policy-diagnostics';
import type { Recorded } from './recorded-tests';

export interface LanguageWorld {
  readonly folders: Folders;
  readonly policies: Policies;
  /** The product's own folder: the packs and the pages of their rules stand in it. */
  readonly productRoot: string;
  providers(): Providers;
  settings(): WorkerSettings;
  /** The newest decisions of a workspace's log. */
  recorded(workspace: string): readonly Recorded[];
  /** Can the editor show an edit, and ask, before it makes it? */
  confirmsEdits(): boolean;
}

export interface LanguageFeatures {
  /** Checks all open documents again: another policy, other settings. */
  recheckAll(): void;
  /** What actions on commands of a workspace are prepared from. */
  actionWorld(workspace: string): Promise<ActionWorld>;
}

export function registerLanguageFeatures(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  world: LanguageWorld,
): LanguageFeatures {
  const contexts = new PolicyContexts(world);
  const checks = new DocumentChecks({
    check: (document) => check(document, world, contexts),
    isUrgent: (document) => contexts.isQuick(document),
    publish: (document, diagnostics) => void publish(connection, document, diagnostics),
    onFailure: ({ uri }, error) => {
      connection.console.error(`${uri} could not be checked: ${error instanceof Error ? error.stack : String(error)}`);
    },
  });
  const recheckAll = (): void => {
    for (const document of documents.all()) checks.schedule(document);
  };
  documents.onDidChangeContent(({ document }) => {
    // What one document says may bear on what another does: a script on the package script that runs it.
    if (contexts.isPolicy(document)) recheckAll();
    else checks.schedule(document);
  });
  documents.onDidClose(({ document }) => {
    contexts.forget(document);
    checks.close(document);
  });
  connection.onHover(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (document && contexts.isPolicy(document)) return policyHover(contexts, document, { position });
    return document && hoverAt(document, await checks.marksOf(document), document.offsetAt(position));
  });
  connection.onCodeAction(async ({ textDocument, range, context }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return [];
    if (contexts.isPolicy(document)) return policyCodeActions(contexts, document, { range, context }, world);
    return commandActions(document, await checks.marksOf(document), { range, context }, documents, world);
  });
  registerPolicyFeatures(connection, documents, contexts);
  return { recheckAll, actionWorld: (workspace) => actionWorld(workspace, documents, world) };
}

function publish(connection: Connection, document: TextDocument, diagnostics: readonly Diagnostic[]): Promise<void> {
  return connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: [...diagnostics] });
}

const nothing: Checked = { diagnostics: [], marks: [] };

async function check(document: TextDocument, world: LanguageWorld, contexts: PolicyContexts): Promise<Checked> {
  const path = pathOfUri(document.uri);
  if (path === undefined) return nothing;
  const problems = await contexts.problemsOf(document);
  if (problems) {
    const pending = await contexts.pendingOn(document);
    return { diagnostics: [...problems.map(policyDiagnostic), ...pending], marks: [] };
  }
  const workspace = world.folders.ofFile(path);
  if (!world.settings().diagnostics) return nothing;
  const { sqlDialect } = world.settings();
  const source = {
    path,
    workspace,
    language: document.languageId,
    text: document.getText(),
    ...(sqlDialect && { dialect: sqlDialect }),
  };
  const checked = checkDocument(source, world.providers(), await world.policies.inForce(workspace));
  const links = linksOf(workspace, world.productRoot);
  return { diagnostics: diagnosticsOf(document, checked, links, world.settings().showAllowed), marks: checked.marks };
}

const MAX_LINKED = 1_000_000;

function linksOf(workspace: string, productRoot: string): Links {
  return {
    ruleSource: ({ source }: RuleLocation) => {
      return pathToFileURL(resolve(isPackSource(source) ? productRoot : workspace, withHome(source, homedir()))).href;
    },
    rulePage: (rule, { source }) => {
      return isPackSource(source) ? pathToFileURL(join(productRoot, 'docs/rules', `${rule}.md`)).href : undefined;
    },
    fileRange: (path, { start, end }) => {
      const text = readQuietly(path);
      if (text === undefined || text.length > MAX_LINKED) return undefined;
      const uri = pathToFileURL(path).href;
      const document = TextDocument.create(uri, '', 0, text);
      return { uri, range: { start: document.positionAt(start), end: document.positionAt(end) } };
    },
  };
}

function readQuietly(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
