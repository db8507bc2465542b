import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { addressFile } from '../../../server/hook/worker-address';
import { readCurrent } from '../../../server/runtime/current';
import { runtimeFolder } from '../../../server/runtime/settings';
import { askHook } from '../ask-hook';
import { guardrails, guardrailsDiagnostics, open, until, workspacePath } from '../editor';

describe('the policy worker', () => {
  before(guardrails);

  it('answers the hooks of agents in this workspace', async () => {
    const api = await guardrails();
    const runtime = runtimeFolder(homedir());
    const folder = await until('the runtime is installed', () => readCurrent(runtime)?.folder);
    await until('hooks can find the worker', () => existsSync(addressFile(homedir(), workspacePath())));
    assert.match(await askHook('rm -rf /', 'by-the-worker', join(runtime, folder)), /"deny"/);
    const record = recordOf('by-the-worker');
    assert.equal(record?.actor.pid, api.worker.pid);
    assert.equal(record?.decision.verdict, 'deny');
  });

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
    const policy = vscode.Uri.file(workspacePath('.guardrails', 'policy.yaml'));
    const original = readFileSync(policy.fsPath, 'utf8');
    await write(policy, original.replace('id: editor-suite\n', 'id: editor-suite\nmode: monitor\n'));
    await until('it warns', () => api.statusText.includes('$(warning)'));
    await write(policy, original);
    await until('it warns no more', () => !api.statusText.includes('$(warning)'));
  });

  it('warns when the policy on disk is broken', async () => {
    const api = await guardrails();
    const policy = vscode.Uri.file(workspacePath('.guardrails', 'policy.yaml'));
    const original = readFileSync(policy.fsPath, 'utf8');
    await write(policy, `${original}\nnonsense: true\n`);
    await until('it warns', () => api.statusText.includes('$(warning)'));
    await write(policy, original);
    await until('it warns no more', () => !api.statusText.includes('$(warning)'));
  });
});

interface DecisionRecord {
  readonly actor: { readonly pid: number };
  readonly decision: { readonly verdict: string };
}

/** The record of a call in the workspace's audit log. */
function recordOf(call: string): DecisionRecord | undefined {
  const audit = workspacePath('.guardrails', 'audit');
  const lines = readdirSync(audit, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(audit, file), 'utf8').split('\n'));
  const line = lines.find((text) => text.includes(`"tool_call_id":"${call}"`));
  return line === undefined ? undefined : JSON.parse(line);
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
