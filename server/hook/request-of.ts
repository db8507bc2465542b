import { isAbsolute, resolve } from 'node:path';
import type { HostEvent } from '../agents/host-event';
import { readToolCall } from '../agents/tool-call';
import { workspaceOf } from '../facts/workspace';
import type { Providers } from '../providers';
import type { Request } from '../request';
import type { Caller } from './call';

/** The call of an agent's tool, as a request for a decision. */
export function requestOf(event: HostEvent, caller: Caller, { env }: Providers): Request {
  const { cwd, workspace } = placeOf(event, caller);
  return {
    ...readToolCall(event.tool ?? '', event.input, { platform: env.platform }),
    actor: 'ai',
    agent: event.agent,
    channel: 'hook',
    cwd,
    workspace,
    interactive: event.canAsk,
  };
}

/** Claude's folder moves with the agent's `cd`; the project it was started in does not. */
export function placeOf(event: HostEvent, caller: Caller): { cwd: string; workspace: string } {
  const cwd = event.cwd !== undefined && isAbsolute(event.cwd) ? event.cwd : resolve(caller.cwd, event.cwd ?? '.');
  return { cwd, workspace: workspaceOf(resolve(caller.cwd, caller.env.CLAUDE_PROJECT_DIR || cwd)) };
}
