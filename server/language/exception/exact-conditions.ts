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
/** They change from one day to the next, or stand in `for`. */
const passing: ReadonlySet<string> = new Set(['env', 'tracked', 'dirty', 'known']);
/** They follow from the path. */
const impliedByPath: ReadonlySet<string> = new Set(['zone', 'class', 'root']);
/** Their attributes do not tell what is done with them: to let one `sudo` through is to let all. */
const boundless: ReadonlySet<EffectKind> = new Set<EffectKind>(['privilege.escalate']);

/**
 * `undefined` when the target cannot be named: it is not known, or known in part, or its name reads as a glob. What an
 * exception cannot name exactly it would allow at large.
 */
export function exactConditions(effect: Effect, bases: Bases): Conditions | undefined {
  if (boundless.has(effect.kind)) return undefined;
  const conditions: Record<string, ConditionSource> = {};
  for (const [name, type] of attributesOf(effect.kind)) {
    const value = attributeOf(effect, name) ?? undefined;
    if (value === undefined || isLeftOut(name, effect)) continue;
    const condition = conditionOn(value, type, bases);
    if (condition === undefined) return undefined;
    if (condition !== everything) conditions[name] = condition;
  }
  return namesTarget(effect.kind, conditions) ? conditions : undefined;
}

function attributesOf(kind: EffectKind): readonly (readonly [string, AttributeType])[] {
  return Object.entries(catalogue[kind].attributes as Readonly<Record<string, AttributeType>>);
}

function isLeftOut(name: string, effect: Effect): boolean {
  return passing.has(name) || (impliedByPath.has(name) && typeof attributeOf(effect, 'path') === 'string');
}

function namesTarget(kind: EffectKind, conditions: Conditions): boolean {
  const targets = attributesOf(kind).filter(([name, type]) => isOpen(type) && !secondary.has(name));
  const named = targets.length === 0 || targets.some(([name]) => name in conditions);
  return named && Object.keys(conditions).length > 0;
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

/** As policies write it: from the workspace or the home folder where it lies in one, so that it holds for everybody. */
function relativePath(path: string, { workspace, home }: Bases): string {
  if (path.startsWith(`${workspace}/`)) return `.${path.slice(workspace.length)}`;
  return home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
