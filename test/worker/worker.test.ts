import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { commitAll } from '../support/commit-all';
import { startWorker, until, type WorkerClient, type WorkerClientOptions } from '../support/worker-client';

let worker: WorkerClient | undefined;

async function start(options: WorkerClientOptions = {}): Promise<WorkerClient> {
  worker = await startWorker(options);
  return worker;
}

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

const grantingPolicy = `apiVersion: guardrails/v1
id: worker-test
extends:
  - pack: core/filesystem@1
tables:
  public.orders:
    for: { actor: ai }
    read: allow
    delete: deny
`;

/** \`1 3:0-3:9 rule\`: severity, range and code. */
function shown(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, range: { start, end }, code }) => {
    return `${severity} ${start.line}:${start.character}-${end.line}:${end.character} ${code}`;
  });
}

describe('documents', () => {
  it('are marked at the exact place, as opened and as typed', async () => {
    const client = await start();
    const [first, ...others] = await client.diagnose('a.sh', 'shellscript', '#!/bin/bash\necho hi; rm -rf /\n');
    expect(others).toEqual([]);
    expect(first).toMatchObject({ severity: 1, source: 'guardrails' });
    expect(first?.range).toEqual({ start: { line: 1, character: 16 }, end: { line: 1, character: 17 } });
    expect(first?.relatedInformation?.[0]?.location.uri).toMatch(/policies\/core\/[a-z]+\/pack\.yaml$/);
    expect(readFileSync(new URL(first?.codeDescription?.href ?? ''), 'utf8')).toContain(`# ${first?.code}\n`);
    expect(await client.diagnose('a.sh', 'shellscript', '#!/bin/bash\necho "rm -rf /"\n')).toEqual([]);
  });

  it('are decided with the unsaved text of the others', async () => {
    const client = await start({ files: { 'b.sh': 'echo harmless\n' } });
    expect(await client.diagnose('a.sh', 'shellscript', 'bash ./b.sh\n')).toEqual([]);
    await client.diagnose('b.sh', 'shellscript', 'rm -rf /\n');
    const [found] = await client.diagnose('a.sh', 'shellscript', 'bash ./b.sh # again\n');
    expect(found?.severity).toBe(1);
  });

  it('that are hostile or huge harm nothing', async () => {
    const client = await start();
    await client.diagnose('deep.sh', 'shellscript', '$('.repeat(20_000));
    await client.diagnose('odd.sh', 'shellscript', '\u0000\ud800 ${x:-\n<<EOF');
    await client.diagnose('package.json', 'json', '{"scripts":{"a":');
    await client.diagnose('Makefile', 'makefile', '$(eval $(eval $(eval');
    const long = await client.diagnose('long.sh', 'shellscript', `${'echo padding\n'.repeat(90_000)}rm -rf /\n`);
    expect(long.map(({ code }) => code)).toContain('document-too-long');
    expect((await client.diagnose('a.sh', 'shellscript', 'rm -rf /\n'))[0]?.severity).toBe(1);
  });

  it('answer hovers with effects and the safer way', async () => {
    const client = await start();
    await client.diagnose('a.sh', 'shellscript', 'ls; rm -rf /\n');
    const hover = await client.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri: client.uri('a.sh') },
      position: { line: 0, character: 6 },
    });
    expect(hover.contents.value).toMatch(/Denied for agents/);
    expect(hover.contents.value).toMatch(/`fs\.delete \/`/);
  });
});

describe('code actions', () => {
  async function actionsOn(client: WorkerClient, text: string): Promise<CodeAction[]> {
    const diagnostics = await client.diagnose('a.sh', 'shellscript', text);
    const range = diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: client.uri('a.sh') },
      range,
      context: { diagnostics },
    });
  }

  it('explain, and prepare an exception that has to be confirmed', async () => {
    const client = await start();
    const actions = await actionsOn(client, 'rm -rf /opt/shop/cache\n');
    expect(actions.map(({ title }) => title)).toEqual([
      'Add a waiver of core/filesystem/no-recursive-delete-outside to the policy…',
      'Explain this decision',
    ]);
    expect(actions[0]?.edit?.documentChanges?.[0]).toMatchObject({ uri: client.uri('.guardrails/policy.yaml') });
    expect(Object.values(actions[0]?.edit?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: true }]);
  });

  it('leave the policy alone in a workspace that nobody trusts', async () => {
    const client = await start({ settings: { trusted: false } });
    const actions = await actionsOn(client, 'rm -rf /opt/shop/cache\n');
    expect(actions.map(({ title }) => title)).toEqual(['Explain this decision']);
  });
});

