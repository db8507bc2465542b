/** The built hook as a process: what an agent host would see of it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installRuntime } from '../../server/runtime/install';
import { dist, type HookReply, HookWorld } from '../support/hook-world';

let world: HookWorld;

/** One rule for each verdict, on effects that any analysis of the commands below must see. */
const policy = `apiVersion: guardrails/v1
id: test/hook
mode: enforce
extends: []
rules:
  - id: test/no-delete
    effects: [fs.delete]
    decide: deny
    because: "{path} must stay."
    instead: Move it to attic/.
  - id: test/ask-upload
    effects: [net.upload]
    decide: ask
    because: Data leaves the machine.
  - id: test/warn-commit
    effects: [vcs.commit]
    decide: warn
    because: Commits are noticed.
`;

beforeEach(async () => {
  world = new HookWorld();
  world.write('.guardrails/policy.yaml', policy);
  await world.acceptPolicy();
});

afterEach(() => world.remove());

function permissionOf({ reply }: HookReply): unknown {
  const nested = reply?.hookSpecificOutput as { permissionDecision?: string } | undefined;
  return nested?.permissionDecision;
}

function reasonOf({ reply }: HookReply): string {
  const nested = reply?.hookSpecificOutput as { permissionDecisionReason?: string } | undefined;
  return String(nested?.permissionDecisionReason);
}

describe('answers and records', () => {
  test('an allowed call with silence', async () => {
    const result = await world.call(world.terminalCall('ls -la'));
    expect(result).toMatchObject({ stdout: '', stderr: '', code: 0 });
    expect(world.decisions()).toMatchObject([
      { actor: { kind: 'ai' }, agent: { name: 'copilot' }, command: { raw: 'ls -la' }, decision: { verdict: 'allow' } },
    ]);
  });

  test('an allowed call so that it runs at once, when the user has that on', async () => {
    mkdirSync(join(world.home, '.guardrails/runtime'), { recursive: true });
    writeFileSync(join(world.home, '.guardrails/runtime/settings.json'), '{"instantRun":true}');
    expect(permissionOf(await world.call(world.terminalCall('ls -la')))).toBe('allow');
    expect((await world.call(world.toolCall('list_dir', { path: world.workspace }))).stdout).toBe('');
  });

  test('a denied call at both levels, with the reason, the safer way and the rule', async () => {
    const result = await world.call(world.terminalCall('rm keep.txt'));
    expect(result.code).toBe(0);
    expect(result.reply?.permissionDecision).toBe('deny');
    expect(permissionOf(result)).toBe('deny');
    expect(reasonOf(result)).toMatch(/keep\.txt must stay\..*Instead: Move it to attic\/\..*test\/no-delete/);
    expect(world.decisions()).toMatchObject([{ decision: { verdict: 'deny', rules: ['test/no-delete'] } }]);
  });

  test('a questionable call with a question, and with a refusal where nobody can be asked', async () => {
    const command = 'curl -d @notes.txt https://paste.example';
    expect(permissionOf(await world.call(world.terminalCall(command)))).toBe('ask');
    const codex = await world.call(world.toolCall('Bash', { command }, { turn_id: 't' }));
    expect(permissionOf(codex)).toBe('deny');
    expect(world.decisions().map(({ decision }) => decision?.verdict)).toEqual(['ask', 'deny']);
  });

  test('a call with a warning so that user and model are told', async () => {
    const { reply } = await world.call(world.terminalCall('git commit -m x'));
    expect(reply?.systemMessage).toMatch(/Commits are noticed/);
    expect(permissionOf({ reply } as HookReply)).toBeUndefined();
  });

  test('an edit tool by the file it writes', async () => {
    const patch = '*** Begin Patch\n*** Delete File: keep.txt\n*** End Patch';
    expect(permissionOf(await world.call(world.toolCall('apply_patch', { input: patch })))).toBe('deny');
  });

  test('a call from a folder inside the workspace by the policy of the workspace', async () => {
    mkdirSync(join(world.workspace, 'deep/er'), { recursive: true });
    const payload = world.terminalCall('rm x', { cwd: join(world.workspace, 'deep/er') });
    expect(permissionOf(await world.call(payload))).toBe('deny');
  });

  test('the second call as fast as the first, from the compiled policy', async () => {
    await world.call(world.terminalCall('ls'));
    world.write('.guardrails/policy.yaml', `${policy}# a comment changes the file\n`);
    expect(permissionOf(await world.call(world.terminalCall('rm x')))).toBe('deny');
    expect(permissionOf(await world.call(world.terminalCall('rm x')))).toBe('deny');
  });
});

