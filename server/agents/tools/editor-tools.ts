import type { Action } from '../../request';
import { type Fields, listOf, textOf } from '../fields';
import { pathOf } from './edit-tools';
import { type ToolTable, unreadable } from './tool-reader';

/** Tools that make the editor itself do something. */
export const editorTools: ToolTable = {
  run_vscode_command: runCommand,
  install_extension: (input) => [
    { type: 'editor-command', id: 'workbench.extensions.installExtension', args: listOf(input.id) },
  ],
  run_notebook_cell: runNotebook,
  runTests: (input) => [{ type: 'editor-command', id: 'runTests', args: listOf(input.files) }],
  runPlaywrightCode: runCode('javascript'),
  run_playwright_code: runCode('javascript'),
};

function runNotebook(input: Fields): readonly Action[] {
  const path = pathOf(input);
  return path === undefined ? unreadable('a notebook run that names no file') : [{ type: 'notebook', path }];
}

function runCommand(input: Fields): readonly Action[] {
  const id = textOf(input, 'commandId', 'command');
  return id === undefined
    ? unreadable('an editor command without a name')
    : [{ type: 'editor-command', id, args: listOf(input.args) }];
}

function runCode(language: string) {
  return (input: Fields): readonly Action[] => {
    const code = textOf(input, 'code', 'script');
    return code === undefined ? unreadable('a code call without code') : [{ type: 'code', language, code }];
  };
}