describe('policy files', () => {
  it('get their errors where they are, from the text that is being typed', async () => {
    const client = await start({ files: { '.guardrails/policy.yaml': grantingPolicy } });
    const broken = grantingPolicy.replace('delete: deny', 'delete: refuse');
    const errors = (await client.diagnose('.guardrails/policy.yaml', 'yaml', broken)).filter((d) => d.severity === 1);
    expect(shown(errors)).toEqual([expect.stringMatching(/^1 8:12-8:18 /)]);
    const clean = await client.diagnose('.guardrails/policy.yaml', 'yaml', grantingPolicy);
    expect(clean.filter(({ severity }) => severity === 1)).toEqual([]);
  });

  it('decide as saved, and marks follow a change on disk', async () => {
    const client = await start({ files: { '.guardrails/policy.yaml': grantingPolicy } });
    const sql = 'DELETE FROM public.orders WHERE id = 1;\n';
    expect((await client.diagnose('a.sql', 'sql', sql))[0]).toMatchObject({ severity: 1 });
    expect((await client.request('guardrails/status', undefined)).policy).toMatchObject({
      source: '.guardrails/policy.yaml',
      mode: 'enforce',
    });
    client.write('.guardrails/policy.yaml', grantingPolicy.replace('delete: deny', 'delete: deny\n    schema: deny'));
    await until(() => client.changes.some(({ what }) => what === 'policy'));
    const { rules } = await client.request('guardrails/check', { sql: 'DROP TABLE public.orders' });
    expect(rules).toContain('tables/public.orders/schema');
  });

  it('that are broken leave the last good one in force, and the status says so', async () => {
    const client = await start({ files: { '.guardrails/policy.yaml': grantingPolicy } });
    const before = (await client.request('guardrails/status', undefined)).policy;
    client.write('.guardrails/policy.yaml', 'apiVersion: [');
    const { policy } = await client.request('guardrails/status', undefined);
    expect(policy.digest).toBe(before.digest);
    expect(policy.problem).toMatch(/policy\.yaml:1:/);
  });

  it('that loosen what is committed wait, committed themselves or not', async () => {
    const client = await start({ files: { '.guardrails/policy.yaml': grantingPolicy }, committed: true });
    expect((await client.request('guardrails/status', undefined)).policy.problem).toBeUndefined();
    client.write('.guardrails/policy.yaml', grantingPolicy.replace('delete: deny', 'delete: allow'));
    commitAll(client.workspace);
    const { policy } = await client.request('guardrails/status', undefined);
    expect(policy.problem).toContain('rule tables/public.orders/delete: deny → allow');
    const { verdict } = await client.request('guardrails/check', { sql: 'DELETE FROM public.orders WHERE id = 1' });
    expect(verdict).toBe('deny');
  });

  it('are not read in an untrusted workspace', async () => {
    const client = await start({
      files: { '.guardrails/policy.yaml': grantingPolicy },
      settings: { trusted: false },
    });
    expect((await client.request('guardrails/status', undefined)).policy.source).toBe('packs');
    await client.connection.sendNotification('guardrails/settings', { trusted: true });
    await until(() => client.changes.some(({ what }) => what === 'policy'));
    expect((await client.request('guardrails/status', undefined)).policy.source).toBe('.guardrails/policy.yaml');
  });
});

