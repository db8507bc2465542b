/** What a host tells its hook, whatever its dialect. */
import type { Agent } from '../request';
import { type Fields, textOf } from './fields';

export type HostEventKind =
  | 'before-tool'
  | 'after-tool'
  | 'after-tool-failure'
  | 'session-start'
  | 'session-end'
  | 'prompt'
  | 'other';

export interface HostEvent {
  readonly kind: HostEventKind;
  readonly agent: Agent;
  /** Folder the agent works in, as the host says; absolute when it does. */
  readonly cwd?: string;
  /** Set for events around a tool. */
  readonly tool?: string;
  readonly input?: unknown;
  readonly response?: unknown;
  readonly prompt?: string;
  /** Can the host put a question to somebody? Where it cannot, `ask` becomes what the policy says of the unattended. */
  readonly canAsk: boolean;
}

const kinds: Readonly<Record<string, HostEventKind>> = {
  pretooluse: 'before-tool',
  beforetool: 'before-tool',
  permissionrequest: 'other',
  beforeshellexecution: 'before-tool',
  beforemcpexecution: 'before-tool',
  beforereadfile: 'before-tool',
  posttooluse: 'after-tool',
  aftertool: 'after-tool',
  aftershellexecution: 'after-tool',
  aftermcpexecution: 'after-tool',
  posttoolusefailure: 'after-tool-failure',
  sessionstart: 'session-start',
  sessionend: 'session-end',
  userpromptsubmit: 'prompt',
  userpromptsubmitted: 'prompt',
  beforesubmitprompt: 'prompt',
  beforeagent: 'prompt',
};

/** By the event's name in whatever spelling: `PreToolUse`, `preToolUse`, `pre_tool_use`, `BeforeTool`. */
export function kindOfEvent(name: string): HostEventKind {
  return kinds[name.toLowerCase().replace(/[^a-z]/g, '')] ?? 'other';
}

/** The payload's own word for the event, else the one that the hook was registered with. */
export function eventKindOf(payload: Fields, registeredFor: string | undefined): HostEventKind {
  const name = textOf(payload, 'hook_event_name', 'hookEventName') ?? registeredFor;
  if (name !== undefined) return kindOfEvent(name);
  if (payload.toolResult !== undefined || payload.tool_response !== undefined) return 'after-tool';
  if (textOf(payload, 'toolName', 'tool_name') !== undefined) return 'before-tool';
  return textOf(payload, 'prompt') === undefined ? 'other' : 'prompt';
}
