import type { Action, Shell } from '../../request';
import { type Fields, textOf } from '../fields';
import { type ToolReader, type ToolTable, unreadable, usualShell } from './tool-reader';

/** Tools that take a command line. Names as VS Code, Copilot CLI, Claude, Codex, Gemini and Cursor have them. */
export const shellTools: ToolTable = {
  run_in_terminal: commandLine(),
  runInTerminal: commandLine(),
  guardrails_runInTerminal: commandLine(),
  run_shell_command: commandLine(),
  run_terminal_cmd: commandLine(),
  Shell: commandLine(),
  shell: commandLine(),
  local_shell: commandLine(),
  shell_command: commandLine(),
  exec_command: commandLine(),
  unified_exec: commandLine(),
  Bash: commandLine('bash'),
  bash: commandLine('bash'),
  Monitor: commandLine('bash'),
  powershell: commandLine('powershell'),
  PowerShell: commandLine('powershell'),
  send_to_terminal: keystrokes(),
  write_stdin: keystrokes(),
  write_bash: keystrokes('bash'),
  write_powershell: keystrokes('powershell'),
};

function commandLine(shell?: Shell): ToolReader {
  return (input, surroundings) => {
    const command = commandOf(input);
    if (command === undefined) return unreadable('a terminal call without a command');
    return [shellAction(command, shell ? { shell } : usualShell(surroundings))];
  };
}

/** Copilot CLI writes keys that are not text as `{enter}` or `{up}`. */
const namedKeys = /\{(?:up|down|left|right|enter|backspace)\}/g;

/** Text typed into what already runs: a command for a shell, an answer for a prompt. Enter alone does nothing new. */
function keystrokes(shell?: Shell): ToolReader {
  return (input, surroundings) => {
    const text = textOf(input, 'command', 'input', 'chars', 'text');
    if (text === undefined) return unreadable('input for a terminal that is not text');
    const command = text.replace(namedKeys, (key) => (key === '{enter}' ? '\n' : ''));
    if (command.trim() === '') return [{ type: 'inert' }];
    return [shellAction(command, shell ? { shell } : usualShell(surroundings))];
  };
}

/** Hosts put a space before the command to keep it out of the shell's history; it means nothing. */
function shellAction(command: string, shell: { readonly shell?: Shell }): Action {
  return { type: 'shell', command: command.replace(/^[ \t]+/, ''), ...shell };
}

/** A command line, or the words of one as Codex may give them. */
function commandOf(input: Fields): string | undefined {
  const command = input.command ?? input.cmd;
  if (typeof command === 'string') return command;
  if (!Array.isArray(command) || !command.every((word) => typeof word === 'string')) return undefined;
  return command.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
