/** The one pipeline: request → analysis → facts → policy → decision. Hook, worker and CLI all come through here. */
import { analyse } from './analysis/analyse';
import type { Decision } from './decision';
import { gatherFacts } from './facts/gather';
import { type CompiledPolicy, evaluate } from './policy/evaluate';
import { holdsUp } from './policy/verdict';
import type { Providers } from './providers';
import type { Request } from './request';

export function decide(request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  const start = performance.now();
  const analysis = analyse(request, providers);
  const facts = gatherFacts(request, analysis, policy.facts, providers);
  const byPolicy = evaluate(policy, request, analysis, facts);
  const decision = holdsUp(byPolicy.verdict) ? withPermissions(byPolicy) : byPolicy;
  return { ...decision, micros: Math.round((performance.now() - start) * 1000) };

  /** What persons have permitted is looked at only where something stands in the way. */
  function withPermissions(refused: Decision): Decision {
    const held = providers.permissions.heldFor(request, policy.digest);
    if (held.length === 0) return refused;
    const permitted = evaluate(policy, request, analysis, facts, held);
    return holdsUp(permitted.verdict) ? refused : permitted;
  }
}
