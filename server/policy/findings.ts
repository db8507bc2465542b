/** From what rules said on each effect to the findings of a decision. */
import type { Finding } from '../decision';
import { type ContextAttribute, contextAttributes } from '../effects/catalogue';
import type { Effect } from '../effects/effect';
import type { Facts } from '../facts/facts';
import { isSessionAttribute } from '../facts/session-facts';
import type { ActorKind } from '../request';
import { accountOfSequence } from './accounts';
import { defaultReason } from './default-reasons';
import { commandIn, fillTemplate, sentence } from './message';
import { isSoft } from './permission';
import type { EffectOutcome, Match, Ruling } from './precedence';
import { holdsUp, isStricter } from './verdict';

const actorNames: Record<ActorKind, string> = { ai: 'an AI agent', human: 'a person', ci: 'a CI job' };

export function findingsOn(
  index: number,
  outcome: EffectOutcome,
  effect: Effect,
  facts: Facts,
  actor: ActorKind,
  monitor: boolean,
): readonly Finding[] {
  const spoken = outcome.matches.map((match) => ruleFinding(index, match, effect, facts));
  const fallback = fallbackFinding(index, outcome.would, effect, actor, monitor);
  return fallback ? [...spoken, fallback] : spoken;
}

/** Strictest first, certain before possible; waived ones last; then by effect and rule, whatever the order of files. */
export function compareFindings(a: Finding, b: Finding): number {
  if ((a.waivedBy === undefined) !== (b.waivedBy === undefined)) return a.waivedBy === undefined ? -1 : 1;
  if (a.verdict !== b.verdict) return isStricter(a.verdict, b.verdict) ? -1 : 1;
  if (a.possible !== b.possible) return a.possible ? 1 : -1;
  return a.effect - b.effect || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

/** Does it stand in the way? */
export function restricts({ verdict, waivedBy, monitored }: Finding): boolean {
  return holdsUp(verdict) && waivedBy === undefined && monitored !== true;
}

function ruleFinding(index: number, match: Match, effect: Effect, facts: Facts): Finding {
  const { rule } = match;
  const value = (name: string) => placeholderValue(name, index, effect, facts);
  const replacement = rule.instead === undefined ? undefined : commandIn(rule.instead, value);
  return {
    rule: rule.id,
    verdict: rule.decide,
    ...(match.monitored && { monitored: true }),
    ...(!isSoft(rule) && { hard: true }),
    because: withAccount(fillTemplate(rule.because, value), match.account ?? unknownPast(match, facts)),
    ...(rule.instead !== undefined && { instead: fillTemplate(rule.instead, value) }),
    ...(replacement !== undefined && { replacement }),
    effect: index,
    possible: match.possible,
    ...(rule.location && { location: rule.location }),
    ...(rule.layer && { layer: rule.layer }),
    ...(match.waivedBy && { waivedBy: match.waivedBy.id }),
  };
}

/** Why a circumstance of the session is not known. */
function unknownPast({ possible, rule }: Match, facts: Facts): string | undefined {
  const problem = facts.pastProblem();
  const asked = possible && rule.for.some(({ attribute }) => isSessionAttribute(attribute));
  return asked && problem !== undefined ? accountOfSequence({ problem }) : undefined;
}

function withAccount(because: string, account: string | undefined): string {
  return account === undefined ? because : `${sentence(because)} ${account}`;
}

function placeholderValue(name: string, index: number, effect: Effect, facts: Facts): unknown {
  if (name === 'kind') return effect.kind;
  if (name === 'env') return facts.environment(index);
  if (Object.hasOwn(contextAttributes, name) && !(name in effect)) {
    return facts.context(index, name as ContextAttribute);
  }
  return facts.attribute(index, name);
}

function fallbackFinding(
  index: number,
  { fallback }: Ruling,
  effect: Effect,
  actor: ActorKind,
  monitor: boolean,
): Finding | undefined {
  if (fallback === undefined) return undefined;
  const { what, instead } = defaultReason(effect);
  return {
    rule: fallback.rule,
    verdict: fallback.verdict,
    ...(monitor && { monitored: true }),
    because: fallback.blind
      ? blindReason(effect)
      : `${what} (${effect.kind}), and no rule of the policy allows that to ${actorNames[actor]}.`,
    ...(instead !== undefined && !fallback.blind && { instead }),
    effect: index,
    possible: false,
    ...(fallback.liftedBy !== undefined && { waivedBy: fallback.liftedBy }),
  };
}

function blindReason(effect: Effect): string {
  return `What it would do cannot all be seen (${effect.kind}), in production or in a place not known to be anything else.`;
}
