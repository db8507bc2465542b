import * as assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { CheckResult, VerifyResult } from '../../../server/protocol';
import { guardrails, until, workspacePath } from '../editor';

const log = vscode.Uri.from({ scheme: 'guardrails-decisions', path: '/Guardrails Decisions' });

describe('commands', () => {
  before(guardrails);

  it('Check Command tells what would be decided, in a document, and records nothing', async () => {
    const result = await vscode.commands.executeCommand<CheckResult>('guardrails.checkCommand', 'rm -rf ~/');
    assert.equal(result.verdict, 'deny');
    const text = await until('the answer is shown', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'guardrails-check' ? document.getText() : undefined;
    });
    assert.match(text, /^DENIED/);
    assert.match(text, /\$ rm -rf ~\//);
    assert.match(text, /safer {4}/);
    const verified = await vscode.commands.executeCommand<VerifyResult>('guardrails.verifyAudit');
    assert.deepEqual(verified, { ok: true, records: 0, problems: [] });
  });

  it('the API tells the same to other extensions', async () => {
    const api = await guardrails();
    assert.equal((await api.check('ls')).verdict, 'allow');
    assert.equal((await api.check('rm -rf ~/')).verdict, 'deny');
  });

  it('Create Policy opens the policy there is', async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>('guardrails.createPolicy');
    assert.equal(uri.fsPath, workspacePath('.guardrails', 'policy.yaml'));
  });

  it('all that package.json contributes are there', async () => {
    const contributed: { command: string }[] = vscode.extensions.getExtension('access-guardrails.access-guardrails')
      ?.packageJSON.contributes.commands;
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });
});

describe('the decision log', () => {
  before(guardrails);

  it('shows what was stopped, live, and lists it as a problem there and where it lives', async () => {
    await vscode.commands.executeCommand('guardrails.showDecisions');
    const document = await vscode.workspace.openTextDocument(log);
    await runInAgentTerminal('npm run wipe');
    await until('the denied command is in the log', () => document.getText().includes('$ npm run wipe'));
    assert.match(document.getText(), /DENIED {2}copilot \(AI\) {2}terminal \(late\)/);
    const [problem] = await until('the problem is listed', () => {
      const problems = vscode.languages.getDiagnostics(log);
      return problems.length > 0 ? problems : undefined;
    });
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(problem && document.getText(problem.range), 'npm run wipe');
    const manifest = vscode.Uri.file(workspacePath('package.json'));
    await until('the package script is marked', () =>
      vscode.languages.getDiagnostics(manifest).some(({ message }) => message.startsWith('Denied for copilot (AI)')),
    );
    const api = await guardrails();
    await until('the status item counts it', () => /Guardrails: on 1\b/.test(api.statusText));
  });

  it('stands on a log that verifies', async () => {
    const verified = await vscode.commands.executeCommand<VerifyResult>('guardrails.verifyAudit');
    assert.equal(verified.ok, true);
    assert.ok(verified.records >= 1);
  });
});

/** Starts a command in a terminal as an agent's tool would, behind the back of the hook. */
async function runInAgentTerminal(command: string): Promise<void> {
  const terminal = vscode.window.createTerminal({ name: 'agent', env: { COPILOT_AGENT: '1' } });
  terminal.show();
  const shell = await until('the shell is integrated', () => terminal.shellIntegration, 20_000);
  shell.executeCommand(command);
}
