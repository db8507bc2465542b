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

  it('agents may ask before they try, with a tool', async () => {
    const { content } = await vscode.lm.invokeTool('guardrails_check', {
      input: { command: 'rm -rf ~/' },
      toolInvocationToken: undefined,
    });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    const { verdict, rules, instead } = JSON.parse(part.value);
    assert.equal(verdict, 'deny');
    assert.ok(rules.length > 0 && instead);
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

  it('shows what was stopped, live, and lists it as a problem there and where it lives', async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('guardrails.showDecisions');
    const document = await vscode.workspace.openTextDocument(log);
    // Were it not stopped it would sleep for a minute, and then delete what does not exist.
    await runInTerminal('npm run wipe', { COPILOT_AGENT: '1' });
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
    await until('it was ended', () => /outcome {2}killed/.test(document.getText()));
    const api = await guardrails();
    await until('the status item counts it', () => /Guardrails: on · 1 denied/.test(api.statusText));
  });

  it("has what people's commands and tasks were warned of, and not what is plainly allowed", async () => {
    const document = await vscode.workspace.openTextDocument(log);
    await runInTerminal('pwd && ls', {});
    await runInTerminal('rm -rf /no-such-folder/of-people', {});
    await until('the command of a person is in the log', () => document.getText().includes('of-people'));
    assert.match(document.getText(), / {2}person {2}terminal \(late\)\n {2}\$ rm -rf \/no-such-folder\/of-people\n/);
    assert.doesNotMatch(document.getText(), /pwd/);
    const [task] = (await vscode.tasks.fetchTasks()).filter(({ name }) => name === 'wipe');
    assert.ok(task);
    await vscode.tasks.executeTask(task);
    await until('the task of a person is in the log', () => document.getText().includes('$ task wipe'));
    assert.match(document.getText(), / {2}person {2}task \(late\)\n/);
  });

  it('stands on a log that verifies', async () => {
    const verified = await vscode.commands.executeCommand<VerifyResult>('guardrails.verifyAudit');
    assert.equal(verified.ok, true);
    assert.ok(verified.records >= 1);
  });
});

/** Starts a command in a terminal, behind the back of every hook. */
async function runInTerminal(command: string, env: Record<string, string>): Promise<void> {
  const terminal = vscode.window.createTerminal({ name: 'suite', env });
  terminal.show();
  const shell = await until('the shell is integrated', () => terminal.shellIntegration, 20_000);
  shell.executeCommand(command);
}
