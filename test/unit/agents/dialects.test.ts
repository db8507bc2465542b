import { describe, expect, test } from 'vitest';
import { type DialectName, type Reply, replyTo } from '../../../server/agents/dialect';
import { fieldsOf } from '../../../server/agents/fields';
import { eventKindOf } from '../../../server/agents/host-event';
import { recogniseDialect } from '../../../server/agents/recognise-dialect';
import type { Decision } from '../../../server/decision';

/** One call as each host sends it. */
const calls: Record<DialectName, unknown> = {
  'copilot-local': {
    timestamp: '2026-01-15T12:00:00.000Z',
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    transcript_path: '/t',
    cwd: '/repo',
    tool_name: 'run_in_terminal',
    tool_input: { command: 'ls' },
    tool_use_id: 'c1',
  },
  'copilot-file-hook': {
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    timestamp: '2026-01-15T12:00:00.000Z',
    cwd: '/repo',
    tool_name: 'Bash',
    tool_input: { command: 'ls' },
  },
  'copilot-callback': {
    sessionId: 's1',
    timestamp: 1,
    toolName: 'bash',
    toolArgs: { command: 'ls' },
    workingDirectory: '/repo',
  },
  claude: {
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    cwd: '/repo',
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command: 'ls' },
    tool_use_id: 'c1',
  },
  codex: {
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    turn_id: 't1',
    model: 'm',
    permission_mode: 'default',
    cwd: '/repo',
    tool_name: 'Bash',
    tool_input: { command: 'ls' },
    tool_use_id: 'c1',
  },
  gemini: {
    hook_event_name: 'BeforeTool',
    session_id: 's1',
    cwd: '/repo',
    tool_name: 'run_shell_command',
    tool_input: { command: 'ls' },
  },
  cursor: {
    hook_event_name: 'beforeShellExecution',
    conversation_id: 's1',
    cursor_version: '2.0',
    workspace_roots: ['/repo'],
    command: 'ls',
    cwd: '',
  },
};

const names = Object.keys(calls) as DialectName[];

function read(payload: unknown, registration = 'plugin') {
  const fields = fieldsOf(payload);
  const dialect = recogniseDialect(fields, registration);
  return { dialect, event: dialect.read(fields, eventKindOf(fields, undefined)) };
}

describe('reading', () => {
  test.each(names)('%s is recognised, with its call, folder and session', (name) => {
    const { dialect, event } = read(calls[name]);
    expect(dialect.name).toBe(name);
    expect(event).toMatchObject({ kind: 'before-tool', cwd: '/repo', agent: { sessionId: 's1' } });
    expect(event.tool).toMatch(/^(run_in_terminal|Bash|bash|run_shell_command|Shell)$/);
    expect(event.input).toEqual({ command: 'ls' });
  });

  test('camel-case events of hook files have their arguments as text', () => {
    const { dialect, event } = read({
      sessionId: 's1',
      timestamp: 1,
      cwd: '/repo',
      toolName: 'bash',
      toolArgs: '{"command":"ls"}',
    });
    expect(dialect.name).toBe('copilot-file-hook');
    expect(event).toMatchObject({ kind: 'before-tool', tool: 'bash', input: '{"command":"ls"}', cwd: '/repo' });
  });

  test('an MCP tool by its double underscores is Claude', () => {
    expect(read({ hook_event_name: 'PreToolUse', tool_use_id: 'c', tool_name: 'mcp__db__query' }).dialect.name).toBe(
      'claude',
    );
  });

  test('the registration may name the dialect', () => {
    expect(read(calls.claude, 'codex').dialect.name).toBe('codex');
  });

  test('a payload of an unknown host is answered in the form most hosts understand', () => {
    expect(read({ hello: 1 }).dialect.name).toBe('copilot-local');
  });

  test('Cursor has events for MCP tools and files of their own', () => {
    const base = { conversation_id: 's', cursor_version: '2' };
    expect(
      read({ ...base, hook_event_name: 'beforeMCPExecution', tool_name: 'query', tool_input: '{}' }).event,
    ).toMatchObject({
      tool: 'MCP:query',
      kind: 'before-tool',
    });
    expect(read({ ...base, hook_event_name: 'beforeReadFile', file_path: '/a' }).event).toMatchObject({
      tool: 'Read',
      input: { path: '/a' },
    });
  });

  test('nobody can be asked by Codex, Gemini, Cursor, and by Claude when permissions are bypassed', () => {
    const canAsk = Object.fromEntries(names.map((name) => [name, read(calls[name]).event.canAsk]));
    expect(canAsk).toEqual({
      'copilot-local': true,
      'copilot-file-hook': true,
      'copilot-callback': true,
      claude: true,
      codex: false,
      gemini: false,
      cursor: false,
    });
    expect(read({ ...fieldsOf(calls.claude), permission_mode: 'bypassPermissions' }).event.canAsk).toBe(false);
  });

  test.each([
    [{ hook_event_name: 'PostToolUse', tool_use_id: 'c' }, 'after-tool'],
    [{ hook_event_name: 'UserPromptSubmit', prompt: 'x' }, 'prompt'],
    [{ hook_event_name: 'SessionStart' }, 'session-start'],
    [{ hook_event_name: 'Stop' }, 'other'],
    [{ toolName: 'bash', toolResult: {} }, 'after-tool'],
    [{ toolName: 'bash' }, 'before-tool'],
    [{}, 'other'],
  ])('%j is %s', (payload, kind) => {
    expect(eventKindOf(payload, undefined)).toBe(kind);
  });
});

