/** One line above each rule, limit, sequence, table and scenario: what it comes to, and whether its tests pass. */
import type { PlacedRule } from '../../policy/compile';
import { tableRulesPrefix } from '../../policy/tables';
import { runPolicyTests } from '../../policy/test';
import type { PolicyTestResult } from '../../policy/test-result';
import { type Entry, entriesIn } from './outline';
import type { PolicyContext } from './policy-context';

const MAX_EXAMPLE = 60;

const titles = {
  rules: ruleTitle,
  limits: ruleTitle,
  sequences: ruleTitle,
  tables: tableTitle,
  scenarios: scenarioTitle,
} satisfies Record<string, (context: PolicyContext, entry: Named) => string>;

/** An entry of one of the sections that get lines. */
export interface Lens {
  readonly section: keyof typeof titles;
  readonly entry: Entry;
}

type Named = Pick<Entry, 'name' | 'index'>;

export function lensesOf({ text }: PolicyContext): readonly Lens[] {
  return (Object.keys(titles) as Lens['section'][]).flatMap((section) =>
    entriesIn(text, section).map((entry) => ({ section, entry })),
  );
}

/** What one line says. Runs tests, so it is made only for what is in view. */
export function lensTitle(context: PolicyContext, section: Lens['section'], entry: Named): string {
  return titles[section](context, entry);
}

function ruleTitle(context: PolicyContext, entry: Named): string {
  const rule = ruleOf(context, entry);
  if (rule === undefined) return notRead(context);
  const count = Object.values(rule.source.tests ?? {}).flat().length;
  const own = context.policy ? runPolicyTests(context.policy, [rule], new Date()).results : [];
  const results = [...own, ...stepsAbout([rule], context)];
  if (results.length > 0) return resultTitle(rule, results);
  return count === 0 ? 'no tests' : `${tests(count)}, which run once the policy has no errors`;
}

/** The rule as the policy has it: packs put their id before those of their rules. */
function ruleOf({ rules, text }: PolicyContext, { name }: Named): PlacedRule | undefined {
  return rules.find(({ source, compiled }) => source.id === name && compiled.location?.source === text.file);
}

function notRead({ text }: PolicyContext): string {
  return text.kind === 'fragment' ? 'not included by policy.yaml' : 'not readable yet';
}

/** The rules that a table's grants stand for, by what they say. */
function tableTitle(context: PolicyContext, { name }: Named): string {
  const prefix = tableRulesPrefix(name);
  const rules = context.rules.filter(({ compiled }) => compiled.id.startsWith(prefix));
  if (rules.length === 0) return notRead(context);
  const said = Object.entries(verbs).flatMap(([verdict, verb]) => {
    const parts = rules.filter(({ compiled }) => compiled.decide === verdict);
    return parts.length > 0
      ? [`${verb} ${parts.map(({ compiled }) => compiled.id.slice(prefix.length)).join(', ')}`]
      : [];
  });
  const results = stepsAbout(rules, context);
  return [said.join('; '), ...(results.length > 0 ? [outcome(results)] : [])].join(' · ');
}

function scenarioTitle(context: PolicyContext, { name }: Named): string {
  const results = context
    .scenarioResults()
    .filter(({ scenario, location }) => scenario === name && location?.source === context.text.file);
  return results.length > 0 ? outcome(results) : 'runs once the policy and this file have no errors';
}

/** Steps of scenarios that expect one of these rules to decide. */
function stepsAbout(rules: readonly PlacedRule[], { scenarioResults }: PolicyContext): readonly PolicyTestResult[] {
  const ids = new Set(rules.map(({ compiled }) => compiled.id));
  return scenarioResults().filter(({ rule }) => rule !== undefined && ids.has(rule));
}

function resultTitle({ source }: PlacedRule, results: readonly PolicyTestResult[]): string {
  const example = results.find(({ expected }) => expected === source.decide)?.example;
  const failed = results.some(({ ok }) => !ok);
  return failed || example === undefined
    ? outcome(results)
    : `${verbs[source.decide]} e.g. ${shortened(example)} · ${outcome(results)}`;
}

function outcome(results: readonly PolicyTestResult[]): string {
  const failed = results.filter(({ ok }) => !ok);
  const [first] = failed;
  if (!first) return `${tests(results.length)} ${results.length === 1 ? 'passes' : 'pass'}`;
  const verb = failed.length === 1 ? 'fails' : 'fail';
  return `${failed.length} of ${tests(results.length)} ${verb}: ${shortened(first.example)}: ${first.failure}`;
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
