/** All that a policy is tested by: the examples of its own rules, and scenario files. */
import type { PlacedRule } from './compile';
import type { CompiledPolicy } from './compiled';
import { runScenario } from './run-scenarios';
import type { Scenario } from './scenarios';
import { runPolicyTests } from './test';
import { reportOn, type TestReport } from './test-result';

export interface PolicyTests {
  readonly rules: readonly PlacedRule[];
  readonly scenarios: readonly Scenario[];
}

export function runTests(policy: CompiledPolicy, { rules, scenarios }: PolicyTests, now: Date): TestReport {
  return reportOn([
    ...runPolicyTests(policy, rules, now).results,
    ...scenarios.flatMap((scenario) => runScenario(policy, scenario, now)),
  ]);
}
