import * as assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { guardrails, guardrailsDiagnostics, open, until } from '../editor';

const allowing = `rules:
  - { id: suite/allow-scratch, effects: [fs.delete], when: { path: "scratch/**" }, decide: allow, because: b }
`;

describe('a policy that loosens', () => {
  let policy: vscode.TextDocument;
  let original: string;

  before(guardrails);

  beforeEach(async () => {
    policy = await open('.guardrails', 'policy.yaml');
    original = policy.getText();
    await save(original.replace('rules:\n', allowing));
    await until('it is marked', () => pending().length > 0);
  });

  afterEach(async () => {
    await save(original);
    await until('nothing waits any more', () => pending().length === 0);
  });

  it('is marked where it does, with the offer to accept it', async () => {
    const [mark] = pending();
    assert.match(mark?.message ?? '', /allow rule suite\/allow-scratch added/);
    assert.match(mark ? policy.lineAt(mark.range.start.line).text : '', /id: suite\/allow-scratch/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      policy.uri,
      mark?.range,
    );
    const offered = actions.map(({ command }) => command?.command);
    assert.ok(offered.includes('guardrails.acceptPolicy') && offered.includes('guardrails.showPolicyChange'));
  });

  it('is compared with what is approved', async () => {
    await vscode.commands.executeCommand('guardrails.showPolicyChange');
    const input = await until('the comparison is open', () => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return active instanceof vscode.TabInputTextDiff ? active : undefined;
    });
    const approved = await vscode.workspace.openTextDocument(input.original);
    assert.equal(approved.getText(), original);
    assert.equal(input.modified.fsPath, policy.uri.fsPath);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is accepted by nobody but a person who is asked', async () => {
    // Nobody can click in a test: the editor refuses to show a dialog, and says what it would have shown.
    await assert.rejects(Promise.resolve(vscode.commands.executeCommand('guardrails.acceptPolicy')), /Put the policy/);
    const { policy: inForce } = await (await guardrails()).check('ls');
    assert.match(inForce.problem ?? '', /would loosen what is approved/);
    assert.ok(pending().length > 0);
  });

  function pending(): vscode.Diagnostic[] {
    return guardrailsDiagnostics(policy).filter(({ code }) => code === 'pending');
  }

  async function save(text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(policy.uri, new vscode.Range(0, 0, policy.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await policy.save();
  }
});
