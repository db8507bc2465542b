/** Decides on a request as one of a session: what it leaves behind counts for those that follow. */
import { decide } from '../decide';
import type { Decision } from '../decision';
import type { CompiledPolicy } from '../policy/evaluate';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { forgetfulSession } from './forgetful-session';
import type { Traces } from './past';

const nothing: Traces = { at: 0, counts: [], refused: [] };

export function decideInSession(request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  const decision = decide(request, providers, policy);
  if (decision.traces === undefined) return decision;
  const again = () => decide(request, providers, policy);
  try {
    return providers.session.keep(request, decision, ({ traces }) => traces ?? nothing, again);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return decide(request, { ...providers, session: forgetfulSession(why) }, policy);
  }
}
