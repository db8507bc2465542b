/** Plays scenarios: each step is decided as the real thing would be. */
import { decide } from '../decide';
import type { Decision } from '../decision';
import type { CompiledPolicy } from './compiled';
import type { Scenario, ScenarioStep } from './scenarios';
import { type PolicyTestResult, summaryOf } from './test-result';
import { testWorld } from './test-world';

export function runScenario(policy: CompiledPolicy, scenario: Scenario, now: Date): readonly PolicyTestResult[] {
  return scenario.steps.map((step) => runStep(policy, scenario, step, now));
}

function runStep(policy: CompiledPolicy, scenario: Scenario, step: ScenarioStep, now: Date): PolicyTestResult {
  const { request, providers } = testWorld(step.test, 'ai', now);
  const failure = failureOf(decide(request, providers, policy), step);
  return {
    scenario: scenario.name,
    ...(step.rule !== undefined && { rule: step.rule }),
    expected: step.expected,
    example: request.title.replace(/\s+/g, ' '),
    ok: failure === undefined,
    ...(failure !== undefined && { failure }),
    location: step.location,
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
