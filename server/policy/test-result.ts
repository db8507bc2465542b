/** What came of running the tests of a policy. */
import type { Decision, RuleLocation } from '../decision';
import type { Verdict } from './verdict';

export interface PolicyTestResult {
  /** Id of the rule that carries the example, or that a step of a scenario expects to decide. */
  readonly rule?: string;
  /** Name of the scenario that the example is a step of. */
  readonly scenario?: string;
  readonly expected: Verdict | 'notMatch';
  /** The command, SQL or tool call, in one line. */
  readonly example: string;
  readonly ok: boolean;
  /** What was decided instead, when not `ok`. */
  readonly failure?: string;
  /** Set when the example was not run as it stands, but written in so many other ways. */
  readonly mutations?: number;
  /** Where the example stands; in packs, where its rule does. */
  readonly location?: RuleLocation;
}

export interface TestReport {
  readonly results: readonly PolicyTestResult[];
  readonly passed: number;
  readonly failed: number;
}

export function reportOn(results: readonly PolicyTestResult[]): TestReport {
  const passed = results.filter(({ ok }) => ok).length;
  return { results, passed, failed: results.length - passed };
}

/** What the test belongs to: a scenario, or the rule that carries it. */
export function suiteOf({ scenario, rule }: PolicyTestResult): string {
  return scenario ?? rule ?? '';
}

/** `db/no-drop deny: psql -c …`. */
export function testName(result: PolicyTestResult): string {
  return `${suiteOf(result)} ${caseName(result)}`;
}

/** `deny: psql -c …`. */
export function caseName({ expected, example, mutations }: PolicyTestResult): string {
  return `${expected}: ${example}${mutations === undefined ? '' : ` (written in ${mutations} other ways)`}`;
}

/** `.guardrails/policy.yaml:12:9 `, as compilers write it; nothing where the place is not known. */
export function placeOf({ location }: PolicyTestResult): string {
  return location ? `${location.source}:${location.line}:${location.column} ` : '';
}

/** What a decision came to, for a message. */
export function summaryOf(decision: Decision): string {
  const rules = decision.rules.length > 0 ? ` by ${decision.rules.join(', ')}` : '';
  const effects = decision.effects.map((effect) => effect.kind).join(', ') || 'no effects';
  return `${decision.would}${rules} (${effects})`;
}
