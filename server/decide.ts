/** The one pipeline: request → analysis → facts → policy → decision. Hook, worker and CLI all come through here. */
import { analyse } from './analysis/analyse';
import type { Decision } from './decision';
import { gatherFacts } from './facts/gather';
import { type CompiledPolicy, evaluate } from './policy/evaluate';
import type { Providers } from './providers';
import type { Request } from './request';

export function decide(request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  const start = performance.now();
  const analysis = analyse(request, providers);
  const facts = gatherFacts(request, analysis, policy.facts, providers);
  const decision = evaluate(policy, request, analysis, facts);
  return { ...decision, micros: Math.round((performance.now() - start) * 1000) };
}
