/**
 * Runs tests in other words: whatever way a command is written, it has to be decided alike. A test that fails as it
 * stands is left out, since it says so itself.
 */
import type { Decision } from '../../decision';
import type { CompiledPolicy } from '../compiled';
import type { PolicyTests } from '../policy-tests';
import { type PlayedStep, playScenario, runScenario, stepResult } from '../run-scenarios';
import type { Scenario, ScenarioStep } from '../scenarios';
import { decideExample, type Example, examplesOf, matches, runExample } from '../test';
import { type PolicyTestResult, reportOn, summaryOf, type TestReport } from '../test-result';
import type { RuleTest } from '../test-schema';
import { isStricter } from '../verdict';
import { mutantsOf, mutated, mutationsFor } from './mutants';

/** One result for each test, however many ways there are to write it. */
export function runMutations(policy: CompiledPolicy, { rules, scenarios }: PolicyTests, now: Date): TestReport {
  return reportOn([
    ...rules.flatMap(examplesOf).flatMap((example) => runMutants(policy, example, now)),
    ...scenarios.flatMap((scenario) => runScenarioMutants(policy, scenario, now)),
  ]);
}

function runMutants(policy: CompiledPolicy, example: Example, now: Date): readonly PolicyTestResult[] {
  const plain = runExample(policy, example, now);
  const mutants = mutantsOf(example.test);
  if (!plain.ok || mutants.length === 0) return [];
  const failures = mutants.flatMap(({ mutation, test }) => {
    const { title, decision } = decideExample(policy, { ...example, test }, now);
    const failure = failureOf(decision, example.expected, example.rule.compiled.id);
    return failure === undefined ? [] : [`${mutation} (${title}): ${failure}`];
  });
  return [{ ...plain, mutations: mutants.length, ...outcome(failures) }];
}

/** All its steps are written in the same way, and still are one session. One result for each step. */
function runScenarioMutants(policy: CompiledPolicy, scenario: Scenario, now: Date): readonly PolicyTestResult[] {
  if (runScenario(policy, scenario, now).some(({ ok }) => !ok)) return [];
  const mutations = new Set(scenario.steps.flatMap(({ test }) => mutationsFor(test).map(({ name }) => name)));
  const plays = [...mutations].map((mutation) => {
    const steps = scenario.steps.map((step) => ({ ...step, test: inWords(mutation, step.test) }));
    return { mutation, played: playScenario(policy, { ...scenario, steps }, now) };
  });
  return scenario.steps.flatMap((step, index) => {
    const failures = plays.flatMap(({ mutation, played }) => stepFailures(mutation, played[index], step));
    const count = mutantsOf(step.test).length;
    const title = step.test.run ?? step.test.sql ?? '';
    return count === 0
      ? []
      : [{ ...stepResult(scenario, step, title, undefined), mutations: count, ...outcome(failures) }];
  });
}

function inWords(mutation: string, test: RuleTest): RuleTest {
  const found = mutationsFor(test).find(({ name }) => name === mutation);
  return (found && mutated(test, found)) ?? test;
}

function stepFailures(
  mutation: string,
  played: PlayedStep | undefined,
  { expected, rule }: ScenarioStep,
): readonly string[] {
  const failure = played && failureOf(played.decision, expected, rule);
  return failure === undefined ? [] : [`${mutation} (${played?.title}): ${failure}`];
}

/** What is stopped has to be stopped as strictly; what runs has to run. */
function failureOf(
  decision: Decision,
  expected: PolicyTestResult['expected'],
  rule: string | undefined,
): string | undefined {
  const matched = rule === undefined || matches(rule, decision);
  if (expected === 'notMatch') return matched ? `it matched: ${summaryOf(decision)}` : undefined;
  const runs = expected === 'allow' || expected === 'warn';
  const isWrong = runs ? decision.would !== expected : isStricter(expected, decision.would);
  if (isWrong) return `expected ${expected}, got ${summaryOf(decision)}`;
  return matched ? undefined : `${expected}, but ${rule} did not match: ${summaryOf(decision)}`;
}

function outcome([first, ...more]: readonly string[]): Pick<PolicyTestResult, 'ok' | 'failure'> {
  if (first === undefined) return { ok: true };
  return { ok: false, failure: `written otherwise, ${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}` };
}
