/** Runs the examples that rules carry: each is decided as the real thing would be, in its own small world. */
import type { Decision } from '../decision';
import type { ActorKind } from '../request';
import type { PlacedRule } from './compile';
import type { CompiledPolicy } from './compiled';
import { playSession } from './play-session';
import type { RuleSource } from './schema';
import { type PolicyTestResult, reportOn, summaryOf, type TestReport } from './test-result';
import type { RuleTest } from './test-schema';
import { type TestWorld, testSession } from './test-world';
import { verdicts } from './verdict';

/** One example of a rule. */
export interface Example {
  readonly rule: PlacedRule;
  readonly expected: PolicyTestResult['expected'];
  readonly index: number;
  readonly test: RuleTest;
}

/** `policy` decides; the examples are those of `rules`. */
export function runPolicyTests(policy: CompiledPolicy, rules: readonly PlacedRule[], now: Date): TestReport {
  return reportOn(rules.flatMap(examplesOf).map((example) => runExample(policy, example, now)));
}

export function examplesOf(rule: PlacedRule): readonly Example[] {
  const tests = rule.source.tests ?? {};
  return ([...verdicts, 'notMatch'] as const).flatMap((expected) =>
    (tests[expected] ?? []).map((test, index) => ({ rule, expected, index, test })),
  );
}

export function runExample(policy: CompiledPolicy, example: Example, now: Date): PolicyTestResult {
  const { title, decision } = decideExample(policy, example, now);
  return resultOf(example, title, failureOf(decision, example.rule.compiled.id, example.expected));
}

/** `test`: the example, or another way to write it. What it says came before is decided before. */
export function decideExample(
  policy: CompiledPolicy,
  { rule, test }: Pick<Example, 'rule' | 'test'>,
  now: Date,
): { readonly title: string; readonly decision: Decision } {
  const session = testSession(test, usualActor(rule.source), now);
  return { title: titleOfAll(session), decision: playSession(session, policy).at(-1) as Decision };
}

/** What a test asks, in one line. */
export function titleOf(test: RuleTest): string {
  return titleOfAll(testSession(test, 'ai', new Date(0))).replace(/\s+/g, ' ');
}

function titleOfAll(session: readonly TestWorld[]): string {
  return session.map(({ request }) => request.title).join(', then ');
}

function resultOf({ rule, expected, index }: Example, title: string, failure: string | undefined): PolicyTestResult {
  const location = rule.locate?.(['tests', expected, index]) ?? rule.compiled.location;
  return {
    rule: rule.compiled.id,
    expected,
    example: title.replace(/\s+/g, ' '),
    ok: failure === undefined,
    ...(failure !== undefined && { failure }),
    ...(location && { location }),
  };
}

/** Who the rule is about: the first actor it names, else an agent. */
function usualActor(rule: RuleSource): ActorKind {
  const named = rule.for?.actor;
  const actors: readonly unknown[] = Array.isArray(named) ? named : [named];
  return actors.includes('ai') || typeof actors[0] !== 'string' ? 'ai' : (actors[0] as ActorKind);
}

/** A rule with an example for a verdict must have matched, and the verdict must be what comes out in the end. */
function failureOf(decision: Decision, rule: string, expected: Example['expected']): string | undefined {
  const matched = matches(rule, decision);
  if (expected === 'notMatch') return matched ? `it matched: ${summaryOf(decision)}` : undefined;
  if (decision.would !== expected) return `expected ${expected}, got ${summaryOf(decision)}`;
  return matched ? undefined : `${expected}, but this rule did not match: ${summaryOf(decision)}`;
}

export function matches(rule: string, { findings }: Decision): boolean {
  return findings.some((finding) => finding.rule === rule && finding.waivedBy === undefined);
}
