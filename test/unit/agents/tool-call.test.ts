import { expect, test } from 'vitest';
import { readToolCall } from '../../../server/agents/tool-call';
import type { Action } from '../../../server/request';

const linux = { platform: 'linux' } as const;

type Case = [tool: string, input: unknown, ...actions: Action[]];

const patch = `*** Begin Patch
*** Update File: src/a.ts
@@
-old
+new
*** Add File: docs/b.md
+# B
+text
*** Update File: src/c.ts
*** Move to: src/d.ts
+moved
*** Delete File: src/e.ts
*** End Patch`;

const cases: Case[] = [
  // Shells of every host
  ['run_in_terminal', { command: ' npm test', explanation: 'x' }, { type: 'shell', command: 'npm test' }],
  ['Bash', { command: 'ls -la', description: 'List' }, { type: 'shell', command: 'ls -la', shell: 'bash' }],
  ['bash', { command: 'ls' }, { type: 'shell', command: 'ls', shell: 'bash' }],
  ['powershell', { command: 'Get-ChildItem' }, { type: 'shell', command: 'Get-ChildItem', shell: 'powershell' }],
  ['run_shell_command', { command: 'ls' }, { type: 'shell', command: 'ls' }],
  ['Shell', { command: 'ls' }, { type: 'shell', command: 'ls' }],
  ['shell', { command: ['bash', '-lc', "echo 'a b'"] }, { type: 'shell', command: `bash -lc 'echo '\\''a b'\\'''` }],
  ['exec_command', { cmd: 'ls' }, { type: 'shell', command: 'ls' }],
  ['send_to_terminal', { id: '1', command: 'rm -rf build' }, { type: 'shell', command: 'rm -rf build' }],
  ['send_to_terminal', { id: '1', command: ' ' }, { type: 'inert' }],
  ['write_bash', { sessionId: '1', input: 'ls{enter}' }, { type: 'shell', command: 'ls\n', shell: 'bash' }],
  ['write_bash', { sessionId: '1', input: '{down}{enter}' }, { type: 'inert' }],
  ['run_in_terminal', {}, { type: 'unreadable', why: 'a terminal call without a command' }],
  ['run_in_terminal', null, { type: 'unreadable', why: 'a terminal call without a command' }],
  ['Bash', { command: ['ls', 7] }, { type: 'unreadable', why: 'a terminal call without a command' }],
  // Tasks
  ['run_task', { workspaceFolder: '/w', id: 'shell: build' }, { type: 'task', id: 'shell: build' }],
  ['mcp__client__runTask', { id: 'npm: test' }, { type: 'task', id: 'npm: test' }],
  [
    'create_and_run_task',
    { workspaceFolder: '/w', task: { label: 'clean', type: 'shell', command: 'rm', args: ['-rf', 'dist'] } },
    { type: 'task', id: 'clean', definition: { label: 'clean', type: 'shell', command: 'rm', args: ['-rf', 'dist'] } },
  ],
  ['run_task', {}, { type: 'unreadable', why: 'a task call that names no task' }],
  // Edits
  [
    'create_file',
    { filePath: '/w/a', content: 'x' },
    { type: 'edit', files: [{ path: '/w/a', op: 'create', content: 'x' }] },
  ],
  [
    'Write',
    { file_path: '/w/a', content: 'x' },
    { type: 'edit', files: [{ path: '/w/a', op: 'overwrite', content: 'x' }] },
  ],
  [
    'replace_string_in_file',
    { filePath: 'file:///w/a%20b', oldString: 'x', newString: 'y' },
    { type: 'edit', files: [{ path: '/w/a b', op: 'modify', content: 'y' }] },
  ],
  [
    'edit',
    { path: '/w/a', old_str: 'x', new_str: 'y' },
    { type: 'edit', files: [{ path: '/w/a', op: 'modify', content: 'y' }] },
  ],
  [
    'multi_replace_string_in_file',
    {
      replacements: [
        { filePath: '/a', newString: '1' },
        { filePath: '/b', newString: '2' },
      ],
    },
    {
      type: 'edit',
      files: [
        { path: '/a', op: 'modify', content: '1' },
        { path: '/b', op: 'modify', content: '2' },
      ],
    },
  ],
  [
    'MultiEdit',
    { file_path: '/a', edits: [{ old_string: 'x', new_string: '1' }] },
    { type: 'edit', files: [{ path: '/a', op: 'modify', content: '1' }] },
  ],
  [
    'apply_patch',
    { input: patch },
    {
      type: 'edit',
      files: [
        { path: 'src/a.ts', op: 'modify', content: 'new' },
        { path: 'docs/b.md', op: 'create', content: '# B\ntext' },
        { path: 'src/c.ts', op: 'move', to: 'src/d.ts', content: 'moved' },
        { path: 'src/e.ts', op: 'delete' },
      ],
    },
  ],
  [
    'apply_patch',
    patch.split('\n').slice(0, 5).join('\n'),
    { type: 'edit', files: [{ path: 'src/a.ts', op: 'modify', content: 'new' }] },
  ],
  ['apply_patch', { input: 'nonsense' }, { type: 'unreadable', why: 'a patch that names no file' }],
  ['str_replace_editor', { command: 'view', path: '/a' }, { type: 'read', paths: ['/a'] }],
  [
    'str_replace_editor',
    { command: 'insert', path: '/a', insert_text: 'x' },
    { type: 'edit', files: [{ path: '/a', op: 'modify', content: 'x' }] },
  ],
  ['Delete', { path: '/a' }, { type: 'edit', files: [{ path: '/a', op: 'delete' }] }],
  ['Edit', {}, { type: 'unreadable', why: 'an edit that names no file' }],
  // Reading, fetching, the editor
  ['read_file', { filePath: '/w/.env', startLine: 1 }, { type: 'read', paths: ['/w/.env'] }],
  ['Read', { file_path: '/w/a' }, { type: 'read', paths: ['/w/a'] }],
  ['grep_search', { query: 'rm -rf /' }, { type: 'inert' }],
  ['TodoWrite', { todos: [] }, { type: 'inert' }],
  [
    'fetch_webpage',
    { urls: ['https://a.test', 'https://b.test'] },
    { type: 'fetch', urls: ['https://a.test', 'https://b.test'] },
  ],
  ['WebFetch', { url: 'https://a.test', prompt: 'x' }, { type: 'fetch', urls: ['https://a.test'] }],
  ['web_fetch', { prompt: 'Read https://a.test/x and tell' }, { type: 'fetch', urls: ['https://a.test/x'] }],
  [
    'run_vscode_command',
    { commandId: 'git.push', args: ['x'] },
    { type: 'editor-command', id: 'git.push', args: ['x'] },
  ],
  [
    'install_extension',
    { id: 'a.b' },
    { type: 'editor-command', id: 'workbench.extensions.installExtension', args: ['a.b'] },
  ],
  ['runPlaywrightCode', { code: 'page.click()' }, { type: 'code', language: 'javascript', code: 'page.click()' }],
  // MCP and tools that nobody knows
  ['mcp__postgres__query', { sql: 'DROP TABLE t' }, { type: 'sql', sql: 'DROP TABLE t', dialect: 'postgres' }],
  ['mcp_mysql_execute', { query: 'SELECT 1' }, { type: 'sql', sql: 'SELECT 1', dialect: 'mysql' }],
  ['MCP:execute_sql', { query: 'SELECT 1' }, { type: 'sql', sql: 'SELECT 1' }],
  ['mcp__shell__exec', { command: 'rm -rf x' }, { type: 'shell', command: 'rm -rf x' }],
  ['mcp__py__python', { code: 'print(1)' }, { type: 'code', language: 'python', code: 'print(1)' }],
  ['mcp__search__find', { query: 'cats' }, { type: 'unknown-tool', tool: 'search__find', input: { query: 'cats' } }],
  ['brand_new_tool', { path: 'x' }, { type: 'unknown-tool', tool: 'brand_new_tool', input: { path: 'x' } }],
  ['constructor', {}, { type: 'unknown-tool', tool: 'constructor', input: {} }],
];

