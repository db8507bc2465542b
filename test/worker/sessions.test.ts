/** Limits and sequences over processes: each call is a hook or a command line of its own, and what it leaves counts. */
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dist, HookWorld } from '../support/hook-world';
import { runProgram } from '../support/run-program';

let world: HookWorld;

const policy = (over: number, within = '10m') => `apiVersion: guardrails/v1
id: test/sessions
limits:
  - id: test/deletions
    count: { effects: [fs.delete], per: session, within: ${within}, over: ${over} }
    decide: deny
    because: Too many deletions.
    instead: Ask the user.
sequences:
  - id: test/secret-then-write
    after: { effects: [secret.read], within: 30m }
    then: { effects: [vcs.commit] }
    decide: deny
    instead: Ask the user.
`;

beforeEach(() => {
  world = new HookWorld();
});

afterEach(() => world.remove());

/** Puts a policy in force before the first hook, whose time is short on a busy machine. */
async function inForce(text: string): Promise<void> {
  world.write('.guardrails/policy.yaml', text);
  await runProgram(process.execPath, [join(dist, 'cli.js'), 'policy', 'status'], {
    cwd: world.workspace,
    env: world.env,
  });
}

/** Verdict and reason of a call in a session, as they are on record. */
async function called(command: string, session = 'session-1', more: Record<string, unknown> = {}) {
  await world.call(world.terminalCall(command, { session_id: session, ...more }));
  const { verdict, rules, reason } = world.decisions().at(-1)?.decision ?? { verdict: 'none', rules: [], reason: '' };
  return { verdict, rules, reason };
}

function sessionFiles(): string[] {
  const root = join(world.home, '.guardrails/sessions');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => join(root, path));
}

describe('a limit', () => {
  test('is reached at the right call, in its own session', async () => {
    await inForce(policy(3));
    await world.acceptPolicy();
    expect((await called('rm a b')).verdict).toBe('warn');
    expect((await called('rm c')).verdict).toBe('warn');
    expect(await called('rm d')).toMatchObject({
      verdict: 'deny',
      rules: ['test/deletions'],
      reason: expect.stringContaining('Too many deletions. That makes 4 in 10 minutes; the policy allows 3.'),
    });
    expect((await called('rm d', 'session-2')).verdict).toBe('warn');
    expect((await called('ls')).verdict).toBe('allow');
    expect(world.decisions().map(({ session, decision }) => [session?.id, decision?.counted])).toEqual([
      ['session-1', { 'core/filesystem/delete-burst': 2, 'test/deletions': 2 }],
      ['session-1', { 'core/filesystem/delete-burst': 1, 'test/deletions': 1 }],
      ['session-1', undefined],
      ['session-2', { 'core/filesystem/delete-burst': 1, 'test/deletions': 1 }],
      ['session-1', undefined],
    ]);
  });

  test('counts a call once that two hooks report', async () => {
    await inForce(policy(3));
    await world.acceptPolicy();
    const call = world.terminalCall('rm a b', { tool_use_id: 'one' });
    await Promise.all([world.call(call), world.call(call, 'PreToolUse', { registration: 'file' })]);
    expect((await called('rm c')).verdict).toBe('warn');
    expect((await called('rm d')).verdict).toBe('deny');
  });

  test('touches nothing for what it does not count', async () => {
    await inForce(policy(3));
    await world.acceptPolicy();
    await called('ls -la');
    await called('git status');
    expect(existsSync(join(world.home, '.guardrails/sessions'))).toBe(false);
  });

  test('lets exactly so many through, however many ask at once', async () => {
    await inForce(policy(25));
    await world.acceptPolicy();
    const check = async (file: string): Promise<boolean> => {
      const args = [join(dist, 'cli.js'), 'check', '--record', '--', 'rm', file];
      const { code } = await runProgram(process.execPath, args, { cwd: world.workspace, env: world.env });
      return code !== 1;
    };
    const atOnce = await Promise.all(Array.from({ length: 30 }, (_, number) => check(`at-once-${number}`)));
    let letThrough = atOnce.filter(Boolean).length;
    expect(letThrough).toBeLessThanOrEqual(25);
    // On a busy machine some give up waiting for their turn, and are refused; what is left is left for others.
    for (let number = 0; letThrough < 25 && (await check(`later-${number}`)); number++) letThrough++;
    expect(letThrough).toBe(25);
    expect(await check('one-more')).toBe(false);
  }, 120_000);
});

