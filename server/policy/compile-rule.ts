/** From the words of a rule to what the evaluator reads. Input is checked already. */
import type { RuleLocation } from '../decision';
import type { EffectKind } from '../effects/catalogue';
import type { CompiledRule, Matcher, Scalar } from './compiled';
import { fillTemplate } from './message';
import type { ConditionSource, ConditionsSource, RuleSource } from './schema';
import { attributeName, attributeType, contextType, matchStyle, selectedKinds } from './vocabulary';

/** What `$name` stands for: lists of the policy, parameters of a pack. */
export type Scope = ReadonlyMap<string, Scalar | readonly Scalar[]>;

export interface RuleSetting {
  readonly scope: Scope;
  readonly floor?: boolean;
  readonly monitor?: CompiledRule['monitor'];
  readonly idPrefix?: string;
}

export function compileRule(rule: RuleSource, setting: RuleSetting, location?: RuleLocation): CompiledRule {
  const kinds = selectedKinds(rule);
  const monitor = monitorOf(rule) ?? setting.monitor;
  return {
    id: `${setting.idPrefix ?? ''}${rule.id}`,
    kinds,
    when: compileWhen(rule.when, kinds[0], setting.scope),
    for: compileFor(rule.for, setting.scope),
    decide: rule.decide,
    hard: rule.enforce === 'hard',
    ...(setting.floor && { floor: true }),
    ...(monitor && { monitor }),
    ignoresUnknown: rule.onUnknown === 'ignore' && rule.enforce !== 'hard',
    because: fillParameters(rule.because, setting.scope),
    ...(rule.instead !== undefined && { instead: fillParameters(rule.instead, setting.scope) }),
    ...(location && { location }),
  };
}

/** `mode: monitor` for good, or up to `enforceFrom`. */
export function monitorOf(source: {
  readonly mode?: 'enforce' | 'monitor' | undefined;
  readonly enforceFrom?: string | undefined;
}): CompiledRule['monitor'] {
  if (source.mode !== 'monitor') return undefined;
  return source.enforceFrom === undefined ? {} : { until: source.enforceFrom };
}

export function compileWhen(conditions: ConditionsSource | undefined, kind: EffectKind | undefined, scope: Scope) {
  if (kind === undefined) return [];
  return Object.entries(conditions ?? {}).map(([name, condition]) => {
    const type = attributeType(kind, name) ?? 'str';
    const attribute = attributeName(kind, name);
    return compileCondition({ attribute, style: matchStyle(type, attribute, kind) }, condition, scope);
  });
}

export function compileFor(conditions: ConditionsSource | undefined, scope: Scope): readonly Matcher[] {
  return Object.entries(conditions ?? {}).map(([attribute, condition]) =>
    compileCondition({ attribute, style: matchStyle(contextType(attribute) ?? 'str', attribute) }, condition, scope),
  );
}

function compileCondition(
  base: Pick<Matcher, 'attribute' | 'style'>,
  condition: ConditionSource,
  scope: Scope,
): Matcher {
  if (typeof condition !== 'object' || Array.isArray(condition)) {
    return { ...base, values: resolveValues(condition, scope) };
  }
  if ('not' in condition) return { ...base, values: resolveValues(condition.not, scope), not: true };
  const { atLeast, atMost } = condition as { atLeast?: number | string; atMost?: number | string };
  return {
    ...base,
    ...(atLeast !== undefined && { atLeast: resolveNumber(atLeast, scope) }),
    ...(atMost !== undefined && { atMost: resolveNumber(atMost, scope) }),
  };
}

/** Plain values, with `$name` replaced by what it stands for. */
function resolveValues(values: Scalar | readonly Scalar[], scope: Scope): readonly Scalar[] {
  const list = Array.isArray(values) ? (values as readonly Scalar[]) : [values as Scalar];
  return list.flatMap((value) => {
    const name = referenceName(value);
    return name === undefined ? [value] : (scope.get(name) ?? []);
  }) as readonly Scalar[];
}

/** `pii` of `$pii`. */
export function referenceName(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith('$') ? value.slice(1) : undefined;
}

export function resolveNumber(value: number | string, scope: Scope): number {
  const name = referenceName(value);
  return name === undefined ? Number(value) : Number(scope.get(name));
}

/** Parameters are filled in now; the effect's attributes when there is one. */
function fillParameters(template: string, scope: Scope): string {
  if (![...scope.keys()].some((name) => template.includes(`{${name}}`))) return template;
  return fillTemplate(
    template.replaceAll('{{', '{{{{').replaceAll('}}', '}}}}'),
    (name) => scope.get(name) ?? `{${name}}`,
  );
}
