/** Cursor: an event of its own for each kind of tool, and `permission` in the reply. */
import type { Dialect, Reply } from '../dialect';
import { type Fields, listOf, textOf } from '../fields';
import { optional } from './claude-payload';
import { say } from './replies';

const deny = (message: string): Reply => say({ permission: 'deny', user_message: message });

export const cursor: Dialect = {
  name: 'cursor',
  read(payload, kind) {
    const root = listOf(payload.workspace_roots).find((folder) => typeof folder === 'string');
    return {
      kind,
      agent: {
        name: 'cursor',
        ...optional('sessionId', textOf(payload, 'conversation_id')),
        ...optional('toolCallId', textOf(payload, 'tool_use_id', 'tool_call_id')),
        ...optional('model', textOf(payload, 'model')),
      },
      ...callOf(payload),
      ...optional('cwd', textOf(payload, 'cwd') || root),
      ...optional('prompt', textOf(payload, 'prompt')),
      response: payload.tool_output ?? payload.result_json ?? payload.output,
      canAsk: false,
    };
  },
  allow: () => say({ permission: 'allow' }),
  warn: () => say({ permission: 'allow' }),
  ask: deny,
  deny,
  fail: deny,
};

/** A tool by name, or the shell command or file that an event of its own is about. */
function callOf(payload: Fields): { readonly tool?: string; readonly input?: unknown } {
  const event = textOf(payload, 'hook_event_name');
  const tool = textOf(payload, 'tool_name');
  if (tool !== undefined) return { tool: /MCP/.test(event ?? '') ? `MCP:${tool}` : tool, input: payload.tool_input };
  const command = textOf(payload, 'command');
  if (command !== undefined) return { tool: 'Shell', input: { command } };
  const path = textOf(payload, 'file_path');
  return path === undefined ? {} : { tool: 'Read', input: { path } };
}
