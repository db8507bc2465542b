import * as assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { guardrails, guardrailsDiagnostics, open, until } from '../editor';

describe('the policy worker', () => {
  before(guardrails);

  it('is started again when it is killed, and the status item says so meanwhile', async () => {
    const api = await guardrails();
    const states: string[] = [];
    const texts: string[] = [];
    const watch = api.worker.onDidChangeState((state) => {
      states.push(state);
      setTimeout(() => texts.push(api.statusText), 0);
    });
    const before = api.worker.pid;
    assert.ok(before);
    process.kill(before, 'SIGKILL');
    await until('another worker runs', () => api.worker.state === 'running' && api.worker.pid !== before);
    watch.dispose();
    assert.deepEqual(states, ['restarting', 'running']);
    assert.match(texts[0] ?? '', /\$\(error\) Guardrails: stopped/);
    await until('the status is on again', () => /Guardrails: on/.test(api.statusText));
    assert.equal((await api.check('rm -rf /')).verdict, 'deny');
    const script = await open('scripts', 'clean.sh');
    await until('diagnostics are there again', () => guardrailsDiagnostics(script).length > 0);
  });

  it('is ended and replaced when it hangs', async function () {
    this.timeout(60_000);
    const api = await guardrails();
    const before = api.worker.pid;
    assert.ok(before);
    process.kill(before, 'SIGSTOP');
    await assert.rejects(api.check('ls'), /did not answer/);
    await until('another worker runs', () => api.worker.state === 'running' && api.worker.pid !== before);
    assert.equal((await api.check('ls')).verdict, 'allow');
  });

  it('is replaced on demand', async () => {
    const api = await guardrails();
    const before = api.worker.pid;
    await vscode.commands.executeCommand('guardrails.restartWorker');
    await until('another worker runs', () => api.worker.state === 'running' && api.worker.pid !== before);
    assert.equal((await api.check('ls')).verdict, 'allow');
  });
});

describe('the status item', () => {
  it('warns while an edit of the policy waits for somebody to accept it', async () => {
    const api = await guardrails();
    const policy = await open('.guardrails', 'policy.yaml');
    const original = policy.getText();
    await write(policy.uri, original.replace('id: editor-suite\n', 'id: editor-suite\nmode: monitor\n'));
    await until('it warns', () => api.statusText.includes('$(warning)'));
    await write(policy.uri, original);
    await until('it warns no more', () => !api.statusText.includes('$(warning)'));
  });

  it('warns when the policy on disk is broken', async () => {
    const api = await guardrails();
    const policy = await open('.guardrails', 'policy.yaml');
    const original = policy.getText();
    await write(policy.uri, `${original}\nnonsense: true\n`);
    await until('it warns', () => api.statusText.includes('$(warning)'));
    await write(policy.uri, original);
    await until('it warns no more', () => !api.statusText.includes('$(warning)'));
  });
});

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
