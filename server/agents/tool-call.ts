/** From a tool call, as any agent host names it, to the actions that are judged. */
import type { Action, Request } from '../request';
import { type Fields, fieldsOf, textOf } from './fields';
import { editTools, fileServerTools } from './tools/edit-tools';
import { editorTools } from './tools/editor-tools';
import { mcpNameOf, readMcpCall } from './tools/mcp-tools';
import { networkTools } from './tools/network-tools';
import { readingTools } from './tools/reading-tools';
import { shellTools } from './tools/shell-tools';
import { taskTools } from './tools/task-tools';
import type { ToolReader, ToolSurroundings, ToolTable } from './tools/tool-reader';

const tools: ToolTable = {
  ...shellTools,
  ...taskTools,
  ...editTools,
  ...networkTools,
  ...editorTools,
  ...readingTools,
};

/** What a request takes from a tool call. */
export type ToolCallParts = Pick<Request, 'actions' | 'tool' | 'title' | 'intent'>;

export function readToolCall(tool: string, input: unknown, surroundings: ToolSurroundings): ToolCallParts {
  const fields = fieldsOf(decoded(input));
  const actions = actionsOf(tool, fields, surroundings);
  const intent = intentOf(fields);
  return { actions, tool, title: titleOf(tool, actions, fields), ...(intent && { intent }) };
}

/** Copilot's camel-case events carry the arguments as JSON text. Codex and Copilot give a bare patch as text. */
function decoded(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  try {
    return JSON.parse(input);
  } catch {
    return { input };
  }
}

function actionsOf(tool: string, input: Fields, surroundings: ToolSurroundings): readonly Action[] {
  const reader = readerOf(tool);
  if (reader !== undefined) return reader(input, surroundings);
  const name = mcpNameOf(tool);
  const ofFiles = name === undefined ? undefined : readerOfFiles(name);
  return ofFiles?.(input, surroundings) ?? readMcpCall(name ?? tool, input, surroundings);
}

/** Servers that offer the files of this machine name their tools as the hosts name their own. */
function readerOfFiles(name: string): ToolReader | undefined {
  const [, tool] = /^(?:filesystem|file_system|fs|files|desktop_?commander|serena)_+(.+)$/i.exec(name) ?? [];
  return tool === undefined ? undefined : (readerOf(tool) ?? fileServerTools[tool]);
}

/** VS Code's own tools come through MCP as `mcp__client__runTask` under the agent host. */
function readerOf(tool: string): ToolReader | undefined {
  const name = tool.replace(/^mcp__client__/, '').replace(/^functions\./, '');
  return Object.hasOwn(tools, name) ? tools[name] : undefined;
}

/** Fields in which agents say why they call, the most telling first. */
const intentFields = ['explanation', 'goal', 'description', 'justification', 'reason', 'purpose', 'task_summary'];

function intentOf(input: Fields): Request['intent'] {
  const said = intentFields.filter((name) => textOf(input, name)?.trim());
  if (said.length === 0) return undefined;
  return { text: said.map((name) => textOf(input, name)).join('\n'), source: said.join('+') };
}

/** Longest input that is shown of a tool whose calls have no better name. */
const maxTitleInput = 500;

function titleOf(tool: string, actions: readonly Action[], input: Fields): string {
  const titles = actions.flatMap((action) => titleOfAction(action) ?? []);
  return titles.length > 0 ? titles.join('\n') : `${tool} ${JSON.stringify(input).slice(0, maxTitleInput)}`;
}

function titleOfAction(action: Action): string | undefined {
  switch (action.type) {
    case 'shell':
      return action.command;
    case 'sql':
      return action.sql;
    case 'code':
      return action.code;
    case 'task':
      return `task ${action.id}`;
    case 'fetch':
      return `fetch ${action.urls.join(' ')}`;
    case 'read':
      return `read ${action.paths.join(' ')}`;
    case 'notebook':
      return `run a cell of ${action.path}`;
    case 'edit':
      return action.files.map(({ op, path, to }) => `${op} ${path}${to === undefined ? '' : ` → ${to}`}`).join(', ');
    case 'editor-command':
      return `${action.id} ${JSON.stringify(action.args)}`;
    default:
      return undefined;
  }
}
