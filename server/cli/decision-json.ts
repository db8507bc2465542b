/** A decision as programs read it. Members are only ever added. */
import type { Decision } from '../decision';
import type { Effect } from '../effects/effect';

export function decisionJson(id: unknown, decision: Decision): object {
  return {
    id: id ?? null,
    verdict: decision.verdict,
    instant: decision.instant,
    rules: decision.rules,
    effects: decision.effects.map((effect, index) => effectJson(effect, decision.environments[index] ?? null)),
    reason: decision.reason,
    instead: decision.instead ?? null,
    would: decision.would,
    liftable: decision.liftable ?? false,
    permissions: decision.permissions ?? [],
    policy: decision.policy,
    decision: decision.id,
  };
}

function effectJson({ at, evidence: _, ...attributes }: Effect, environment: string | null): object {
  return { ...attributes, environment, evidence: at.evidence, chain: at.chain, file: at.file?.path ?? null };
}
