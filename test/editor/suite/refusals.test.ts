import * as assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { askHook } from '../ask-hook';
import { guardrails, open, shown, type, until, workspacePath } from '../editor';

const log = vscode.Uri.from({ scheme: 'guardrails-decisions', path: '/Guardrails Decisions' });

describe('quick fixes on what is refused', () => {
  before(guardrails);

  it('put the safer form into a script, before anything that loosens', async () => {
    const script = await open('scripts', 'clean.sh');
    const original = script.getText();
    await type(script, 'set -e\necho done && git branch -D old\n');
    await until('the script is marked', () => shown(script).some((line) => line.includes('git branch -D old')));
    const at = rangeOf(script, 'git branch -D old');
    const actions = await quickFixes(script.uri, at);
    assert.deepEqual(kindsOf(actions).slice(0, 3), ['Use the safer form', 'Add', 'Explain this decision']);
    const [safer] = actions;
    assert.ok(safer?.isPreferred && safer.edit);
    assert.ok(await vscode.workspace.applyEdit(safer.edit));
    assert.equal(script.getText(), 'set -e\necho done && git branch -d old\n');
    await type(script, original);
  });

  it('on an entry of the decision log offer a person to allow it once, after saying exactly what', async () => {
    assert.match(await askHook('rm -rf /no-such-folder/of-an-agent', 'call-1'), /"deny"/);
    await vscode.commands.executeCommand('guardrails.showDecisions');
    const document = await vscode.workspace.openTextDocument(log);
    await until('the refusal is in the log', () => document.getText().includes('$ rm -rf /no-such-folder/of-an-agent'));
    const at = rangeOf(document, 'rm -rf /no-such-folder/of-an-agent');
    const actions = await quickFixes(log, at);
    assert.deepEqual(kindsOf(actions).slice(0, 4), ['Allow once…', 'Add', 'Add', 'Explain this decision']);
    const [allow] = actions;
    assert.ok(allow?.command?.arguments);
    // Nobody can click in a test: the editor refuses to show a dialog, and says what it would have shown.
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand(allow.command.command, ...allow.command.arguments)),
      /Let copilot \(AI\) run this once/,
    );
    assert.doesNotMatch(document.getText(), /human\.override/);
  });

  it('put a safer command into a terminal, and do not enter it', async () => {
    const command = 'echo safer > should-not-be-there.txt';
    await vscode.commands.executeCommand('guardrails.useSaferForm', { command, cwd: workspacePath() });
    const terminal = await until('there is a terminal', () =>
      vscode.window.terminals.find((one) => one.name === 'Guardrails'),
    );
    await until('the shell runs', () => terminal.shellIntegration, 20_000);
    const there = await vscode.workspace.findFiles('should-not-be-there.txt');
    assert.deepEqual(there, []);
    terminal.dispose();
    await vscode.commands.executeCommand('guardrails.useSaferForm', { command: 'echo one\necho two' });
    assert.equal(await vscode.env.clipboard.readText(), 'echo one\necho two');
  });
});

function quickFixes(uri: vscode.Uri, range: vscode.Range): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
}

/** The beginning of each title, up to what depends on the command. Copilot's own come after ours. */
function kindsOf(actions: readonly vscode.CodeAction[]): string[] {
  return actions.map(({ title }) => title.replace(/^(Use the safer form|Add)\b.*/, '$1'));
}

function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `${text} is not in ${document.uri}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}
