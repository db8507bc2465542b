/** Runs the examples that rules carry: each is decided as the real thing would be, in its own small world. */
import { decide } from '../decide';
import type { Decision } from '../decision';
import type { ActorKind } from '../request';
import type { PlacedRule } from './compile';
import type { CompiledPolicy } from './compiled';
import type { RuleSource } from './schema';
import type { RuleTest } from './test-schema';
import { testWorld } from './test-world';
import { type Verdict, verdicts } from './verdict';

type Expectation = Verdict | 'notMatch';

export interface PolicyTestResult {
  /** Id of the rule that carries the example. */
  readonly rule: string;
  readonly expected: Expectation;
  /** The command, SQL or tool call, in one line. */
  readonly example: string;
  readonly ok: boolean;
  /** What was decided instead, when not `ok`. */
  readonly failure?: string;
}

export interface TestReport {
  readonly results: readonly PolicyTestResult[];
  readonly passed: number;
  readonly failed: number;
}

/** `policy` decides; the examples are those of `rules`. */
export function runPolicyTests(policy: CompiledPolicy, rules: readonly PlacedRule[], now: Date): TestReport {
  const results = rules.flatMap((rule) => runRuleTests(policy, rule, now));
  const passed = results.filter((result) => result.ok).length;
  return { results, passed, failed: results.length - passed };
}

function runRuleTests(policy: CompiledPolicy, rule: PlacedRule, now: Date): readonly PolicyTestResult[] {
  const tests = rule.source.tests ?? {};
  return ([...verdicts, 'notMatch'] as const).flatMap((expected) =>
    (tests[expected] ?? []).map((test) => runTest(policy, rule, expected, test, now)),
  );
}

function runTest(
  policy: CompiledPolicy,
  rule: PlacedRule,
  expected: Expectation,
  test: RuleTest,
  now: Date,
): PolicyTestResult {
  const { request, providers } = testWorld(test, usualActor(rule.source), now);
  const decision = decide(request, providers, policy);
  const failure = failureOf(decision, rule.compiled.id, expected);
  const result = { rule: rule.compiled.id, expected, example: request.title.replace(/\s+/g, ' ') };
  return failure === undefined ? { ...result, ok: true } : { ...result, ok: false, failure };
}

/** Who the rule is about: the first actor it names, else an agent. */
function usualActor(rule: RuleSource): ActorKind {
  const named = rule.for?.actor;
  const actors: readonly unknown[] = Array.isArray(named) ? named : [named];
  return actors.includes('ai') || typeof actors[0] !== 'string' ? 'ai' : (actors[0] as ActorKind);
}

/** A rule with an example for a verdict must have matched, and the verdict must be what comes out in the end. */
function failureOf(decision: Decision, rule: string, expected: Expectation): string | undefined {
  const matched = decision.findings.some((finding) => finding.rule === rule && finding.waivedBy === undefined);
  if (expected === 'notMatch') return matched ? `it matched: ${summary(decision)}` : undefined;
  if (decision.would !== expected) return `expected ${expected}, got ${summary(decision)}`;
  return matched ? undefined : `${expected}, but this rule did not match: ${summary(decision)}`;
}

function summary(decision: Decision): string {
  const rules = decision.rules.length > 0 ? ` by ${decision.rules.join(', ')}` : '';
  const effects = decision.effects.map((effect) => effect.kind).join(', ') || 'no effects';
  return `${decision.would}${rules} (${effects})`;
}
