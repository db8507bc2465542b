import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../server/request';
import { effectsOfAction } from '../shell/effects-of';

const tasks = JSON.stringify({
  version: '2.0.0',
  tasks: [
    { label: 'wipe', type: 'shell', command: 'rm', args: ['-rf', '${workspaceFolder}/..'], dependsOn: 'first' },
    { label: 'first', type: 'npm', script: 'clean' },
    { label: 'os', command: 'ls', linux: { command: 'rm a' } },
    { label: 'asks', command: 'rm ${input:what}' },
    { label: 'process', type: 'process', command: 'rm', args: ['a b'] },
    { label: 'round', dependsOn: ['round'], command: 'rm a' },
  ],
});
const files = { '.vscode/tasks.json': tasks, 'package.json': '{"scripts":{"clean":"rm -rf dist"}}' };

const CASES: readonly [name: string, action: Action, lines: string[]][] = [
  ['an inert call', { type: 'inert' }, []],
  ['an unreadable call', { type: 'unreadable', why: 'no JSON' }, ['code.opaque reason=unparsed']],
  ['SQL', { type: 'sql', sql: 'DROP TABLE users' }, ['db.schema.drop users']],
  ['a file read', { type: 'read', paths: ['src/a.ts'] }, ['fs.read ./src/a.ts']],
  ['a secret read', { type: 'read', paths: ['.env'] }, ['fs.read ./.env class=secret', 'secret.read env-file']],
  [
    'a key in the home folder',
    { type: 'read', paths: ['~/.ssh/id_rsa'] },
    ['fs.read /home/dana/.ssh/id_rsa class=key', 'secret.read ssh'],
  ],
  ['a page fetched', { type: 'fetch', urls: ['https://docs.example.test/x'] }, ['net.fetch docs.example.test']],
  [
    'credentials of a cloud',
    { type: 'fetch', urls: ['http://169.254.169.254/latest/meta-data'] },
    ['net.fetch 169.254.169.254', 'secret.read metadata-service'],
  ],
  ['an edit', edit('src/a.ts', 'modify', 'x'), ['fs.write ./src/a.ts']],
  ['a deletion', edit('src/a.ts', 'delete'), ['fs.delete ./src/a.ts']],
  [
    'an edit of the policy',
    edit('.guardrails/policy.yaml', 'modify', 'x'),
    ['fs.write ./.guardrails/policy.yaml class=guard', 'guard.tamper policy'],
  ],
  [
    'an edit of hooks',
    edit('.github/hooks/x.json', 'create', '{}'),
    ['fs.write ./.github/hooks/x.json class=guard mode=create', 'guard.tamper hook agent=copilot'],
  ],
  [
    'settings that switch hooks off',
    edit('.vscode/settings.json', 'modify', '"chat.useHooks": false'),
    ['fs.write ./.vscode/settings.json', 'guard.tamper settings'],
  ],
  [
    'harmless settings',
    edit('.vscode/settings.json', 'modify', '"editor.tabSize": 2'),
    ['fs.write ./.vscode/settings.json'],
  ],
  [
    'a workflow',
    edit('.github/workflows/ci.yml', 'create', 'on: push'),
    ['fs.write ./.github/workflows/ci.yml class=ci mode=create', 'persist.install ci-workflow'],
  ],
  [
    'a script of package.json',
    edit('package.json', 'modify', '"scripts": { "postinstall": "x" }'),
    ['fs.write ./package.json', 'persist.install package-script'],
  ],
  [
    'where packages come from',
    edit('.npmrc', 'modify', 'registry=http://x.example\n'),
    ['fs.write ./.npmrc', 'config.write package-manager'],
  ],
  [
    'servers of tools',
    edit('.mcp.json', 'create', '{"mcpServers":{}}'),
    ['fs.write ./.mcp.json mode=create', 'config.write agent'],
  ],
  ['how packages are saved', edit('.npmrc', 'modify', 'save-exact=true\n'), ['fs.write ./.npmrc']],
  ['a dependency of package.json', edit('package.json', 'modify', '"zod": "4"'), ['fs.write ./package.json']],
  ['a file moved', { type: 'edit', files: [{ path: 'a', op: 'move', to: 'b' }] }, ['fs.delete ./a', 'fs.write ./b']],
  [
    'a task with what it depends on',
    { type: 'task', id: 'wipe' },
    [
      'code.exec origin=project-config ‹task first›',
      'fs.delete ./dist ‹task first › npm run clean›',
      'fs.delete /home/dana root=home ‹task wipe›',
    ],
  ],
  ['a task of this system', { type: 'task', id: 'os' }, ['fs.delete ./a ‹task os›']],
  [
    'a task that asks for input',
    { type: 'task', id: 'asks' },
    ['code.opaque reason=dynamic-eval ‹task asks›', 'fs.delete ? root=? class=? ‹task asks›'],
  ],
  ['a task without a shell', { type: 'task', id: 'process' }, ['fs.delete ./a b ‹task process›']],
  ['a task that depends on itself', { type: 'task', id: 'round' }, ['fs.delete ./a ‹task round›']],
  [
    'an npm task',
    { type: 'task', id: 'npm: clean' },
    ['code.exec origin=project-config', 'fs.delete ./dist ‹npm run clean›'],
  ],
  ['a task nobody knows', { type: 'task', id: 'nothing' }, ['code.opaque nothing reason=unresolved-command']],
  [
    'a task given in full',
    { type: 'task', id: 'x', definition: { label: 'x', type: 'shell', command: 'rm -rf /' } },
    ['fs.delete / root=filesystem ‹task x›'],
  ],
  ['a tool with a command', { type: 'unknown-tool', input: { command: 'rm a' } }, ['fs.delete ./a ‹command›']],
  ['a tool with SQL', { type: 'unknown-tool', input: { q: 1, query: 'DELETE FROM t' } }, ['db.rows.delete t']],
  [
    'a tool with a search',
    { type: 'unknown-tool', input: { query: 'how to delete' } },
    ['code.opaque reason=unknown-program'],
  ],
  [
    'a tool with code',
    { type: 'unknown-tool', input: { language: 'python', code: 'import os\nos.remove("a")' } },
    ['fs.delete ./a', 'code.exec origin=inline'],
  ],
  ['a tool with nothing', { type: 'unknown-tool', input: { a: 1 } }, ['code.opaque reason=unknown-program']],
  ['code', { type: 'code', language: 'python', code: 'print(1)' }, ['code.exec origin=inline']],
  ['an editor command that shows', { type: 'editor-command', id: 'workbench.action.focusSideBar', args: [] }, []],
  [
    'our extension uninstalled',
    { type: 'editor-command', id: 'workbench.extensions.uninstallExtension', args: ['acme.access-guardrails'] },
    ['package.remove acme.access-guardrails', 'guard.tamper extension'],
  ],
  [
    'text sent to a terminal',
    { type: 'editor-command', id: 'workbench.action.terminal.sendSequence', args: [{ text: 'rm a\n' }] },
    ['fs.delete ./a ‹sendSequence›'],
  ],
  [
    'an editor command nobody knows',
    { type: 'editor-command', id: 'x.y', args: [] },
    ['code.opaque x.y reason=unknown-program'],
  ],
];

function edit(path: string, op: 'create' | 'modify' | 'delete', content?: string): Action {
  return { type: 'edit', files: [{ path, op, ...(content !== undefined && { content }) }] };
}

describe('tool calls', () => {
  it.each(CASES)('%s', (_, action, lines) => expect(effectsOfAction(action, { files })).toEqual(lines));
});