test.each(cases)('%s %j', (tool, input, ...actions) => {
  expect(readToolCall(tool, input, linux).actions).toEqual(actions);
});

test('reads arguments that come as JSON text', () => {
  expect(readToolCall('bash', '{"command":"ls"}', linux).actions).toEqual([
    { type: 'shell', command: 'ls', shell: 'bash' },
  ]);
});

test('on Windows a shell that is not named is PowerShell', () => {
  const { actions } = readToolCall('run_in_terminal', { command: 'dir' }, { platform: 'win32' });
  expect(actions).toEqual([{ type: 'shell', command: 'dir', shell: 'powershell' }]);
});

test('keeps what the agent says it wants, and where it said so', () => {
  const input = { command: 'ls', explanation: 'List files', goal: 'Find the config' };
  expect(readToolCall('run_in_terminal', input, linux).intent).toEqual({
    text: 'List files\nFind the config',
    source: 'explanation+goal',
  });
  expect(readToolCall('Bash', { command: 'ls', description: ' ' }, linux).intent).toBeUndefined();
});

test.each([
  ['run_in_terminal', { command: ' npm test' }, 'npm test'],
  ['apply_patch', { input: patch }, 'modify src/a.ts, create docs/b.md, move src/c.ts → src/d.ts, delete src/e.ts'],
  ['run_task', { id: 'build' }, 'task build'],
  ['read_file', { filePath: '/a' }, 'read /a'],
  ['brand_new_tool', { path: 'x' }, 'brand_new_tool {"path":"x"}'],
])('titles %s by what it does', (tool, input, title) => {
  expect(readToolCall(tool, input, linux).title).toBe(title);
});
