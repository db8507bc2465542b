/** Requests of the editor, as requests for a decision. */
import { randomUUID } from 'node:crypto';
import { readToolCall } from '../agents/tool-call';
import type { ReconcileParams } from '../protocol';
import type { Providers } from '../providers';
import type { ActorKind, Request } from '../request';

export interface CheckInput {
  readonly command?: string | undefined;
  readonly sql?: string | undefined;
  readonly tool?: string | undefined;
  readonly input?: unknown;
  readonly actor: ActorKind;
}

/** Where it is asked. */
export interface Place {
  readonly cwd: string;
  readonly workspace: string;
  readonly platform: Providers['env']['platform'];
}

/** What people run in this editor window is remembered together. */
const editorWindow = randomUUID();

/** A question from a person or another extension: what if it were run? */
export function checkRequest(input: CheckInput, place: Place): Request {
  return { ...asked(input, place), actor: input.actor, channel: 'terminal', interactive: true, ...whereOf(place) };
}

function asked({ command, sql, tool, input }: CheckInput, place: Place): Pick<Request, 'actions' | 'tool' | 'title'> {
  if (command !== undefined) {
    return { actions: [{ type: 'shell', command }], tool: 'terminal', title: command };
  }
  if (sql !== undefined) return { actions: [{ type: 'sql', sql }], tool: 'sql', title: sql };
  return readToolCall(tool ?? '', input, { platform: place.platform });
}

/** Something that has started already: nobody is asked any more, so what would ask is settled by the policy. */
export function lateRequest({ command, task, actor, agent }: ReconcileParams, place: Place): Request {
  const action: Request['actions'][number] =
    command === undefined ? { type: 'task', id: task ?? '' } : { type: 'shell', command };
  return {
    actions: [action],
    tool: task === undefined ? 'terminal (late)' : 'task (late)',
    title: task === undefined ? (command ?? '') : `task ${task}`,
    actor,
    ...(agent !== undefined && { agent: { name: agent } }),
    channel: task === undefined ? 'terminal' : 'task',
    interactive: false,
    ...whereOf(place),
  };
}

function whereOf({ cwd, workspace }: Place): Pick<Request, 'cwd' | 'workspace' | 'session'> {
  return { cwd, workspace, session: editorWindow };
}