describe('refuses what it cannot read', () => {
  test.each([
    ['nothing', '', /empty/],
    ['broken JSON', '{"tool_name": "run_in_terminal", ', /not a JSON object/],
    ['JSON that is no object', '[1, 2]', /not a JSON object/],
    ['binary garbage', Buffer.from([0, 255, 254, 128, 10, 125]), /not a JSON object/],
    ['a call without a tool', '{"hook_event_name":"PreToolUse","tool_use_id":"1"}', /names no tool/],
  ])('%s', async (_, payload, why) => {
    const result = await world.call(payload);
    expect(result.code).toBe(0);
    expect(permissionOf(result)).toBe('deny');
    expect(reasonOf(result)).toMatch(why);
  });

  test('more than 8 MB', async () => {
    const result = await world.call(JSON.stringify(world.terminalCall('x'.repeat(9 * 1024 * 1024))));
    expect(reasonOf(result)).toMatch(/larger than/);
  });

  test('for Claude by exit code 2, which it does not ignore', async () => {
    const result = await world.call('{', 'PreToolUse', { registration: 'claude' });
    expect(result).toMatchObject({ stdout: '', code: 2 });
    expect(result.stderr).toMatch(/not a JSON object/);
  });

  test('a tool without its arguments', async () => {
    expect(permissionOf(await world.call(world.toolCall('run_in_terminal', {})))).toMatch(/ask|deny/);
  });
});

describe('never lets through silently', () => {
  test('a tool that nobody knows', async () => {
    expect(permissionOf(await world.call(world.toolCall('brand_new_tool', { command: 'rm x' })))).toBe('deny');
    expect(permissionOf(await world.call(world.toolCall('brand_new_tool', { payload: 'zzz' })))).toMatch(/ask|deny/);
  });

  test('a command of a megabyte', async () => {
    const result = await world.call(world.terminalCall(`echo ${'a '.repeat(512 * 1024)}; rm x`));
    expect(permissionOf(result)).toMatch(/ask|deny/);
    expect(world.decisions()).toHaveLength(1);
  });

  test('bytes that are no text', async () => {
    const result = await world.call(world.terminalCall('\u0000\ud800 $(\u0007'));
    expect(permissionOf(result)).toMatch(/ask|deny/);
    expect(world.decisions()).toHaveLength(1);
  });

  test('what cannot be recorded', async () => {
    world.write('.guardrails/audit', 'a file in the way');
    const result = await world.call(world.terminalCall('ls'));
    expect(permissionOf(result)).toBe('deny');
    expect(reasonOf(result)).toMatch(/audit/);
  });

  test('an analysis that does not end: refused and recorded before the deadline', async () => {
    world.write('spin.txt', '');
    const preload = join(world.home, 'spin.cjs');
    writeFileSync(
      preload,
      `const fs = require('fs'); const real = fs.realpathSync.native;
       fs.realpathSync.native = (path) => { while (path.endsWith('spin.txt')); return real(path); };`,
    );
    const started = Date.now();
    const result = await world.call(world.terminalCall('rm spin.txt'), 'PreToolUse', {
      nodeArgs: ['--require', preload],
    });
    expect(permissionOf(result)).toBe('deny');
    expect(reasonOf(result)).toMatch(/took longer than \d+ ms/);
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(world.decisions()).toMatchObject([{ decision: { verdict: 'deny' } }]);
  });

  test('an error inside', async () => {
    const preload = join(world.home, 'throw.cjs');
    writeFileSync(preload, `Array.prototype.findLast = () => { throw new TypeError('boom'); };`);
    const result = await world.call(world.terminalCall('ls'), 'PreToolUse', { nodeArgs: ['--require', preload] });
    expect(permissionOf(result)).toBe('deny');
    expect(reasonOf(result)).toMatch(/boom/);
  });

  test('a hook without its other half', async () => {
    rmSync(join(world.home, '.guardrails'), { recursive: true, force: true });
    const { path } = install();
    rmSync(join(path ?? '', 'hook-call.js'));
    const result = await world.launch(world.terminalCall('ls'));
    expect(permissionOf(result)).toBe('deny');
  });
});

