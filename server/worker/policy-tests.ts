/** The tests of policies for the editor's Test Explorer: what there are, and how they come out. */
import { join } from 'node:path';
import type { RuleLocation } from '../decision';
import type { PlacedRule } from '../policy/compile';
import { runMutations } from '../policy/mutation/run-mutations';
import { type PolicyTests, runTests } from '../policy/policy-tests';
import { describeProblem, type PolicyProblem } from '../policy/problem';
import type { Scenario } from '../policy/scenarios';
import { examplesOf, titleOf } from '../policy/test';
import type {
  PolicyTestPlace,
  PolicyTestSuite,
  PolicyTestsResult,
  RunPolicyTestsParams,
  RunPolicyTestsResult,
} from '../protocol';
import type { World } from './answers';

type FolderTests = PolicyTestsResult['folders'][number];
type Policies = Pick<World, 'policies'>;

export async function answerPolicyTests({ folders, policies }: World): Promise<PolicyTestsResult> {
  return { folders: await Promise.all(folders.all.map((folder) => testsOf(folder, { policies }))) };
}

export async function answerRunPolicyTests(
  { folder, suites, mutations }: RunPolicyTestsParams,
  { policies }: World,
): Promise<RunPolicyTestsResult> {
  const { policy, problems } = await policies.asEdited(folder);
  const tests = await policies.testsAsEdited(folder);
  const problem = firstError([...problems, ...tests.problems]);
  if (policy === undefined) return { ...(problem !== undefined && { problem }), results: [] };
  const wanted = suites && new Set(suites);
  const selected: PolicyTests = {
    rules: tests.rules.filter((rule) => wanted?.has(ruleSuiteId(rule)) ?? true),
    scenarios: tests.scenarios.filter((scenario) => wanted?.has(scenarioSuiteId(scenario)) ?? true),
  };
  const ids = idsByPlace(selected);
  const run = mutations ? runMutations : runTests;
  return {
    results: run(policy, selected, new Date()).results.flatMap(({ location, failure }) => {
      const id = location && ids.get(placeKey(location));
      return id === undefined ? [] : [{ id, ...(failure !== undefined && { failure }) }];
    }),
  };
}

async function testsOf(folder: string, { policies }: Policies): Promise<FolderTests> {
  if (policies.isWithoutPolicy(folder)) return { folder, suites: [] };
  const { problems } = await policies.asEdited(folder);
  const tests = await policies.testsAsEdited(folder);
  const problem = firstError([...problems, ...tests.problems]);
  return { folder, ...(problem !== undefined && { problem }), suites: suitesOf(tests, folder) };
}

function firstError(problems: readonly PolicyProblem[]): string | undefined {
  const error = problems.find(({ severity }) => severity === 'error');
  return error && describeProblem(error);
}

/** Rules without tests have no suite. */
function suitesOf({ rules, scenarios }: PolicyTests, folder: string): readonly PolicyTestSuite[] {
  const place = (id: string, label: string, { source, line, column }: RuleLocation): PolicyTestPlace => ({
    id,
    label,
    path: join(folder, source),
    line: line - 1,
    character: column - 1,
  });
  return [
    ...rules.flatMap((rule) => {
      const tests = ruleTests(rule).map(({ id, label, location }) => place(id, label, location));
      const { location } = rule.compiled;
      return tests.length > 0 && location ? [{ ...place(ruleSuiteId(rule), rule.compiled.id, location), tests }] : [];
    }),
    ...scenarios.map((scenario) => ({
      ...place(scenarioSuiteId(scenario), scenario.name, scenario.location),
      tests: scenarioTests(scenario).map(({ id, label, location }) => place(id, label, location)),
    })),
  ];
}

interface PlacedTest {
  readonly id: string;
  readonly label: string;
  readonly location: RuleLocation;
}

function ruleTests(rule: PlacedRule): readonly PlacedTest[] {
  return examplesOf(rule).flatMap(({ expected, index, test }) => {
    const location = rule.locate?.(['tests', expected, index]);
    const label = `${expected}: ${titleOf(test)}`;
    return location ? [{ id: `${ruleSuiteId(rule)}/${expected}/${index}`, label, location }] : [];
  });
}

function scenarioTests(scenario: Scenario): readonly PlacedTest[] {
  return scenario.steps.map(({ test, expected, location }, index) => ({
    id: `${scenarioSuiteId(scenario)}/${index}`,
    label: `${expected}: ${titleOf(test)}`,
    location,
  }));
}

function ruleSuiteId({ compiled }: PlacedRule): string {
  return `rule/${compiled.id}`;
}

function scenarioSuiteId({ name, location }: Scenario): string {
  return `scenario/${location.source}/${name}`;
}

/** A result says where its test stands, and no two stand at the same place. */
function idsByPlace({ rules, scenarios }: PolicyTests): ReadonlyMap<string, string> {
  const tests = [...rules.flatMap(ruleTests), ...scenarios.flatMap(scenarioTests)];
  return new Map(tests.map(({ id, location }) => [placeKey(location), id]));
}

function placeKey({ source, line, column }: RuleLocation): string {
  return `${source}:${line}:${column}`;
}
