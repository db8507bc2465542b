/** Plays scenarios: the steps of one are one session, each decided as the real thing would be. */
import type { Decision } from '../decision';
import type { CompiledPolicy } from './compiled';
import { playSession } from './play-session';
import type { Scenario, ScenarioStep } from './scenarios';
import { type PolicyTestResult, summaryOf } from './test-result';
import { testWorld } from './test-world';

export interface PlayedStep {
  readonly step: ScenarioStep;
  readonly title: string;
  readonly decision: Decision;
}

export function runScenario(policy: CompiledPolicy, scenario: Scenario, now: Date): readonly PolicyTestResult[] {
  return playScenario(policy, scenario, now).map(({ step, title, decision }) =>
    stepResult(scenario, step, title, failureOf(decision, step)),
  );
}

export function playScenario(policy: CompiledPolicy, { steps }: Scenario, now: Date): readonly PlayedStep[] {
  const worlds = steps.map(({ test, at }) => testWorld(test, 'ai', new Date(now.valueOf() + at)));
  const decisions = playSession(worlds, policy);
  return steps.map((step, index) => ({
    step,
    title: worlds[index]?.request.title ?? '',
    decision: decisions[index] as Decision,
  }));
}

export function stepResult(
  { name }: Scenario,
  { rule, expected, location }: ScenarioStep,
  title: string,
  failure: string | undefined,
): PolicyTestResult {
  return {
    scenario: name,
    ...(rule !== undefined && { rule }),
    expected,
    example: title.replace(/\s+/g, ' '),
    ok: failure === undefined,
    ...(failure !== undefined && { failure }),
    location,
  };
}

function failureOf(decision: Decision, { expected, rule, reason }: ScenarioStep): string | undefined {
  if (decision.would !== expected) return `expected ${expected}, got ${summaryOf(decision)}`;
  if (rule !== undefined && !decides(rule, decision)) return `${rule} does not decide: ${summaryOf(decision)}`;
  if (reason === undefined || decision.reason.includes(reason)) return undefined;
  return `the reason does not contain ${JSON.stringify(reason)}: ${decision.reason || 'there is none'}`;
}

/** Also what is only monitored, and what nobody is there to answer. */
function decides(rule: string, { rules, findings, would }: Decision): boolean {
  return (
    rules.includes(rule) ||
    findings.some((finding) => finding.rule === rule && finding.waivedBy === undefined && finding.verdict === would)
  );
}
