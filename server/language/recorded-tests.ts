/** Tests made of decisions on record: what a rule has decided in earnest, it should go on to decide. */
import type { PlacedRule } from '../policy/compile';
import type { CompiledPolicy } from '../policy/compiled';
import { runPolicyTests } from '../policy/test';
import type { RuleTest } from '../policy/test-schema';
import type { RecordedDecision } from '../protocol';
import type { Request } from '../request';
import { testOf } from './test-of-request';

export interface Recorded {
  readonly decision: RecordedDecision;
  /** What was asked, where the record tells it whole. */
  request(): Request | undefined;
}

export interface RecordedTest {
  readonly decision: RecordedDecision;
  readonly test: RuleTest;
}

/**
 * Those that this rule decided, newest first, and that it decides in the small world of tests as well. Each is run
 * before it is offered, so a text that was cut or redacted is taken only where it still shows the same.
 */
export function recordedTests(
  records: readonly Recorded[],
  rule: PlacedRule,
  policy: CompiledPolicy,
  home: string,
  now: Date,
): readonly RecordedTest[] {
  const { decide: verdict, tests = {} } = rule.source;
  const seen = new Set(Object.values(tests).flatMap((examples) => (examples ?? []).map(textOf)));
  const passes = (test: RuleTest): boolean =>
    runPolicyTests(policy, [{ ...rule, source: { ...rule.source, tests: { [verdict]: [test] } } }], now).failed === 0;
  const decided = records.filter(({ decision }) => decision.rules.includes(rule.compiled.id));
  return decided.toReversed().flatMap((recorded) => {
    const test = testsOf(recorded, home).find((one) => !seen.has(textOf(one)) && passes(one));
    if (test === undefined) return [];
    seen.add(textOf(test));
    return [{ decision: recorded.decision, test }];
  });
}

function textOf({ run, sql, tool }: RuleTest): string | undefined {
  return run ?? sql ?? tool;
}

/** The text on record is what may be shown: secrets in it are redacted. */
export function testsOf({ decision, request }: Recorded, home: string): readonly RuleTest[] {
  const asked = request();
  const whole = asked && testOf(asked, home);
  if (whole) return [whole];
  const actor = decision.actor === 'ai' ? {} : { actor: decision.actor };
  return [
    { run: decision.command, ...actor },
    { sql: decision.command, ...actor },
  ];
}