describe('requests', () => {
  it('check without recording, and with', async () => {
    const client = await start();
    const checked = await client.request('guardrails/check', { command: 'rm -rf /', actor: 'ai' });
    expect(checked).toMatchObject({ verdict: 'deny', effectWords: ['fs.delete /'] });
    expect((await client.request('guardrails/decisions', { limit: 10 })).decisions).toEqual([]);
    const recorded = await client.request('guardrails/check', { command: 'rm -rf /', actor: 'ai', record: true });
    const { decisions, counts } = await client.request('guardrails/decisions', { limit: 10 });
    expect(decisions.map(({ id, command, verdict }) => ({ id, command, verdict }))).toEqual([
      { id: recorded.id, command: 'rm -rf /', verdict: 'deny' },
    ]);
    expect(counts).toEqual({ total: 1, denied: 1, asked: 0 });
    expect(await client.request('guardrails/verifyAudit', undefined)).toMatchObject({ ok: true, problems: [] });
  });

  it('take tool calls and SQL as well', async () => {
    const client = await start();
    const call = { tool: 'run_in_terminal', input: { command: 'rm -rf /', explanation: 'tidy up' } };
    expect((await client.request('guardrails/check', call)).verdict).toBe('deny');
    expect((await client.request('guardrails/check', { sql: 'select 1' })).verdict).toBe('allow');
  });

  it.each<[string, unknown]>([
    ['guardrails/check', {}],
    ['guardrails/check', { command: 'ls', sql: 'select 1' }],
    ['guardrails/check', { command: 7 }],
    ['guardrails/check', null],
    ['guardrails/check', { command: 'ls', actor: 'robot' }],
    ['guardrails/decisions', { limit: -1 }],
    ['guardrails/decisions', 'all'],
    ['guardrails/reconcile', { actor: 'ai', record: 'all' }],
    ['guardrails/outcome', { id: '' }],
    ['guardrails/installRuntime', { execPath: '' }],
  ])('%s refuses %j and goes on', async (method, params) => {
    const client = await start();
    await expect(client.connection.sendRequest(method, params)).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining(method),
    });
    expect((await client.request('guardrails/check', { command: 'ls' })).verdict).toBe('allow');
  });

  it('survive a message that is none', async () => {
    const client = await start();
    client.process.send({ jsonrpc: '2.0', nonsense: true });
    client.process.send({ jsonrpc: '2.0', method: 'textDocument/didChange', params: { textDocument: null } });
    client.process.send({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: 'x' });
    expect((await client.request('guardrails/check', { command: 'rm -rf /' })).verdict).toBe('deny');
  });

  it('notice what another process writes to the log', async () => {
    const client = await start();
    await client.request('guardrails/check', { command: 'ls', record: true });
    await until(() => client.changes.some(({ what }) => what === 'decisions'));
    const seen = client.changes.length;
    const [domain = ''] = readdirSync(join(client.workspace, '.guardrails/audit')).filter(
      (name) => !name.startsWith('.'),
    );
    const segments = join(client.workspace, '.guardrails/audit', domain, 'segments');
    const [segment = ''] = readdirSync(segments);
    appendFileSync(join(segments, segment), '{"forged":true}\n');
    await until(() => client.changes.length > seen);
    const verified = await client.request('guardrails/verifyAudit', undefined);
    expect(verified.ok).toBe(false);
    expect(verified.problems.length).toBeGreaterThan(0);
  });

  it('say that the log cannot be written', async () => {
    const client = await start();
    const folder = join(client.workspace, '.guardrails');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const { audit } = await client.request('guardrails/status', undefined);
    chmodSync(folder, 0o700);
    // The superuser may write anywhere, so there is nothing to tell.
    if (process.getuid?.() !== 0) expect(audit).toMatchObject({ writable: false });
    else expect(audit).toEqual({ writable: true });
  });
});

describe('what has started already', () => {
  it('is decided late when nobody was asked, and its outcome is recorded', async () => {
    const client = await start();
    const params = { command: 'rm -rf /', actor: 'ai', agent: 'copilot', record: 'all' } as const;
    const late = await client.request('guardrails/reconcile', params);
    expect(late).toMatchObject({ verdict: 'deny', late: true, recorded: true });
    await client.request('guardrails/outcome', { id: late.id, exitCode: 130, stopped: true });
    const { decisions } = await client.request('guardrails/decisions', { limit: 1 });
    expect(decisions[0]).toMatchObject({ tool: 'terminal (late)', agent: 'copilot', verdict: 'deny' });
    expect(decisions[0]?.outcome).toMatch(/^killed/);
  });

  it('is left alone when it was allowed before', async () => {
    const client = await start();
    const { id } = await client.request('guardrails/check', { command: 'ls -la', actor: 'ai', record: true });
    const params = { command: ' ls -la', actor: 'ai', record: 'all' } as const;
    expect(await client.request('guardrails/reconcile', params)).toMatchObject({ id, late: false });
    expect((await client.request('guardrails/decisions', { limit: 9 })).decisions).toHaveLength(1);
  });

  it('by people is put on record only when it is not plainly allowed', async () => {
    const client = await start();
    const params = { command: 'ls', actor: 'human', record: 'flagged' } as const;
    expect(await client.request('guardrails/reconcile', params)).toMatchObject({ late: true, recorded: false });
    expect((await client.request('guardrails/decisions', { limit: 9 })).decisions).toEqual([]);
  });
});

describe('the process', () => {
  it('ends with its client', async () => {
    const client = await start();
    const ended = new Promise<void>((resolve) => client.process.once('exit', () => resolve()));
    client.process.disconnect();
    await ended;
  });

  it('installs the hook runtime it was built with', async () => {
    const client = await start();
    const params = { execPath: process.execPath, instantRun: true };
    const first = await client.request('guardrails/installRuntime', params);
    expect(first).toMatchObject({
      state: 'installed',
      path: expect.stringContaining(join(client.home, '.guardrails')),
    });
    expect(await client.request('guardrails/installRuntime', params)).toMatchObject({ state: 'current' });
  });

  it('drafts a first policy without writing it', async () => {
    const client = await start({ files: { 'package.json': '{"scripts":{"test":"vitest"}}' } });
    const draft = await client.request('guardrails/draftPolicy', undefined);
    expect(draft.path).toBe(join(client.workspace, '.guardrails/policy.yaml'));
    expect(draft.text).toMatch(/^[#\s\S]*apiVersion: guardrails\/v1/);
    expect(readdirSync(client.workspace)).toEqual(['package.json']);
  });
});
