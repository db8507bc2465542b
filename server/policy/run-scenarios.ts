/** Plays scenarios: the steps of one are one session, each decided as the real thing would be. */
import type { Decision } from '../decision';
import type { CompiledPolicy } from './compiled';
import { playSession } from './play-session';
import type { Scenario, ScenarioStep } from './scenarios';
import { type PolicyTestResult, summaryOf } from './test-result';
import { testWorld } from './test-world';

export function runScenario(policy: CompiledPolicy, { name, steps }: Scenario, now: Date): readonly PolicyTestResult[] {
  const played = steps.map(({ test }) => testWorld(test, 'ai', now));
  const decisions = playSession(played, policy);
  return steps.map((step, index) => {
    const failure = failureOf(decisions[index] as Decision, step);
    return {
      scenario: name,
      ...(step.rule !== undefined && { rule: step.rule }),
      expected: step.expected,
      example: played[index]?.request.title.replace(/\s+/g, ' ') ?? '',
      ok: failure === undefined,
      ...(failure !== undefined && { failure }),
      location: step.location,
    };
  });
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
