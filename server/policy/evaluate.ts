/** Policy + effects + facts → decision. Pure, synchronous, free of libraries but for the id. */
import { uuidv7 } from 'uuidv7';
import type { Analysis } from '../analysis/analysis';
import type { Decision, Finding, PolicyInForce } from '../decision';
import type { EffectKind } from '../effects/catalogue';
import type { Effect } from '../effects/effect';
import type { Facts } from '../facts/facts';
import type { Request } from '../request';
import type { CompiledPolicy, CompiledRule, CompiledWaiver } from './compiled';
import { Course } from './course';
import { carriesUnseen } from './defaults';
import { compareFindings, findingsOn, restricts } from './findings';
import { reasonFor } from './message';
import { isPackSource } from './packs';
import type { Permission } from './permission';
import { type Case, type EffectOutcome, type RuleSet, ruleOn, waiverFor } from './precedence';
import { tracesOf } from './traces';
import { holdsUp, stricter, type Verdict } from './verdict';

export type { CompiledPolicy } from './compiled';

export function evaluate(
  policy: CompiledPolicy,
  request: Request,
  analysis: Analysis,
  facts: Facts,
  permissions: readonly Permission[] = [],
): Decision {
  const rules = ruleSetOf(policy);
  const answer = answerer(policy, request);
  const course = new Course(analysis, facts, (rule, effect) => waiverFor(rule, effect, rules, facts) !== undefined);
  const at: Case = { actor: request.actor, rules, facts, course, permissions };
  const outcomes = analysis.effects.map((effect, index) => ruleOn(index, effect, at));
  const would = strictest(outcomes.map((outcome) => answer(outcome.would.verdict)));
  const verdict = strictest(outcomes.map((outcome) => answer(outcome.enforced.verdict)));
  const environments = analysis.effects.map((_, index) => facts.environment(index));
  const findings = findingsOf(outcomes, analysis, facts, request, policy);
  const effects = facts.effects();
  return {
    id: uuidv7(),
    verdict,
    would,
    instant: verdict === 'allow' && would === 'allow' && isComplete(effects, outcomes),
    effects,
    environments,
    findings,
    ...explanation(findings, verdict, would, answer, effects),
    ...(isLiftable(request, verdict, findings) && { liftable: true }),
    ...usedOf(permissions, findings),
    files: analysis.files,
    ...tracesOf(verdict, findings, analysis.effects, request, at),
    policy: inForce(policy),
    micros: 0,
  };
}

/** `ask` with nobody there is what the policy says of the unattended. */
function answerer(policy: CompiledPolicy, request: Request): (verdict: Verdict) => Verdict {
  return (verdict) => (verdict === 'ask' && !request.interactive ? policy.defaults.unattended : verdict);
}

function findingsOf(
  outcomes: readonly EffectOutcome[],
  analysis: Analysis,
  facts: Facts,
  request: Request,
  policy: CompiledPolicy,
): readonly Finding[] {
  const monitor = policy.mode === 'monitor';
  return outcomes
    .flatMap((outcome, index) =>
      findingsOn(index, outcome, analysis.effects[index] as Effect, facts, request.actor, monitor),
    )
    .sort(compareFindings);
}

/** Reason, safer way and deciding rules: of what is enforced, or of what would be when nothing is. */
function explanation(
  findings: readonly Finding[],
  verdict: Verdict,
  would: Verdict,
  answer: (verdict: Verdict) => Verdict,
  effects: readonly Effect[],
): Pick<Decision, 'rules' | 'reason' | 'instead'> {
  const enforced = verdict !== 'allow';
  const target = enforced ? verdict : would;
  const deciding = findings.filter(
    (finding) => answer(finding.verdict) === target && !finding.waivedBy && (!enforced || !finding.monitored),
  );
  const instead = saferWay(deciding);
  return {
    rules: [...new Set(deciding.map((finding) => finding.rule))],
    reason: target === 'allow' ? '' : reasonText(target, enforced, deciding, effects),
    ...(instead !== undefined && { instead }),
  };
}

/** The repository knows a better way than the packs do. */
function saferWay(deciding: readonly Finding[]): string | undefined {
  const ways = deciding.filter((finding) => finding.instead !== undefined);
  const own = ways.find(({ location }) => location !== undefined && !isPackSource(location.source));
  return (own ?? ways[0])?.instead;
}

function reasonText(
  target: Verdict,
  enforced: boolean,
  deciding: readonly Finding[],
  effects: readonly Effect[],
): string {
  const text = reasonFor(target, deciding, effects);
  if (!enforced) return `Not enforced (monitor mode). ${text}`;
  return deciding[0]?.verdict === target ? text : `${text} Nobody is there to confirm it.`;
}

function isLiftable({ actor }: Request, verdict: Verdict, findings: readonly Finding[]): boolean {
  return actor === 'ai' && holdsUp(verdict) && !findings.some((finding) => finding.hard && restricts(finding));
}

function usedOf(permissions: readonly Permission[], findings: readonly Finding[]): Pick<Decision, 'permissions'> {
  const used = permissions.flatMap(({ id, kind, by }) => {
    const lifted = findings.filter(({ waivedBy, monitored }) => waivedBy === id && monitored !== true);
    return lifted.length === 0 ? [] : [{ id, kind, by, rules: [...new Set(lifted.map(({ rule }) => rule))] }];
  });
  return used.length === 0 ? {} : { permissions: used };
}

/** Everything that would happen is known: nothing unseen, nothing possible only, no rule in doubt. */
function isComplete(effects: readonly Effect[], outcomes: readonly EffectOutcome[]): boolean {
  return (
    outcomes.every((outcome) => !outcome.unsure) &&
    effects.every((effect) => effect.certainty === 'certain' && !carriesUnseen(effect))
  );
}

function strictest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>(stricter, 'allow');
}

function inForce(policy: CompiledPolicy): PolicyInForce {
  const { digest, source, mode, problem } = policy;
  return problem === undefined ? { digest, source, mode } : { digest, source, mode, problem };
}

const ruleSets = new WeakMap<CompiledPolicy, RuleSet>();

function ruleSetOf(policy: CompiledPolicy): RuleSet {
  const known = ruleSets.get(policy);
  if (known) return known;
  const rules = indexRules(policy);
  ruleSets.set(policy, rules);
  return rules;
}

function indexRules(policy: CompiledPolicy): RuleSet {
  const byKind = new Map<EffectKind, CompiledRule[]>();
  for (const rule of policy.rules) for (const kind of rule.kinds) append(byKind, kind, rule);
  const waivers = new Map<string, CompiledWaiver[]>();
  for (const waiver of policy.waivers) append(waivers, waiver.rule, waiver);
  return {
    rulesOf: (effect) => byKind.get(effect.kind) ?? [],
    overTime: policy.rules.filter(({ count, after }) => count || after),
    circumstances: new Set(circumstancesOf(policy)),
    waiversOf: (rule) => waivers.get(rule) ?? [],
    defaults: policy.defaults,
    sessionGrant: policy.grants?.session,
    monitor: policy.mode === 'monitor',
  };
}

function circumstancesOf({ rules, waivers }: CompiledPolicy): readonly string[] {
  const conditions = [...rules, ...rules.flatMap(({ after }) => after ?? []), ...waivers];
  return conditions.flatMap((one) => one.for.map(({ attribute }) => attribute));
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
