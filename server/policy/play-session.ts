/** Plays requests one after the other, as one session does: each is decided on what those before it left behind. */
import type { Decision } from '../decision';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { decideInSession } from '../session/decide-in-session';
import { memorySession } from '../session/memory-session';
import type { CompiledPolicy } from './compiled';

export interface Step {
  readonly request: Request;
  /** The world of the step. Its clock tells when it happens; its session is replaced by the one that is played. */
  readonly providers: Providers;
}

/** The decisions on the steps, in their order. Nothing outlasts the call. */
export function playSession(steps: readonly Step[], policy: CompiledPolicy): readonly Decision[] {
  const session = memorySession();
  return steps.map(({ request, providers }) => decideInSession(request, { ...providers, session }, policy));
}
