/** The conditions that hold for one effect and as little else as possible. */
import { type AttributeType, catalogue, type EffectKind } from '../../effects/catalogue';
import { attributeOf, type Effect } from '../../effects/effect';
import type { Bases } from '../../policy/match';
import type { ConditionSource } from '../../policy/schema';

export type Conditions = Readonly<Record<string, ConditionSource>>;

/** Open attributes that say with what or for whom, not what is hit. */
const secondary: ReadonlySet<string> = new Set(
  'tool manager provider service lang scheme namespace context grantee user vendor registry agent'.split(' '),
);
/** They follow from the path, or change from one day to the next. */
const derived: ReadonlySet<string> = new Set(['env', 'tracked', 'dirty', 'known']);
const impliedByPath: ReadonlySet<string> = new Set(['zone', 'class', 'root']);

/**
 * `undefined` when the target cannot be named: it is not known, or known in part, or its name reads as a glob. What an
 * exception cannot name exactly it would allow at large. `kinds` are all that the conditions have to fit.
 */
export function exactConditions(effect: Effect, kinds: readonly EffectKind[], bases: Bases): Conditions | undefined {
  const attributes: Readonly<Record<string, AttributeType>> = catalogue[effect.kind].attributes;
  const shared = Object.entries(attributes).filter(([name]) =>
    kinds.every((kind) => name in catalogue[kind].attributes),
  );
  const conditions: Record<string, ConditionSource> = {};
  for (const [name, type] of shared) {
    const value = attributeOf(effect, name) ?? undefined;
    if (
      value === undefined ||
      derived.has(name) ||
      (impliedByPath.has(name) && typeof effectPath(effect) === 'string')
    ) {
      continue;
    }
    const condition = conditionOn(value, type, bases);
    if (condition === undefined) return undefined;
    if (condition !== everything) conditions[name] = condition;
  }
  const primary = Object.entries(attributes).filter(([name, type]) => isOpen(type) && !secondary.has(name));
  const named = primary.length === 0 || primary.some(([name]) => name in conditions);
  return named && Object.keys(conditions).length > 0 ? conditions : undefined;
}

/** What `SELECT *` reads: every column. To leave the condition out means the same. */
const everything = '*';

function conditionOn(value: unknown, type: AttributeType, bases: Bases): ConditionSource | undefined {
  if (typeof value === 'number') return { atMost: value };
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (value === everything || !isOpen(type)) return value;
  if (/[*?]/.test(value) || value.startsWith('$')) return undefined;
  return type === 'path' ? relativePath(value, bases) : value;
}

function isOpen(type: AttributeType): boolean {
  return type === 'str' || type === 'path' || type === 'host';
}

function effectPath(effect: Effect): unknown {
  return attributeOf(effect, 'path');
}

/** As policies write it: from the workspace or the home folder where it lies in one, so that it holds for everybody. */
function relativePath(path: string, { workspace, home }: Bases): string {
  if (path.startsWith(`${workspace}/`)) return `.${path.slice(workspace.length)}`;
  return home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
