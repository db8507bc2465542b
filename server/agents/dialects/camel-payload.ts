/** The payload of Copilot's own harness in its camel-case form. */
import { type Fields, textOf } from '../fields';
import type { HostEvent, HostEventKind } from '../host-event';
import { optional } from './claude-payload';

export function readCamelPayload(payload: Fields, kind: HostEventKind): Omit<HostEvent, 'canAsk'> {
  return {
    kind,
    agent: {
      name: 'copilot-cli',
      ...optional('sessionId', textOf(payload, 'sessionId')),
      ...optional('toolCallId', textOf(payload, 'toolCallId')),
    },
    input: payload.toolArgs,
    response: payload.toolResult ?? payload.error,
    ...optional('cwd', textOf(payload, 'workingDirectory', 'cwd')),
    ...optional('tool', textOf(payload, 'toolName')),
    ...optional('prompt', textOf(payload, 'prompt')),
  };
}