const message = 'Drops a table. Instead: Write a migration. (Access Guardrails: db/no-drop)';
const nestedOf = (permission: string, reason: string | undefined = message) => ({
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: permission,
    ...(reason && { permissionDecisionReason: reason }),
  },
});
const topOf = (permission: string) => ({ permissionDecision: permission, permissionDecisionReason: message });
const both = (permission: string) => ({ ...topOf(permission), ...nestedOf(permission) });
const note = {
  systemMessage: message,
  hookSpecificOutput: { hookEventName: 'PreToolUse', additionalContext: message },
};
const nestedAllow = { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' } };

/** JSON on stdout with exit code 0; `''` for nothing at all; a number for that exit code with the reason on stderr. */
type Said = object | '' | 2;

const replies: Record<DialectName, Record<'allow' | 'instant' | 'warn' | 'ask' | 'deny' | 'failure', Said>> = {
  'copilot-local': {
    allow: '',
    instant: nestedAllow,
    warn: note,
    ask: nestedOf('ask'),
    deny: both('deny'),
    failure: both('deny'),
  },
  'copilot-file-hook': {
    allow: {},
    instant: {},
    warn: {},
    ask: both('ask'),
    deny: both('deny'),
    failure: both('deny'),
  },
  'copilot-callback': {
    allow: '',
    instant: '',
    warn: '',
    ask: topOf('ask'),
    deny: both('deny'),
    failure: both('deny'),
  },
  claude: { allow: '', instant: '', warn: note, ask: nestedOf('ask'), deny: nestedOf('deny'), failure: 2 },
  codex: { allow: '', instant: '', warn: '', ask: nestedOf('deny'), deny: nestedOf('deny'), failure: 2 },
  gemini: {
    allow: {},
    instant: {},
    warn: { systemMessage: message },
    ask: { decision: 'deny', reason: message },
    deny: { decision: 'deny', reason: message },
    failure: 2,
  },
  cursor: {
    allow: { permission: 'allow' },
    instant: { permission: 'allow' },
    warn: { permission: 'allow' },
    ask: { permission: 'deny', user_message: message },
    deny: { permission: 'deny', user_message: message },
    failure: { permission: 'deny', user_message: message },
  },
};

function said({ stdout, stderr, exitCode }: Reply): Said {
  if (exitCode === 2) {
    expect(stdout).toBe('');
    expect(stderr).toBe(`${message}\n`);
    return 2;
  }
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout === '' ? '' : JSON.parse(stdout);
}

function decision(verdict: Decision['verdict'], instant = false): Decision {
  return {
    id: '0',
    verdict,
    would: verdict,
    instant,
    effects: [],
    environments: [],
    findings: [],
    rules: verdict === 'allow' ? [] : ['db/no-drop'],
    reason: verdict === 'allow' ? '' : 'Drops a table.',
    ...(verdict !== 'allow' && { instead: 'Write a migration.' }),
    files: [],
    policy: { digest: 'd', source: 'packs', mode: 'enforce' },
    micros: 1,
  };
}

describe('answering', () => {
  test.each(names)('%s', (name) => {
    const { dialect } = read(calls[name]);
    const on = { instantRun: true };
    expect({
      allow: said(replyTo(dialect, decision('allow'), on)),
      instant: said(replyTo(dialect, decision('allow', true), on)),
      warn: said(replyTo(dialect, decision('warn'), on)),
      ask: said(replyTo(dialect, decision('ask'), on)),
      deny: said(replyTo(dialect, decision('deny'), on)),
      failure: said(dialect.fail(message)),
    }).toEqual(replies[name]);
  });

  test('without the instant run nothing skips the confirmation', () => {
    const { dialect } = read(calls['copilot-local']);
    expect(said(replyTo(dialect, decision('allow', true), { instantRun: false }))).toBe('');
  });

  test("Copilot's question has no inline code, which it would draw beside the text", () => {
    const { dialect } = read(calls['copilot-local']);
    const reply = replyTo(dialect, { ...decision('ask'), instead: 'Run `git status`.' }, { instantRun: true });
    expect(JSON.parse(reply.stdout).hookSpecificOutput.permissionDecisionReason).toContain("Run 'git status'.");
  });

  test('Codex gets no key that it does not know, and always a reason', () => {
    const { dialect } = read(calls.codex);
    const reply = replyTo(dialect, { ...decision('deny'), reason: '', rules: [] }, { instantRun: true });
    const { hookSpecificOutput, ...others } = JSON.parse(reply.stdout);
    expect(others).toEqual({});
    expect(hookSpecificOutput.permissionDecisionReason).toMatch(/\w/);
  });
});
