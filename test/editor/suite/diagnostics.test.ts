import * as assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { guardrails, guardrailsDiagnostics, open, shown, type, until } from '../editor';

/** The diagnostics of a file, once one of them is at the given text. */
async function marked(document: vscode.TextDocument, text: string): Promise<vscode.Diagnostic> {
  return until(
    `${document.fileName} is marked at ${JSON.stringify(text)}, not ${JSON.stringify(shown(document))}`,
    () => guardrailsDiagnostics(document).find(({ range }) => document.getText(range) === text),
  );
}

/** The rule, with or without a page to lead to. */
function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function isDenied(diagnostic: vscode.Diagnostic): void {
  assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error, diagnostic.message);
  assert.match(diagnostic.message, /^Agents may not run this: /);
  assert.match(ruleOf(diagnostic), /^[a-z]+\//);
  const rule = diagnostic.relatedInformation?.find(({ message }) => message.startsWith('The rule '));
  assert.ok(rule, 'the line of the policy is linked');
  assert.match(rule.location.uri.fsPath, /(pack|policy)\.yaml$/);
}

describe('diagnostics', () => {
  before(guardrails);
  afterEach(async () => {
    const settings = vscode.workspace.getConfiguration('guardrails');
    for (const key of ['diagnostics.enable', 'diagnostics.showAllowed']) {
      await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('mark what agents may not run in shell scripts, and nothing that only mentions it', async () => {
    const script = await open('scripts', 'clean.sh');
    const diagnostic = await marked(script, '"$target"');
    isDenied(diagnostic);
    assert.equal(diagnostic.range.start.line, 5);
    assert.deepEqual(
      shown(script).filter((line) => / [1-5] «/.test(line)),
      [],
    );
    await marked(script, 'git push --force origin main');
  });

  it('mark statements of SQL files by the grants of the policy', async () => {
    const sql = await open('cleanup.sql');
    const diagnostic = await marked(sql, 'DELETE FROM public.orders');
    isDenied(diagnostic);
    assert.equal(diagnostic.range.start.line, 2);
    assert.equal(shown(sql).length, 1);
  });

  it('mark scripts of package.json behind escaped quotes', async () => {
    const manifest = await open('package.json');
    isDenied(await marked(manifest, '/no-such-folder/of-guardrails'));
    assert.equal(shown(manifest).length, 1);
  });

  it('mark tasks', async () => {
    const tasks = await open('.vscode', 'tasks.json');
    isDenied(await marked(tasks, '/no-such-folder/of-guardrails'));
    assert.equal(shown(tasks).length, 1);
  });

  it('mark recipes of makefiles', async () => {
    const makefile = await open('Makefile');
    const diagnostic = await marked(makefile, 'rm -rf $(HOME)');
    isDenied(diagnostic);
    assert.equal(diagnostic.range.start.line, 5);
    assert.equal(shown(makefile).length, 1);
  });

  it('follow what is typed', async () => {
    const script = await open('scripts', 'clean.sh');
    const original = script.getText();
    await type(script, '#!/bin/bash\nls\n');
    await until('the marks are gone', () => guardrailsDiagnostics(script).length === 0);
    await type(script, '#!/bin/bash\nls\nrm -rf /\n');
    assert.equal((await marked(script, '/')).range.start.line, 2);
    await type(script, original);
  });

  it('are not there when switched off, and allowed commands are there when switched on', async () => {
    const settings = vscode.workspace.getConfiguration('guardrails');
    const manifest = await open('package.json');
    await settings.update('diagnostics.enable', false, vscode.ConfigurationTarget.Workspace);
    await until('the marks are gone', () => guardrailsDiagnostics(manifest).length === 0);
    await settings.update('diagnostics.enable', undefined, vscode.ConfigurationTarget.Workspace);
    await settings.update('diagnostics.showAllowed', true, vscode.ConfigurationTarget.Workspace);
    await until('a hint tells of an allowed command', () =>
      guardrailsDiagnostics(manifest).some(({ severity }) => severity === vscode.DiagnosticSeverity.Hint),
    );
    await settings.update('diagnostics.showAllowed', undefined, vscode.ConfigurationTarget.Workspace);
    await until('the hints are gone', () =>
      guardrailsDiagnostics(manifest).every(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint),
    );
  });
});

describe('hover', () => {
  before(guardrails);

  it('tells effects, reason and the safer way', async () => {
    const script = await open('scripts', 'clean.sh');
    await marked(script, '"$target"');
    const at = script.positionAt(script.getText().indexOf('rm -rf "$target"') + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', script.uri, at);
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((part) => (typeof part === 'string' ? part : part.value));
    assert.match(text.join('\n'), /Denied for agents/);
    assert.match(text.join('\n'), /fs\.delete/);
    assert.match(text.join('\n'), /Safer/);
  });
});

describe('policy files', () => {
  before(guardrails);

  it('have their errors at the exact place while they are typed', async () => {
    const policy = await open('.guardrails', 'policy.yaml');
    assert.deepEqual(
      shown(policy).filter((line) => line.startsWith('error')),
      [],
    );
    const original = policy.getText();
    await type(policy, original.replace('    delete: deny', '    delete: refuse'));
    const diagnostic = await marked(policy, 'refuse');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(policy.getText(diagnostic.range), 'refuse');
    assert.match(diagnostic.message, /deny/);
    await type(policy, original);
    await until('the error is gone', () => shown(policy).every((line) => !line.startsWith('error')));
  });
});
