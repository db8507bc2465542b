import type { Action } from '../../request';
import type { Fields } from '../fields';
import { textOf, textsOf } from '../fields';
import { pathOf } from './edit-tools';
import type { ToolTable } from './tool-reader';

/** Tools that show files to the model. */
const readers = [
  'read_file',
  'view',
  'view_image',
  'Read',
  'NotebookRead',
  'read_many_files',
  'read_notebook_cell_output',
  'copilot_getNotebookSummary',
];

/** Tools that show the lines of files that a text is found in. */
const searchers = ['grep_search', 'grep', 'rg', 'Grep', 'search_file_content', 'grep_files'];

/**
 * Tools that list, search by name or meaning, plan, talk or stop their own work. A subagent's calls come to the hook one by one, so
 * starting one does nothing by itself.
 */
const inert = [
  // VS Code
  'ask_questions',
  'await_terminal',
  'copilot_memory',
  'execution_subagent',
  'explore_subagent',
  'file_search',
  'get_changed_files',
  'get_errors',
  'get_project_setup_info',
  'get_search_view_results',
  'get_task_output',
  'get_terminal_output',
  'get_vscode_api',
  'github_repo',
  'github_text_search',
  'guardrails_check',
  'kill_terminal',
  'list_code_usages',
  'list_dir',
  'manage_todo_list',
  'memory',
  'read_project_structure',
  'resolve_memory_file_uri',
  'runSubagent',
  'search_subagent',
  'search_workspace_symbols',
  'semantic_search',
  'skill',
  'switch_agent',
  'task_complete',
  'terminal_last_command',
  'terminal_selection',
  'test_failure',
  'testFailure',
  'test_search',
  'think',
  'tool_search',
  'vscode_askQuestions',
  'vscode_get_confirmation',
  'vscode_get_confirmation_with_options',
  'vscode_get_terminal_confirmation',
  'vscode_listCodeUsages',
  'vscode_reviewPlan',
  'vscode_searchExtensions_internal',
  // Copilot CLI
  'ask_user',
  'fetch_copilot_cli_documentation',
  'glob',
  'list_bash',
  'list_powershell',
  'read_bash',
  'read_powershell',
  'report_intent',
  'stop_bash',
  'stop_powershell',
  'store_memory',
  'task',
  'update_todo',
  'web_search',
  // Claude
  'Agent',
  'AskUserQuestion',
  'BashOutput',
  'EnterPlanMode',
  'ExitPlanMode',
  'Glob',
  'KillBash',
  'KillShell',
  'LS',
  'ListMcpResourcesTool',
  'LSP',
  'ReadMcpResourceTool',
  'Skill',
  'Task',
  'TaskCreate',
  'TaskGet',
  'TaskList',
  'TaskOutput',
  'TaskStop',
  'TaskUpdate',
  'TodoRead',
  'TodoWrite',
  'ToolSearch',
  'WebSearch',
  // Codex, Gemini, Cursor
  'codebase_search',
  'google_web_search',
  'list_directory',
  'save_memory',
  'update_plan',
  'write_todos',
];

export const readingTools: ToolTable = {
  ...Object.fromEntries(readers.map((name) => [name, readFiles])),
  ...Object.fromEntries(searchers.map((name) => [name, searchFiles])),
  ...Object.fromEntries(inert.map((name) => [name, () => [{ type: 'inert' } as const]])),
};

/** Kept to one file (`.env`), a search shows what stands there; of many, hardly what is ignored, as secrets are. */
function searchFiles(input: Fields): readonly Action[] {
  const listsNames = /^(files_with_matches|count)$/.test(textOf(input, 'output_mode') ?? '');
  const places = ['includePattern', 'include', 'glob', 'path', 'dir_path'].flatMap((name) => textOf(input, name) ?? []);
  const paths = places.map((place) => place.replace(/^(\*\*\/)+/, '')).filter((place) => !/[*?[{]/.test(place));
  return listsNames || paths.length === 0 ? [{ type: 'inert' }] : [{ type: 'read', paths }];
}

/** A reading tool that names no file in a way we know reads nothing we could judge. */
function readFiles(input: Fields): readonly Action[] {
  const path = pathOf(input);
  const paths = path === undefined ? textsOf(input, 'paths', 'include') : [path];
  return paths.length === 0 ? [{ type: 'unknown-tool', input }] : [{ type: 'read', paths }];
}
