/** Writes down what happened besides decisions. Never in the way: a record that fails is told on stderr only. */
import type { HostEvent } from '../agents/host-event';
import { outcomeOf } from '../agents/outcome-of';
import { appendEvent, appendOutcome, openAuditLog } from '../audit/log';
import { nodeProviders } from '../facts/node-providers';
import { placeOf, requestOf } from './request-of';

const sessionEvents = {
  'session-start': 'session.start',
  'session-end': 'session.end',
  prompt: 'session.prompt',
} as const;

export function recordEvent(event: HostEvent): void {
  if (event.kind === 'after-tool' || event.kind === 'after-tool-failure') recordOutcome(event);
  else if (event.kind in sessionEvents) recordSession(event, sessionEvents[event.kind as keyof typeof sessionEvents]);
}

function recordOutcome(event: HostEvent): void {
  const request = requestOf(event, nodeProviders());
  appendOutcome(openAuditLog(request.workspace), {
    request,
    ...outcomeOf(event),
    ...(event.agent.sessionId !== undefined && { sessionId: event.agent.sessionId }),
    ...(event.agent.toolCallId !== undefined && { toolCallId: event.agent.toolCallId }),
  });
}

function recordSession(event: HostEvent, action: (typeof sessionEvents)[keyof typeof sessionEvents]): void {
  const { workspace } = placeOf(event, process.env.CLAUDE_PROJECT_DIR);
  const { agent, prompt } = event;
  appendEvent(openAuditLog(workspace), action, {
    actor: 'ai',
    details: { agent, prompt },
    ...(agent.sessionId !== undefined && { sessionId: agent.sessionId }),
  });
}
