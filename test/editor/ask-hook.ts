import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { workspacePath } from './editor';

/** Asks a hook about a command as Copilot would, in a process of its own; answers what it printed. */
export function askHook(command: string, call: string, folder = extensionsOwn()): Promise<string> {
  const payload = {
    hook_event_name: 'PreToolUse',
    session_id: `session of ${call}`,
    cwd: workspacePath(),
    tool_name: 'run_in_terminal',
    tool_input: { command, explanation: 'Do it' },
    tool_use_id: call,
  };
  return new Promise((resolve, reject) => {
    const args = [join(folder, 'hook.js'), 'plugin', 'PreToolUse'];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let answer = '';
    child.stdout.on('data', (text) => (answer += text));
    child.on('error', reject).on('close', () => resolve(answer));
    child.stdin.end(JSON.stringify(payload));
  });
}

function extensionsOwn(): string {
  const extension = vscode.extensions.getExtension('access-guardrails.access-guardrails');
  return join(extension?.extensionPath ?? '', 'dist');
}
