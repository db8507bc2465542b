/** Reads scenario files: strict, with the exact place of every problem, like the policy they test. */
import type { RuleLocation } from '../decision';
import { impacts } from '../effects/catalogue';
import { unknownRule } from './check-waivers';
import type { PolicyDocument } from './document';
import { milliseconds } from './duration';
import type { Complaint, PolicyProblem } from './problem';
import { type PolicyFile, readPart } from './read-part';
import { repeatedNames } from './repeated-names';
import { type ScenarioSource, type StepSource, scenarioFileSchema } from './scenario-schema';
import type { RuleTest } from './test-schema';
import type { Verdict } from './verdict';

export interface Scenario {
  readonly name: string;
  readonly steps: readonly ScenarioStep[];
  readonly location: RuleLocation;
}

export interface ScenarioStep {
  /** What is asked, in the world of its scenario. */
  readonly test: RuleTest;
  /** Milliseconds between the first step and this one. */
  readonly at: number;
  readonly expected: Verdict;
  /** Has to be among the rules that decide. */
  readonly rule?: string;
  /** Has to be part of the reason. */
  readonly reason?: string;
  readonly location: RuleLocation;
}

export interface LoadedScenarios {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly PolicyProblem[];
}

/** `rules`: ids that a step may name; left out when the policy itself cannot be read. */
export function loadScenarios(files: readonly PolicyFile[], rules: readonly string[] | undefined): LoadedScenarios {
  const loaded = files.map((file) => loadFile(file, rules && [...rules, ...defaultNames]));
  return {
    scenarios: loaded.flatMap(({ scenarios }) => scenarios),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

/** Names of what decides where no rule speaks. */
const defaultNames = (['ai', 'human', 'ci'] as const).flatMap((actor) =>
  [...impacts, 'opaque'].map((row) => `default/${actor}/${row}`),
);

function loadFile(file: PolicyFile, rules: readonly string[] | undefined): LoadedScenarios {
  const { document, data, problems } = readPart(file, scenarioFileSchema);
  if (document === undefined || data === undefined) return { scenarios: [], problems };
  const names = data.scenarios.map(({ name }) => name);
  const complaints = [
    ...repeatedNames(names, (index) => ['scenarios', index, 'name']),
    ...(rules ? data.scenarios.flatMap((scenario, index) => unknownRules(scenario, index, rules)) : []),
  ];
  return {
    scenarios: data.scenarios.map((source, index) => scenarioOf(source, index, document)),
    problems: [...problems, ...complaints.map((complaint) => document.place(complaint))],
  };
}

function unknownRules({ steps }: ScenarioSource, index: number, known: readonly string[]): readonly Complaint[] {
  return steps.flatMap(({ rule }, step) => {
    const isKnown = rule === undefined || known.includes(rule);
    return isKnown ? [] : [unknownRule(rule, ['scenarios', index, 'steps', step, 'rule'], known)];
  });
}

function scenarioOf({ name, steps, ...world }: ScenarioSource, index: number, document: PolicyDocument): Scenario {
  const locate = (...path: (string | number)[]): RuleLocation => ({
    source: document.file,
    ...document.position(['scenarios', index, ...path]),
  });
  let at = 0;
  return {
    name,
    steps: steps.map((step, number) => {
      at += milliseconds(step.later ?? '0s');
      return stepOf(step, world, at, locate('steps', number));
    }),
    location: locate(),
  };
}

/** What a step says of its world comes on top of what its scenario says. */
function stepOf(
  { expect, rule, reason, later: _, ...asked }: StepSource,
  world: Omit<ScenarioSource, 'name' | 'steps'>,
  at: number,
  location: RuleLocation,
): ScenarioStep {
  const test: RuleTest = {
    ...world,
    ...asked,
    ...merged(world, asked, 'files'),
    ...merged(world, asked, 'env'),
    ...merged(world, asked, 'git'),
  };
  return {
    test,
    at,
    expected: expect,
    ...(rule !== undefined && { rule }),
    ...(reason !== undefined && { reason }),
    location,
  };
}

function merged<K extends 'files' | 'env' | 'git'>(
  world: RuleTest,
  asked: RuleTest,
  key: K,
): Pick<RuleTest, K> | object {
  return world[key] && asked[key] ? { [key]: { ...world[key], ...asked[key] } } : {};
}
