/** Tells by the payload which host is calling. */
import type { Dialect } from './dialect';
import { claude } from './dialects/claude';
import { codex } from './dialects/codex';
import { copilotCallback } from './dialects/copilot-callback';
import { copilotFileHook } from './dialects/copilot-file-hook';
import { copilotLocal } from './dialects/copilot-local';
import { cursor } from './dialects/cursor';
import { gemini } from './dialects/gemini';
import { type Fields, textOf } from './fields';

const dialects: readonly Dialect[] = [claude, codex, copilotCallback, copilotFileHook, copilotLocal, cursor, gemini];

/**
 * The hook may be registered with the dialect's name, for hosts whose settings we write ourselves. A payload that nobody
 * is known to send gets the dialect whose refusal most hosts understand.
 */
export function recogniseDialect(payload: Fields, registration: string): Dialect {
  return dialects.find(({ name }) => name === registration) ?? dialectOfPayload(payload) ?? copilotLocal;
}

function dialectOfPayload(payload: Fields): Dialect | undefined {
  const has = (name: string) => payload[name] !== undefined;
  if (has('cursor_version') || has('conversation_id')) return cursor;
  if (/^(?:Before|After)(?:Tool|Agent|Model)/.test(textOf(payload, 'hook_event_name') ?? '')) return gemini;
  if (has('turn_id')) return codex;
  if (has('sessionId') || has('toolName')) return has('workingDirectory') ? copilotCallback : copilotFileHook;
  if (has('permission_mode') || textOf(payload, 'tool_name')?.startsWith('mcp__')) return claude;
  if (has('hook_event_name')) return has('tool_use_id') ? copilotLocal : copilotFileHook;
  return undefined;
}
