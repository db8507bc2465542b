import * as assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { guardrails, open, shown, until } from '../editor';

describe('an untrusted workspace', () => {
  before(guardrails);

  it('is one, and the status item says so', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const api = await guardrails();
    await until('it says restricted', () => /Guardrails: restricted/.test(api.statusText));
  });

  it('is decided by the bundled packs, whatever its own policy says', async () => {
    const api = await guardrails();
    const home = await api.check('rm -rf ~/');
    assert.equal(home.verdict, 'deny');
    assert.equal(home.policy.source, 'packs');
    assert.equal((await api.check('ls')).verdict, 'allow');
  });

  it('has its commands marked all the same', async () => {
    const script = await open('scripts', 'clean.sh');
    const marks = await until('the script is marked', () => (shown(script).length > 0 ? shown(script) : undefined));
    assert.ok(
      marks.some((mark) => mark.startsWith('error 6 «"$target"»')),
      marks.join('\n'),
    );
  });

  it('gets no policy from us', async () => {
    assert.equal(await vscode.commands.executeCommand('guardrails.createPolicy'), undefined);
  });
});
