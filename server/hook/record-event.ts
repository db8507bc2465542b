/** Writes down what happened besides decisions. Never in the way: a record that fails is told on stderr only. */
import { outcomeOf } from '../agents/outcome-of';
import { appendEvent, appendOutcome, openAuditLog } from '../audit/log';
import { nodeProviders } from '../facts/node-providers';
import type { HeardCall } from './answer-hook';
import { placeOf, requestOf } from './request-of';

const sessionEvents = {
  'session-start': 'session.start',
  'session-end': 'session.end',
  prompt: 'session.prompt',
} as const;

export function recordEvent(heard: HeardCall): void {
  const { kind } = heard.event;
  if (kind === 'after-tool' || kind === 'after-tool-failure') recordOutcome(heard);
  else if (kind in sessionEvents) recordSession(heard, sessionEvents[kind as keyof typeof sessionEvents]);
}

function recordOutcome({ event, caller }: HeardCall): void {
  const request = requestOf(event, caller, nodeProviders(caller.env));
  appendOutcome(openAuditLog(request.workspace), {
    request,
    ...outcomeOf(event),
    ...(event.agent.sessionId !== undefined && { sessionId: event.agent.sessionId }),
    ...(event.agent.toolCallId !== undefined && { toolCallId: event.agent.toolCallId }),
  });
}

function recordSession({ event, caller }: HeardCall, action: (typeof sessionEvents)[keyof typeof sessionEvents]): void {
  const { workspace } = placeOf(event, caller);
  const { agent, prompt } = event;
  appendEvent(openAuditLog(workspace), action, {
    actor: 'ai',
    details: { agent, prompt },
    ...(agent.sessionId !== undefined && { sessionId: agent.sessionId }),
  });
}
