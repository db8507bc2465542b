/** From a hook's call to the reply, the same in the hook's own process and in a worker that answers for it. */
import type { Dialect, Reply } from '../agents/dialect';
import { silence } from '../agents/dialects/replies';
import { fieldsOf } from '../agents/fields';
import { eventKindOf, type HostEvent } from '../agents/host-event';
import { recogniseDialect } from '../agents/recognise-dialect';
import { answerCall } from './answer-call';
import type { Caller, HookCall } from './call';
import { recordEvent } from './record-event';

/** A call as it was understood. */
export interface HeardCall {
  readonly dialect: Dialect;
  readonly event: HostEvent;
  readonly caller: Caller;
}

export function hear({ registration, registeredFor, payload, caller }: HookCall): HeardCall {
  const dialect = recogniseDialect(fieldsOf(payload), registration);
  return { dialect, event: dialect.read(payload, eventKindOf(payload, registeredFor)), caller };
}

/** Never rejects: what goes wrong before a tool is run ends in an explicit refusal. */
export async function answerHook(heard: HeardCall, timeLeft: () => number): Promise<Reply> {
  try {
    if (mayRefuse(heard)) return await answerCall(heard, timeLeft);
    recordEvent(heard);
    return silence;
  } catch (error) {
    return refusal(reasonOf(error), heard.dialect, mayRefuse(heard));
  }
}

/** Hosts take a crash, an odd exit code or silence for consent. Where nothing is asked, nothing is refused. */
export function refusal(why: string, dialect: Dialect, mayRefuse: boolean): Reply {
  const message = `Access Guardrails refused this because it could not check it: ${why}.`;
  return mayRefuse ? dialect.fail(message) : { ...silence, stderr: `${message}\n` };
}

export function mayRefuse({ event }: HeardCall): boolean {
  return event.kind === 'before-tool';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.+$/, '') : String(error);
}