describe('a sequence', () => {
  test('holds in its session and in one command', async () => {
    await inForce(policy(3));
    await world.acceptPolicy();
    world.write('.env', 'TOKEN=1\n');
    expect((await called('git commit -m one')).verdict).toBe('allow');
    expect((await called('cat .env')).verdict).toBe('ask');
    expect(await called('git commit -m two')).toMatchObject({
      verdict: 'deny',
      rules: ['test/secret-then-write'],
      reason: expect.stringContaining('What it must not follow was done'),
    });
    expect((await called('git commit -m two', 'session-2')).verdict).toBe('allow');
    expect((await called('cat .env; git commit -m two', 'session-2')).verdict).toBe('deny');
  });
});

describe('what cannot be known', () => {
  test('counts as possible while its state is damaged, and says so', async () => {
    await inForce(policy(3).replace('decide: deny', 'decide: ask'));
    await world.acceptPolicy();
    expect((await called('rm a')).verdict).toBe('warn');
    const [file] = sessionFiles();
    writeFileSync(file as string, 'nonsense');
    expect(await called('rm b')).toMatchObject({
      verdict: 'ask',
      reason: expect.stringMatching(/How many there were before is not known \(.*is damaged\)/),
    });
    expect((await called('ls')).verdict).toBe('allow');
    expect((await called('npm test')).verdict).toBe('allow');
    expect((await called('rm c', 'session-2')).verdict).toBe('warn');
  });

  test('asks about unread code, as something may have been refused', async () => {
    world.write('report.py', 'import lib\nlib.report()\n');
    await called('rm -rf /');
    writeFileSync(sessionFiles()[0] as string, 'nonsense');
    expect(await called('python3 report.py')).toMatchObject({
      verdict: 'ask',
      reason: expect.stringMatching(/What was done before is not known \(.*is damaged\)/),
    });
    expect(readFileSync(sessionFiles()[0] as string, 'utf8')).toContain('"knownSince":1');
  });

  test('is over when the time of the limit is over', async () => {
    const [limit] = policy(3, '1s').replace('fs.delete', 'vcs.commit').split('sequences:');
    await inForce(limit as string);
    await called('git commit -m one');
    writeFileSync(sessionFiles()[0] as string, 'nonsense');
    expect((await called('git commit -m two')).verdict).toBe('deny');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await called('git commit -m three')).verdict).toBe('allow');
  });

  test.skipIf(process.getuid?.() === 0)('counts as possible where nothing can be kept', async () => {
    await inForce(policy(3).replace('decide: deny', 'decide: ask'));
    await world.acceptPolicy();
    await called('ls');
    chmodSync(join(world.home, '.guardrails'), 0o500);
    try {
      expect(await called('rm a')).toMatchObject({
        verdict: 'ask',
        reason: expect.stringMatching(/not known \(.*sessions.* cannot be written: EACCES\)/),
      });
      expect((await called('ls')).verdict).toBe('allow');
    } finally {
      chmodSync(join(world.home, '.guardrails'), 0o700);
    }
  });

  test('counts as possible where a file stands in the way of what would be kept', async () => {
    await inForce(policy(3).replace('decide: deny', 'decide: ask'));
    await world.acceptPolicy();
    await called('ls');
    writeFileSync(join(world.home, '.guardrails/sessions'), '');
    expect(await called('rm a')).toMatchObject({ verdict: 'ask', reason: expect.stringContaining('is not known') });
  });
});

describe('what was refused', () => {
  test('is asked about when unread code may do it', async () => {
    world.write('report.py', 'import lib\nlib.report()\n');
    expect((await called('rm -rf /')).verdict).toBe('deny');
    expect((await called('python3 report.py')).verdict).toBe('allow');
    world.write('report.py', 'import lib\nlib.clean()\n');
    expect(await called('python3 report.py')).toMatchObject({
      verdict: 'ask',
      rules: ['core/execution/refused-in-other-words'],
    });
    expect((await called('npm test')).verdict).toBe('allow');
    expect((await called('rm -rf node_modules')).verdict).toBe('allow');
    expect((await called('python3 report.py', 'session-2')).verdict).toBe('allow');
  });
});
