import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAuditLog } from '../../server/audit/log';
import { installRuntime } from '../../server/runtime/install';
import { listeningWorker } from '../support/hook-worker';
import { dist, HookWorld } from '../support/hook-world';
import { type ProgramOptions, type ProgramResult, runProgram } from '../support/run-program';

let world: HookWorld;

beforeEach(() => {
  world = new HookWorld();
});

afterEach(() => world.remove());

function guardrails(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const env = { ...world.env, ...options.env };
  return runProgram(process.execPath, [join(dist, 'cli.js'), ...args], { cwd: world.workspace, ...options, env });
}

async function stream(input: string | Uint8Array, args: readonly string[] = []): Promise<Record<string, unknown>[]> {
  const { stdout, stderr } = await guardrails(['check', '--stdin', ...args], { input });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('check', () => {
  test.each([
    ['0 for what is allowed', ['ls', '-l'], 0, 'ALLOW'],
    ['1 for what is denied', ['rm', '-rf', '/'], 1, 'DENY'],
    ['2 for what would ask', ['--agent', 'ai', '--', 'git reset --hard HEAD~3'], 2, 'ASK'],
  ])('ends with %s', async (_, words, code, verdict) => {
    const args = words[0]?.startsWith('--') ? words : ['--', ...words];
    const result = await guardrails(['check', ...args]);
    expect(result).toMatchObject({ code, stderr: '' });
    expect(result.stdout).toMatch(new RegExp(`^${verdict}  `));
  });

  test('reads SQL', async () => {
    const result = await guardrails(['check', '--sql', '--dialect', 'postgres', '--json', '--', 'DROP TABLE orders']);
    expect(result.code).not.toBe(0);
    const { effects } = JSON.parse(result.stdout) as { effects: { kind: string }[] };
    expect(effects.map(({ kind }) => kind)).toEqual(['db.schema.drop']);
  });

  test('reads the command from standard input', async () => {
    expect(await guardrails(['check', '-'], { input: 'rm -rf /' })).toMatchObject({ code: 1 });
  });

  test('has a stable JSON form', async () => {
    const { stdout } = await guardrails(['check', '--json', '--', 'rm', '-rf', '/']);
    expect(JSON.parse(stdout)).toMatchObject({
      id: null,
      verdict: 'deny',
      instant: false,
      rules: expect.arrayContaining(['core/filesystem/no-root-delete']),
      effects: [expect.objectContaining({ kind: 'fs.delete', path: '/', zone: 'system', chain: [] })],
      reason: expect.any(String),
      instead: expect.any(String),
      would: 'deny',
      policy: { source: 'packs', mode: 'enforce', digest: expect.stringMatching(/^sha256:/) },
    });
  });

  test('answers for the workspace that --cwd names', async () => {
    world.write('.guardrails/policy.yaml', 'apiVersion: guardrails/v1\nid: a/b\nmode: monitor\n');
    await world.acceptPolicy();
    const result = await guardrails(['check', '--json', '--cwd', world.workspace, '--', 'rm -rf /'], { cwd: '/' });
    expect(JSON.parse(result.stdout)).toMatchObject({ would: 'deny', policy: { mode: 'monitor' } });
  });

  test('says that a policy has errors', async () => {
    world.write('.guardrails/policy.yaml', 'apiVersion: guardrails/v1\nid: a/b\nmoode: monitor\n');
    const { stdout, code } = await guardrails(['check', '--', 'rm -rf /']);
    expect(code).toBe(1);
    expect(stdout).toContain('.guardrails/policy.yaml:3:1');
  });

  test('records nothing unless asked to', async () => {
    await guardrails(['check', '--', 'rm -rf /']);
    expect(existsSync(join(world.workspace, '.guardrails/audit'))).toBe(false);
    const { stdout } = await guardrails(['check', '--record', '--json', '--', 'rm -rf /']);
    const { decision } = JSON.parse(stdout) as { decision: string };
    expect((await guardrails(['audit', 'show'])).stdout).toContain('DENY');
    expect((await guardrails(['audit', 'show', decision])).stdout).toContain('"raw": "rm -rf /"');
  });

  test('refuses to let an agent go on when it should record and cannot', async () => {
    rmSync(join(world.workspace, '.guardrails'), { recursive: true });
    writeFileSync(join(world.workspace, '.guardrails'), '');
    const { code, stdout } = await guardrails(['check', '--record', '--', 'ls']);
    expect(code).toBe(1);
    expect(stdout).toContain('The audit log cannot be written');
  });

  test('shows no control characters and no colours where there is no terminal', async () => {
    const { stdout } = await guardrails(['check', '--', "printf '\u001b[2J\u202e'"], { env: { FORCE_COLOR: '1' } });
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(stdout).toContain('\\u001b[2J\\u202e');
  });

  test('answers on a megabyte of command', async () => {
    const { code, stdout } = await guardrails(['check', '-'], { input: `echo ${'a '.repeat(500_000)}; rm -rf /` });
    expect([1, 2]).toContain(code);
    expect(stdout.length).toBeLessThan(20_000);
  });

  test('answers on binary garbage', async () => {
    const garbage = Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 167 + (i >> 3)) % 256));
    expect([1, 2]).toContain((await guardrails(['check', '-'], { input: garbage })).code);
  });
});

