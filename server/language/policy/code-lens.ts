/** One line above each rule, limit and sequence: what it stops, and whether its tests pass. */
import type { PlacedRule } from '../../policy/compile';
import { runPolicyTests } from '../../policy/test';
import type { PolicyTestResult } from '../../policy/test-result';
import { type Entry, ruleEntries } from './outline';
import type { PolicyContext } from './policy-context';

const MAX_EXAMPLE = 60;

/** The rules that get a line. */
export function lensesOf({ text }: PolicyContext): readonly Entry[] {
  return ruleEntries(text);
}

/** What the line of one rule says. Runs its tests, so it is made only for what is in view. */
export function lensTitle(context: PolicyContext, entry: Pick<Entry, 'name' | 'index'>): string {
  const rule = ruleOf(context, entry);
  if (rule === undefined) return context.text.kind === 'fragment' ? 'not included by policy.yaml' : 'not readable yet';
  const count = Object.values(rule.source.tests ?? {}).flat().length;
  if (count === 0) return 'no tests';
  if (context.policy === undefined) return `${tests(count)}, which run once the policy has no errors`;
  return resultTitle(rule, runPolicyTests(context.policy, [rule], new Date()).results);
}

/** The rule as the policy has it: packs put their id before those of their rules. */
function ruleOf({ rules, text }: PolicyContext, { name }: Pick<Entry, 'name'>): PlacedRule | undefined {
  return rules.find(({ source, compiled }) => source.id === name && compiled.location?.source === text.file);
}

function resultTitle({ source }: PlacedRule, results: readonly PolicyTestResult[]): string {
  const failed = results.filter(({ ok }) => !ok);
  const [first] = failed;
  if (first) {
    const verb = failed.length === 1 ? 'fails' : 'fail';
    return `${failed.length} of ${tests(results.length)} ${verb}: ${shortened(first.example)}: ${first.failure}`;
  }
  const example = results.find(({ expected }) => expected === source.decide)?.example;
  const passing = `${tests(results.length)} ${results.length === 1 ? 'passes' : 'pass'}`;
  return example === undefined ? passing : `${verbs[source.decide]} e.g. ${shortened(example)} · ${passing}`;
}

const verbs: Readonly<Record<PlacedRule['source']['decide'], string>> = {
  allow: 'allows',
  warn: 'warns of',
  ask: 'asks about',
  deny: 'denies',
};

function tests(count: number): string {
  return count === 1 ? '1 test' : `${count} tests`;
}

function shortened(example: string): string {
  return example.length > MAX_EXAMPLE ? `${example.slice(0, MAX_EXAMPLE - 1)}…` : example;
}
