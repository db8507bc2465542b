/** hook.sh by itself: what it does when the runtime is missing, damaged, dead, stuck or dumb. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program';

const launcher = join(__dirname, '../../agent-plugin/hook.sh');
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guardrails-home-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Installs a program in place of the hook. */
function installHook(script: string, execPath = process.execPath): void {
  const runtime = join(home, '.guardrails/runtime');
  mkdirSync(join(runtime, 'v'), { recursive: true });
  writeFileSync(join(runtime, 'v/hook.js'), script);
  writeFileSync(join(runtime, 'current'), `v\n${execPath}\n`);
}

function launch(args: readonly string[] = ['plugin', 'PreToolUse'], env: Record<string, string> = {}) {
  return runProgram('sh', [launcher, ...args], {
    input: '{"a":1}',
    env: { HOME: home, PATH: process.env.PATH ?? '', ...env },
  });
}

function expectRefusal(stdout: string, why: RegExp): void {
  const reply = JSON.parse(stdout);
  expect(reply.permissionDecision).toBe('deny');
  expect(reply.hookSpecificOutput).toEqual({
    hookEventName: 'PreToolUse',
    permissionDecision: 'deny',
    permissionDecisionReason: reply.permissionDecisionReason,
  });
  expect(reply.permissionDecisionReason).toMatch(why);
}

describe('refuses in words', () => {
  test('without a runtime', async () => {
    const { stdout, code } = await launch();
    expectRefusal(stdout, /not installed/);
    expect(code).toBe(0);
  });

  test('when the pointer leads nowhere', async () => {
    installHook('');
    rmSync(join(home, '.guardrails/runtime/v'), { recursive: true });
    expectRefusal((await launch()).stdout, /damaged/);
  });

  test('when the home is unknown', async () => {
    expectRefusal((await launch(undefined, { HOME: '' })).stdout, /not installed/);
  });

  test.each([
    ['ends well without an answer', 'process.exit(0)'],
    ['crashes', 'throw new Error("boom")'],
    ['is killed', 'process.kill(process.pid, "SIGKILL")'],
    ['does not even parse', 'const = 7'],
  ])('when the hook %s', async (_, script) => {
    installHook(script);
    const { stdout, code } = await launch();
    expectRefusal(stdout, /ended before it answered/);
    expect(code).toBe(0);
  });

  test('when the hook is stuck, at the outermost deadline', async () => {
    installHook('for (;;);');
    const started = Date.now();
    expectRefusal((await launch()).stdout, /ended before it answered/);
    expect(Date.now() - started).toBeGreaterThan(4_000);
  });

  test('when nothing can run it', async () => {
    installHook('process.exit(10)', '/nowhere/code');
    const tools = join(home, 'bin');
    mkdirSync(tools);
    for (const tool of ['timeout', 'printf']) symlinkSync(`/usr/bin/${tool}`, join(tools, tool));
    const { stdout } = await runProgram('/bin/sh', [launcher, 'plugin', 'PreToolUse'], {
      input: '{}',
      env: { HOME: home, PATH: tools },
    });
    expectRefusal(stdout, /could be started/);
  });

  test.each(['claude', 'codex', 'gemini', 'cursor'])('to %s by exit code 2', async (name) => {
    const { stdout, stderr, code } = await launch([name, 'PreToolUse']);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/not installed/);
  });
});

test.each(['PostToolUse', 'SessionStart', 'UserPromptSubmit'])('says nothing of its own on %s', async (event) => {
  expect(await launch(['plugin', event])).toMatchObject({ stdout: '', code: 0 });
  installHook('process.exit(1)');
  expect(await launch(['plugin', event])).toMatchObject({ stdout: '', code: 0 });
});

describe('passes on', () => {
  const echo = 'process.stdout.write(require("fs").readFileSync(0, "utf8") + process.argv.slice(2));';

  test('input, arguments and answer', async () => {
    installHook(`${echo} process.exitCode = 10`);
    expect(await launch()).toMatchObject({ stdout: '{"a":1}plugin,PreToolUse,launched', code: 0 });
  });

  test('a refusal by exit code', async () => {
    installHook('console.error("no"); process.exit(12)');
    expect(await launch()).toMatchObject({ stdout: '', stderr: 'no\n', code: 2 });
  });

  test('no options or certificates for Node, and that an Electron is to be a Node', async () => {
    installHook(
      'const { env } = process; process.stdout.write([env.NODE_OPTIONS, env.NODE_EXTRA_CA_CERTS, env.ELECTRON_RUN_AS_NODE].join(" ")); process.exit(10)',
    );
    const { stdout } = await launch(undefined, {
      NODE_OPTIONS: '--require /nowhere.js',
      NODE_EXTRA_CA_CERTS: '/nowhere',
    });
    expect(stdout).toBe('  1');
  });
});

test('takes node from the PATH when the recorded program has gone or cannot start', async () => {
  installHook('process.stdout.write("answered"); process.exit(10)', '/nowhere/code');
  expect((await launch()).stdout).toBe('answered');
  const broken = join(home, 'code');
  writeFileSync(broken, '#!/nowhere/interpreter\n');
  chmodSync(broken, 0o755);
  installHook('process.stdout.write("answered"); process.exit(10)', broken);
  expect((await launch()).stdout).toBe('answered');
});

describe('the plugin', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(__dirname, '../..', path), 'utf8'));

  test('has the version of the extension', () => {
    expect(read('agent-plugin/.claude-plugin/plugin.json').version).toBe(read('package.json').version);
  });

  test('registers both launchers for every event it names, with that event', () => {
    const { hooks } = read('agent-plugin/hooks/hooks.json');
    expect(Object.keys(hooks)).toEqual(['PreToolUse', 'PostToolUse', 'SessionStart', 'UserPromptSubmit']);
    for (const [event, [{ hooks: entries }]] of Object.entries<[{ hooks: Record<string, string>[] }]>(hooks)) {
      expect(entries).toHaveLength(1);
      expect(entries[0]?.command).toBe(`sh "\${CLAUDE_PLUGIN_ROOT}/hook.sh" plugin ${event}`);
      expect(entries[0]?.windows).toMatch(new RegExp(`hook\\.ps1" plugin ${event}$`));
    }
  });
});
