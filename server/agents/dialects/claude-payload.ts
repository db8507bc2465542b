/** The payload that Claude Code introduced and others took over. */
import type { Agent } from '../../request';
import { type Fields, textOf } from '../fields';
import type { HostEvent, HostEventKind } from '../host-event';

export function readClaudePayload(payload: Fields, kind: HostEventKind, name: string): Omit<HostEvent, 'canAsk'> {
  return {
    kind,
    agent: agentOf(payload, name),
    input: payload.tool_input,
    response: payload.tool_response ?? payload.tool_result ?? payload.error,
    ...optional('cwd', textOf(payload, 'cwd')),
    ...optional('tool', textOf(payload, 'tool_name')),
    ...optional('prompt', textOf(payload, 'prompt')),
  };
}

function agentOf(payload: Fields, name: string): Agent {
  return {
    name,
    ...optional('sessionId', textOf(payload, 'session_id')),
    ...optional('toolCallId', textOf(payload, 'tool_use_id')),
    ...optional('model', textOf(payload, 'model')),
    ...optional('permissionMode', textOf(payload, 'permission_mode')),
    ...(textOf(payload, 'agent_id') !== undefined && { subagent: true }),
  };
}

export function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]?: V });
}
