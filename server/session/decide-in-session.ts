/** Decides on a request as one of a session: what it leaves behind counts for those that follow. */
import { decide } from '../decide';
import type { Decision } from '../decision';
import type { CompiledPolicy } from '../policy/evaluate';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { forgetfulSession } from './forgetful-session';
import { leavesNothing, type Traces } from './past';

export function decideInSession(request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  const decision = decide(request, providers, policy);
  const at = providers.clock.now().valueOf();
  const tracesOf = (one: Decision): Traces => tracesLeftBy(one, at);
  if (leavesNothing(tracesOf(decision))) return decision;
  try {
    return providers.session.keep(request, decision, tracesOf, () => decide(request, providers, policy));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return decide(request, { ...providers, session: forgetfulSession(why) }, policy);
  }
}

/** What is let through is counted; a question may be answered with yes. */
function tracesLeftBy({ verdict, counts = [] }: Decision, at: number): Traces {
  return { at, counts: verdict === 'deny' ? [] : counts, refused: [] };
}
