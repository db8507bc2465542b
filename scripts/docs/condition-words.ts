/** Conditions of a rule in words, one line each. */
import type { ConditionSource, RuleSource } from '../../server/policy/schema';

type Value = string | number | boolean;

const actors: Readonly<Record<string, string>> = { ai: 'an AI agent', ci: 'CI', human: 'a person' };

/** Who has to ask for the rule to speak: "an AI agent or CI"; "anybody" when it does not say. */
export function actorWords({ for: circumstances }: Pick<RuleSource, 'for'>): string {
  const condition = circumstances?.actor;
  if (condition === undefined) return 'anybody';
  if (typeof condition === 'object' && 'not' in condition) return `anybody but ${named(listOf(condition.not))}`;
  return named(listOf(condition as Value | Value[]));
}

/** Every condition but the one on the actor, as Markdown list items. */
export function conditionLines({ when, for: circumstances }: Pick<RuleSource, 'when' | 'for'>): string[] {
  const { actor: _, ...others } = circumstances ?? {};
  return [...Object.entries(when ?? {}), ...Object.entries(others)].map(
    ([name, condition]) => `- \`${name}\` ${conditionWords(condition)}`,
  );
}

/** Names of the lists and parameters that the conditions use: `$generated` → `generated`. */
export function referencesOf({ when, for: circumstances }: Pick<RuleSource, 'when' | 'for'>): string[] {
  const conditions = [...Object.values(when ?? {}), ...Object.values(circumstances ?? {})];
  const found = JSON.stringify(conditions).matchAll(/"\$([\w-]+)"/g);
  return [...new Set([...found].map(([, name]) => name ?? ''))];
}

function conditionWords(condition: ConditionSource): string {
  if (typeof condition !== 'object' || Array.isArray(condition)) return isWords(listOf(condition));
  if ('not' in condition) return isNotWords(listOf(condition.not));
  const { atLeast, atMost } = condition as { atLeast?: Value; atMost?: Value };
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${code(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${code(atMost)}`]),
  ];
  return `is ${bounds.join(' and ')}`;
}

function isWords(values: readonly Value[]): string {
  return values.length === 1 ? `is ${code(values[0] ?? '')}` : `is one of ${values.map(code).join(', ')}`;
}

function isNotWords(values: readonly Value[]): string {
  return values.length === 1 ? `is not ${code(values[0] ?? '')}` : `is none of ${values.map(code).join(', ')}`;
}

function named(values: readonly Value[]): string {
  return values.map((value) => actors[String(value)] ?? code(value)).join(' or ');
}

function listOf(values: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(values) ? values : [values as Value];
}

export function code(value: Value): string {
  return `\`${value}\``;
}