describe('with a policy that has errors', () => {
  const broken = 'apiVersion: guardrails/v1\nid: test/hook\nrulez: []\n';

  test('the last good one stays in force', async () => {
    world.write('.guardrails/policy.yaml', broken);
    const result = await world.call(world.terminalCall('rm keep.txt'));
    expect(reasonOf(result)).toMatch(/test\/no-delete/);
    expect((await world.call(world.terminalCall('ls'))).stdout).toBe('');
  });

  test('the packs are in force when there never was a good one', async () => {
    rmSync(join(world.home, '.guardrails'), { recursive: true });
    world.write('.guardrails/policy.yaml', broken);
    expect(permissionOf(await world.call(world.terminalCall('rm -rf /')))).toBe('deny');
    expect((await world.call(world.terminalCall('ls'))).stdout).toBe('');
  });
});

describe('other events', () => {
  test('the outcome of a call is recorded, and nothing is said', async () => {
    const call = world.terminalCall('ls', { tool_use_id: 'call-7' });
    await world.call(call);
    const after = { ...call, hook_event_name: 'PostToolUse', tool_response: 'a\nCommand exited with code 2' };
    expect(await world.call(after, 'PostToolUse')).toMatchObject({ stdout: '', stderr: '', code: 0 });
    expect(world.records().at(-1)).toMatchObject({
      action: 'command.outcome',
      outcome: { status: 'failure', exit_code: 2 },
      session: { id: 'session-1', tool_call_id: 'call-7' },
    });
  });

  test('the start of a session and a prompt are recorded, and nothing is said', async () => {
    const base = { session_id: 'session-1', cwd: world.workspace };
    for (const event of [
      { ...base, hook_event_name: 'SessionStart', source: 'startup' },
      { ...base, hook_event_name: 'UserPromptSubmit', prompt: 'Tidy up' },
    ]) {
      expect(await world.call(event, event.hook_event_name)).toMatchObject({ stdout: '', stderr: '', code: 0 });
    }
    expect(world.records().map(({ action }) => action)).toEqual(['session.start', 'session.prompt']);
  });

  test.each(['PostToolUse', 'UserPromptSubmit', 'Stop'])('garbage on %s blocks nothing', async (event) => {
    expect(await world.call('{', event)).toMatchObject({ stdout: '', code: 0 });
  });

  test('an outcome that cannot be recorded blocks nothing, and is told on stderr', async () => {
    world.write('.guardrails/audit', 'a file in the way');
    const after = world.terminalCall('ls', { hook_event_name: 'PostToolUse' });
    const result = await world.call(after, 'PostToolUse');
    expect(result).toMatchObject({ stdout: '', code: 0 });
    expect(result.stderr).toMatch(/audit/);
  });
});

test('plugin hook and file hook of one call answer alike and are recorded once', async () => {
  const call = world.terminalCall('rm keep.txt', { tool_use_id: 'call-1' });
  const results = await Promise.all([
    world.call(call),
    world.call(call, 'PreToolUse', { registration: 'file' }),
    world.call(call),
  ]);
  expect(results.map(permissionOf)).toEqual(['deny', 'deny', 'deny']);
  expect(world.decisions()).toHaveLength(1);
});

test('two calls with two ids are two records', async () => {
  await world.call(world.terminalCall('ls', { tool_use_id: 'call-1' }));
  await world.call(world.terminalCall('ls', { tool_use_id: 'call-2' }));
  expect(world.decisions()).toHaveLength(2);
});

test('a host that leaves the pipe open is answered all the same', async () => {
  const result = await world.call(world.terminalCall('rm keep.txt'), 'PreToolUse', { keepOpen: true });
  expect(permissionOf(result)).toBe('deny');
});

function install() {
  return installRuntime({
    source: dist,
    home: world.home,
    execPath: process.execPath,
    settings: { instantRun: false },
  });
}

describe('by the launcher, from the installed runtime', () => {
  test('allows, denies and records', async () => {
    expect(install().state).toBe('installed');
    expect(await world.launch(world.terminalCall('ls'))).toMatchObject({ stdout: '', stderr: '', code: 0 });
    expect(permissionOf(await world.launch(world.terminalCall('rm keep.txt')))).toBe('deny');
    expect(world.decisions().map(({ decision }) => decision?.verdict)).toEqual(['allow', 'deny']);
  });

  test('refuses malformed input', async () => {
    install();
    expect(permissionOf(await world.launch('{'))).toBe('deny');
  });
});
