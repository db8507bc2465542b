/** What the suites use of the editor: the workspace, waiting, diagnostics by file. */
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { GuardrailsApi } from '../../src/extension';

const EXTENSION = 'access-guardrails.access-guardrails';

export async function guardrails(): Promise<GuardrailsApi> {
  const extension = vscode.extensions.getExtension<GuardrailsApi>(EXTENSION);
  assert.ok(extension, `${EXTENSION} is not installed`);
  const api = await extension.activate();
  await until('the worker runs', () => api.worker.state === 'running');
  return api;
}

export function workspacePath(...parts: string[]): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace folder is open');
  return join(folder.uri.fsPath, ...parts);
}

/** Waits until the condition gives something, and returns it. */
export async function until<T>(what: string, condition: () => T | Promise<T>, ms = 15_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) assert.fail(`waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function open(...parts: string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(workspacePath(...parts)));
  await vscode.window.showTextDocument(document);
  return document;
}

/** What is said about the text of a document; what was stopped earlier, by the audit log, is left out. */
export function guardrailsDiagnostics(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, message }) => source === 'guardrails' && !message.startsWith('Denied for '));
}

/** `error 3 «rm -rf ~/» core/filesystem/x`, in order of place: the whole of what the file says. */
export function shown(document: vscode.TextDocument): string[] {
  const severities = ['error', 'warning', 'information', 'hint'];
  return guardrailsDiagnostics(document)
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ range, severity, code }) => {
      return `${severities[severity]} ${range.start.line + 1} «${document.getText(range)}» ${codeText(code)}`;
    });
}

function codeText(code: vscode.Diagnostic['code']): string {
  return typeof code === 'object' ? String(code.value) : String(code ?? '');
}

/** Replaces the whole text of a document, as typing would, without saving. */
export async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
