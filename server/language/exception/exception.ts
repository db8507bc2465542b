/** What a policy would have to say so that one refused command may run: nothing wider, and only where it is soft. */
import type { Decision, Finding } from '../../decision';
import { catalogue, type EffectKind, type Environment } from '../../effects/catalogue';
import type { CompiledPolicy } from '../../policy/compiled';
import { restricts } from '../../policy/findings';
import type { Bases } from '../../policy/match';
import type { ConditionSource } from '../../policy/schema';
import { type Conditions, exactConditions } from './exact-conditions';

export interface Exception {
  /** Sets a rule aside that refuses. */
  readonly waivers: readonly Part[];
  /** Allows what is left to the defaults. */
  readonly rules: readonly Part[];
}

export interface Part {
  /** Id of the rule to waive; for a rule to add, the kind it is about. */
  readonly about: string;
  readonly when: Conditions;
  readonly for: Conditions;
}

/** Above this many things a command is not one exception. */
const MAX_PARTS = 6;

/** `undefined` when there is none: a hard rule refuses, or what the command hits cannot be named. */
export function exceptionFor(decision: Decision, policy: CompiledPolicy, bases: Bases): Exception | undefined {
  const rules = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const waivers: Part[] = [];
  const added: Part[] = [];
  for (const finding of decision.findings.filter(restricts)) {
    const rule = rules.get(finding.rule);
    if (rule?.hard || rule?.floor) return undefined;
    if (rule && !addPart(waivers, rule.id, decision, finding, bases)) return undefined;
    const { kind } = decision.effects[finding.effect] ?? {};
    if (kind === undefined || !addPart(added, kind, decision, finding, bases)) return undefined;
  }
  if (added.length === 0 || waivers.length + added.length > MAX_PARTS) return undefined;
  return { waivers, rules: added };
}

function addPart(parts: Part[], about: string, decision: Decision, finding: Finding, bases: Bases): boolean {
  const effect = decision.effects[finding.effect];
  const when = effect && exactConditions(effect, bases);
  if (!effect || !when) return false;
  const part = { about, when, for: circumstances(effect.kind, decision.environments[finding.effect] ?? null) };
  const place = parts.findIndex((one) => merged(one, part) !== undefined);
  const both = merged(parts[place], part);
  if (both) parts[place] = both;
  else parts.push(part);
  return true;
}

/** Who and where it was: what an exception for it holds under. */
export function circumstances(kind: EffectKind, env: Environment | null): Conditions {
  return { actor: 'ai', ...(env !== null && 'env' in catalogue[kind].attributes && { env }) };
}

/** Two parts that differ in one value are one part with both: two columns of a table, two files. */
function merged(one: Part | undefined, other: Part): Part | undefined {
  if (!one || one.about !== other.about || !same(one.for, other.for)) return undefined;
  const names = Object.keys(one.when);
  if (!same(names, Object.keys(other.when))) return undefined;
  const different = names.filter((name) => !same(one.when[name], other.when[name]));
  const [name, ...rest] = different;
  if (name === undefined) return one;
  const values = [valuesOf(one.when[name]), valuesOf(other.when[name])];
  // A list in another place would allow each of these with each of those.
  const listed = names.some((key) => key !== name && Array.isArray(one.when[key]));
  if (rest.length > 0 || listed || !values[0] || !values[1]) return undefined;
  return { ...one, when: { ...one.when, [name]: [...new Set([...values[0], ...values[1]])] } };
}

function valuesOf(condition: ConditionSource | undefined): (string | number | boolean)[] | undefined {
  if (condition === undefined) return undefined;
  if (typeof condition !== 'object') return [condition];
  return Array.isArray(condition) ? condition : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
