/** The one pipeline: request → analysis → facts → policy → decision. Hook, worker and CLI all come through here. */
import { analyse } from './analysis/analyse';
import type { Decision } from './decision';
import { gatherFacts } from './facts/gather';
import { type CompiledPolicy, evaluate } from './policy/evaluate';
import type { Permission } from './policy/permission';
import { holdsUp, isStricter } from './policy/verdict';
import type { Providers } from './providers';
import type { Request } from './request';

export function decide(request: Request, providers: Providers, policy: CompiledPolicy): Decision {
  const start = performance.now();
  const analysis = analyse(request, providers);
  const facts = gatherFacts(request, analysis, policy.facts, providers);
  const decideWith = (permissions: readonly Permission[]) => evaluate(policy, request, analysis, facts, permissions);
  const byPolicy = decideWith([]);
  const held = () => providers.permissions.heldFor(request, policy.digest);
  const decision = holdsUp(byPolicy.verdict) ? permitted(byPolicy, held(), decideWith) : byPolicy;
  return { ...decision, micros: Math.round((performance.now() - start) * 1000) };
}

/** What persons have permitted is looked at only where something stands in the way; leases first, they last longer. */
function permitted(
  refused: Decision,
  held: readonly Permission[],
  decideWith: (permissions: readonly Permission[]) => Decision,
): Decision {
  if (held.length === 0) return refused;
  const leased = decideWith(held.filter(({ kind }) => kind === 'lease'));
  if (!holdsUp(leased.verdict)) return leased;
  const allowed = decideWith(held.filter(({ kind }) => kind === 'once'));
  if (!holdsUp(allowed.verdict)) return allowed;
  return isStricter(refused.verdict, leased.verdict) ? leased : refused;
}