describe('check --stdin', () => {
  test('answers every line, in order', async () => {
    const lines = [
      { id: 1, command: 'ls' },
      { id: 'two', command: 'rm -rf /' },
      { sql: 'DELETE FROM orders', dialect: 'postgres' },
      { id: 4, tool: 'run_in_terminal', input: { command: 'rm -rf /' }, agent: 'copilot' },
      { id: 5, command: 'ls', actor: 'human', cwd: '/tmp' },
    ];
    const answers = await stream(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(answers.map(({ id }) => id)).toEqual([1, 'two', null, 4, 5]);
    expect(answers.map(({ verdict }) => verdict)).toEqual([
      'allow',
      'deny',
      expect.stringMatching(/ask|deny/),
      'deny',
      'allow',
    ]);
    expect(Object.keys(answers[0] ?? {})).toEqual(
      expect.arrayContaining(['id', 'verdict', 'instant', 'rules', 'effects', 'reason', 'instead']),
    );
    expect(existsSync(join(world.workspace, '.guardrails/audit'))).toBe(false);
  });

  test.each([
    ['not JSON', 'rm -rf /'],
    ['not an object', '"rm -rf /"'],
    ['of nothing', '{"id":"x"}'],
    ['of two things', '{"id":"x","command":"ls","sql":"select 1"}'],
    ['of a command that is no text', '{"command":["rm"]}'],
    ['of an unknown dialect', '{"sql":"select 1","dialect":"klingon"}'],
    ['of an unknown actor', '{"command":"ls","actor":"cat"}'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('a line that is %s gets an error, and the next its answer', async (_, line) => {
    const input = Buffer.concat([Buffer.from(line as string), Buffer.from('\n{"id":2,"command":"ls"}\n')]);
    const { stdout, code } = await guardrails(['check', '--stdin'], { input });
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as object);
    expect(answers).toEqual([
      {
        id: String(line).includes('"x"') ? 'x' : null,
        error: { code: 'malformed', line: 1, message: expect.any(String) },
      },
      expect.objectContaining({ id: 2, verdict: 'allow' }),
    ]);
    expect(code).toBe(64);
  });

  test('answers on a megabyte in a line, and on what follows', async () => {
    const command = `echo ${'a'.repeat(1_000_000)}`;
    const [first, second] = await stream(`${JSON.stringify({ command })}\n{"command":"ls"}\n`);
    expect(first?.verdict).toBeDefined();
    expect(second?.verdict).toBe('allow');
  });

  test('records when asked to', async () => {
    await stream('{"command":"ls"}\n{"command":"pwd"}\n', ['--record']);
    const { stdout, code } = await guardrails(['audit', 'verify']);
    expect({ stdout, code }).toEqual({ stdout: expect.stringContaining('3 records'), code: 0 });
  });
});

describe('wrong usage ends with 64 and says how:', () => {
  test.each([
    ['no command', ['check'], 'give the command'],
    ['an unknown option', ['check', '--colour', '--', 'ls'], '--colour'],
    ['an unknown subcommand', ['chekc'], 'chekc'],
    ['an unknown actor', ['check', '--agent', 'cat', '--', 'ls'], 'human'],
    ['an unknown dialect', ['check', '--sql', '--dialect', 'klingon', '--', 'x'], 'postgres'],
    ['a dialect without SQL', ['check', '--dialect', 'mysql', '--', 'x'], '--sql'],
    ['a command besides --stdin', ['check', '--stdin', '--', 'ls'], '--stdin'],
    ['a folder that is not there', ['check', '--cwd', '/no/such/folder', '--', 'ls'], '/no/such/folder'],
    ['a bad limit', ['audit', 'show', '-n', 'many'], '--limit'],
    ['no such record', ['audit', 'show', 'nothing'], 'nothing'],
    ['no policy to test', ['test'], 'policy.yaml'],
    ['no policy to expand', ['expand'], 'policy.yaml'],
  ])('%s', async (_, args, hint) => {
    const { code, stderr, stdout } = await guardrails(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });
});

test('help names every command', async () => {
  const { stdout, code } = await guardrails(['--help']);
  expect(code).toBe(0);
  for (const name of ['check', 'explain', 'test', 'init', 'audit', 'doctor']) expect(stdout).toContain(`  ${name}`);
  expect((await guardrails(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('explain names the rule and where it stands', async () => {
  const { stdout, code } = await guardrails(['explain', '--', 'sudo rm -rf /']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/policies\/core\/filesystem\/pack\.yaml:\d+/);
  expect(stdout).toContain('sudo');
});

describe('init', () => {
  test('writes a policy that passes its own tests, and does not replace one', async () => {
    world.write('package.json', '{"name":"shop"}');
    world.write('prisma/migrations/1/migration.sql', 'create table a (b int);');
    expect(await guardrails(['init'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3 passed, 0 failed'),
    });
    expect(await guardrails(['test', '--no-mutations'])).toMatchObject({
      code: 0,
      stdout: '3 passed, 0 failed\n',
      stderr: '',
    });
    expect(await guardrails(['init'])).toMatchObject({ code: 64, stderr: expect.stringContaining('--force') });
  });

  test('only prints when asked to', async () => {
    const { stdout, code } = await guardrails(['init', '--print']);
    expect(code).toBe(0);
    expect(stdout).toContain('apiVersion: guardrails/v1');
    expect(existsSync(join(world.workspace, '.guardrails/policy.yaml'))).toBe(false);
  });
});

describe('test', () => {
  const policy = (expected: string) => `apiVersion: guardrails/v1
id: a/b
rules:
  - id: files/no-archive
    effects: [fs.delete]
    when: { path: ["**/archive/**"] }
    decide: deny
    because: It is the only copy.
    instead: Move it.
    tests:
      ${expected}:
        - run: rm archive/a
`;

  test('passes', async () => {
    world.write('.guardrails/policy.yaml', policy('deny'));
    expect(await guardrails(['test', '--no-mutations'])).toMatchObject({ code: 0, stdout: '1 passed, 0 failed\n' });
    const { code, stdout } = await guardrails(['test']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 passed, 0 failed\nwritten in 1\d other ways: 1 passed, 0 failed\n$/);
  });

  test.each([
    ['tap', /ok 2 - files\/no-archive deny: rm archive\/a \(written in 1\d other ways\)/],
    ['junit', /name="deny: rm archive\/a \(written in 1\d other ways\)"\/>/],
    ['json', /"mutations":1\d/],
  ])('reports what was written in other ways, as %s', async (format, line) => {
    world.write('.guardrails/policy.yaml', policy('deny'));
    const { code, stdout } = await guardrails(['test', '--format', format]);
    expect(code).toBe(0);
    expect(stdout).toMatch(line);
  });

  test.each([
    ['text', 'failed .guardrails/policy.yaml:12:11 files/no-archive allow: rm archive/a'],
    ['tap', 'not ok 1 - files/no-archive allow: rm archive/a'],
    ['junit', '<testcase classname="files/no-archive" name="allow: rm archive/a">'],
    ['json', '"failed":1'],
  ])('fails, as %s', async (format, text) => {
    world.write('.guardrails/policy.yaml', policy('allow'));
    const { code, stdout } = await guardrails(['test', '--format', format]);
    expect(code).toBe(1);
    expect(stdout).toContain(text);
  });

  test('plays scenario files, too', async () => {
    world.write('.guardrails/policy.yaml', policy('deny'));
    const steps = '[{ run: rm b, expect: deny }, { run: rm archive/a, expect: deny, rule: files/no-archive }]';
    world.write('.guardrails/tests/a.yaml', `scenarios:\n  - name: tidying up\n    steps: ${steps}\n`);
    const { code, stdout } = await guardrails(['test']);
    expect(code).toBe(1);
    expect(stdout).toContain('failed .guardrails/tests/a.yaml:3:13 tidying up deny: rm b\n');
    expect(stdout).toContain('2 passed, 1 failed');
  });

  test('fails on a scenario file with errors', async () => {
    world.write('.guardrails/policy.yaml', policy('deny'));
    world.write('.guardrails/tests/a.yaml', 'scenarios: []\n');
    const { code, stderr } = await guardrails(['test']);
    expect(code).toBe(1);
    expect(stderr).toContain('.guardrails/tests/a.yaml:1:12 This list must not be empty.');
  });

  test('fails on a policy with errors, and says where', async () => {
    world.write('.guardrails/policy.yaml', 'apiVersion: guardrails/v1\nid: a/b\nrulez: []\n');
    const { code, stderr } = await guardrails(['test']);
    expect(code).toBe(1);
    expect(stderr).toContain('.guardrails/policy.yaml:3:1');
  });

  test('passes for the bundled packs', { timeout: 30_000 }, async () => {
    expect(await guardrails(['test', '--packs'])).toMatchObject({ code: 0 });
  });
});

function onlySegment(): string {
  const { segments } = openAuditLog(world.workspace, { home: world.home }).layout;
  return join(segments, readdirSync(segments)[0] ?? '');
}

test('expand prints the rules of the tables, or what is wrong with the policy', async () => {
  world.write('.guardrails/policy.yaml', 'apiVersion: guardrails/v1\nid: a/b\ntables: { orders: { delete: deny } }\n');
  const expanded = await guardrails(['expand']);
  expect(expanded).toMatchObject({ code: 0, stderr: '' });
  expect(expanded.stdout).toContain('  # orders, from .guardrails/policy.yaml:3\n  - id: tables/orders/delete\n');
  world.write('.guardrails/policy.yaml', 'apiVersion: guardrails/v1\nid: a/b\ntables: { orders: { delete: no } }\n');
  expect(await guardrails(['expand'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('.guardrails/policy.yaml:3:'),
  });
});

describe('audit', () => {
  test('names the record that was changed', async () => {
    await stream('{"command":"ls"}\n{"command":"pwd"}\n', ['--record']);
    const segment = onlySegment();
    writeFileSync(segment, readFileSync(segment, 'utf8').replace('"raw":"ls"', '"raw":"lz"'));
    const { code, stdout } = await guardrails(['audit', 'verify']);
    expect(code).toBe(1);
    expect(stdout).toContain('record 1 ');
    expect(JSON.parse((await guardrails(['audit', 'verify', '--json'])).stdout)).toMatchObject({
      ok: false,
      problems: [{ code: 'record-changed', seq: 1 }],
    });
  });

  test('shows decisions and single records', async () => {
    await stream('{"command":"ls"}\n{"command":"rm -rf /"}\n', ['--record']);
    expect((await guardrails(['audit', 'show'])).stdout.trimEnd().split('\n')).toHaveLength(2);
    const [denied] = (await guardrails(['audit', 'show', '--denied', '--json'])).stdout.trimEnd().split('\n');
    const { id, seq } = JSON.parse(denied ?? '') as { id: string; seq: number };
    const whole = await guardrails(['audit', 'show', id]);
    expect(JSON.parse(whole.stdout)).toMatchObject({ $seq: seq, command: { raw: 'rm -rf /' } });
    expect((await guardrails(['audit', 'show', `#${seq}`])).stdout).toBe(whole.stdout);
  });
});

describe('doctor', () => {
  const settings = { instantRun: true };

  function install(): void {
    const installed = installRuntime({ source: dist, home: world.home, execPath: process.execPath, settings });
    expect(installed.problem).toBeUndefined();
  }

  async function findings(): Promise<{
    code: number | null;
    bySubject: Map<string, { state: string; message: string }[]>;
  }> {
    const { stdout, code } = await guardrails(['doctor', '--json']);
    const bySubject = new Map<string, { state: string; message: string }[]>();
    for (const line of stdout.trimEnd().split('\n')) {
      const { subject, ...finding } = JSON.parse(line) as { subject: string; state: string; message: string };
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), finding]);
    }
    return { code, bySubject };
  }

  test('hears the installed hook refuse, and finds nothing wrong', async () => {
    install();
    const { code, bySubject } = await findings();
    expect([...bySubject.values()].flat().filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(bySubject.get('hook')?.[1]?.message).toMatch(/^a destructive call was refused and recorded/);
    expect(code).toBe(0);
    expect((await guardrails(['doctor'])).stdout).toContain(
      'ok       hook: a harmless call was let through and recorded',
    );
  });

  test('finds a session that cannot be understood', async () => {
    install();
    await findings();
    const folder = join(world.home, '.guardrails/sessions');
    const [session] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.json'),
    );
    writeFileSync(join(folder, session as string), 'nonsense');
    expect((await findings()).bySubject.get('sessions')).toEqual([
      { state: 'warning', message: expect.stringMatching(/ is damaged: its limits count as reached until/) },
    ]);
  });

  test('says whether a window answers hooks', async () => {
    install();
    expect((await findings()).bySubject.get('worker')?.[0]?.message).toMatch(/no window .* decide by themselves/);
    const worker = await listeningWorker(world);
    try {
      const { bySubject } = await findings();
      expect(bySubject.get('worker')).toEqual([{ state: 'ok', message: expect.stringMatching(/a window .* answers/) }]);
      expect(bySubject.get('hook')?.map(({ state }) => state)).toEqual(['ok', 'ok']);
      world.write('../home/.guardrails/runtime/current', `other\n${process.execPath}\n`);
      expect((await findings()).bySubject.get('worker')?.[0]?.message).toMatch(/reload/);
    } finally {
      await worker.stop();
    }
  });

  test('without a runtime says what to do', async () => {
    const { code, bySubject } = await findings();
    expect(bySubject.get('runtime')).toEqual([{ state: 'problem', message: expect.stringContaining('Open VS Code') }]);
    expect(bySubject.get('hook')?.map(({ state }) => state)).toContain('problem');
    expect(code).toBe(1);
  });

  test('notices a damaged runtime', async () => {
    install();
    const [pointer = ''] = readFileSync(join(world.home, '.guardrails/runtime/current'), 'utf8').split('\n');
    writeFileSync(join(world.home, '.guardrails/runtime', pointer, 'hook-call.js'), 'process.exit(0)');
    const { code, bySubject } = await findings();
    expect(bySubject.get('runtime')?.[0]).toMatchObject({
      state: 'problem',
      message: expect.stringContaining('hook-call.js'),
    });
    expect(code).toBe(1);
  });

  test('notices what keeps the guard from working', async () => {
    install();
    world.write('.claude/settings.json', '{"disableAllHooks": true}');
    world.write('.vscode/settings.json', '{ // no hooks\n "chat.useHooks": false }');
    world.write('.guardrails/policy.yaml', 'apiVersion: guardrails/v1\nid: a/b\nrulez: []\n');
    const { code, bySubject } = await findings();
    expect(bySubject.get('settings')).toEqual([
      { state: 'problem', message: expect.stringContaining('disableAllHooks') },
      { state: 'problem', message: expect.stringContaining('chat.useHooks') },
    ]);
    expect(bySubject.get('policy')).toContainEqual({
      state: 'problem',
      message: expect.stringContaining('policy.yaml:3:1'),
    });
    expect(code).toBe(1);
  });

  test('notices a log that cannot be written', async () => {
    install();
    world.write('.guardrails/audit', '');
    const { code, bySubject } = await findings();
    expect(bySubject.get('hook')).toContainEqual({
      state: 'problem',
      message: expect.stringContaining('audit log cannot be written'),
    });
    expect(code).toBe(1);
  });
});
