/** A session that lasts no longer than the process: for tests of policies, and where nothing came before. */
import type { SessionProvider } from '../providers';
import type { Request } from '../request';
import { scopeKey } from './identity';
import { nothingBefore, type Past, type Scope, scopes, tracesIn, withTraces } from './past';

export function memorySession(): SessionProvider {
  const kept = new Map<string, Past>();
  const past = (request: Request, scope: Scope): Past => kept.get(scopeKey(request, scope)) ?? nothingBefore;
  return {
    past,
    keep(request, answer, tracesOf) {
      const traces = tracesOf(answer);
      for (const scope of scopes) {
        kept.set(scopeKey(request, scope), withTraces(past(request, scope), tracesIn(traces, scope)));
      }
      return answer;
    },
  };
}
