/** The words of the catalogue as policies write them: kinds and families, attributes and their types. */
import {
  type AttributeType,
  catalogue,
  commonFacets,
  contextAttributes,
  type EffectKind,
  effectKinds,
  type Impact,
  impactOf,
  isEffectKind,
  kindAttributes,
} from '../effects/catalogue';
import type { MatchStyle } from './compiled';

/** The kinds that `fs.delete`, `db.rows.*` or `*` stand for; `undefined` when there are none. */
export function kindsOf(selector: string): readonly EffectKind[] | undefined {
  if (isEffectKind(selector)) return [selector];
  if (selector === '*') return effectKinds;
  if (!selector.endsWith('.*')) return undefined;
  const family = effectKinds.filter((kind) => kind.startsWith(selector.slice(0, -1)));
  return family.length > 0 ? family : undefined;
}

/** Every selector that is understood. */
export const kindSelectors: readonly string[] = [
  ...effectKinds,
  ...new Set(
    effectKinds.flatMap((kind) =>
      kind
        .split('.')
        .slice(0, -1)
        .map((_, depth, parts) => `${parts.slice(0, depth + 1).join('.')}.*`),
    ),
  ),
  '*',
];

export interface Selection {
  readonly effects?: readonly string[] | undefined;
  readonly impact?: readonly Impact[] | undefined;
  readonly when?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The kinds a rule speaks about, in catalogue order. A kind that came in by a family or an impact and lacks an
 * attribute that is asked for is not meant.
 */
export function selectedKinds({ effects, impact, when }: Selection): readonly EffectKind[] {
  const named = new Set(effects?.flatMap((selector) => kindsOf(selector) ?? []) ?? effectKinds);
  const wanted = Object.keys(when ?? {});
  return effectKinds.filter(
    (kind) =>
      named.has(kind) &&
      (impact === undefined || impact.includes(impactOf(kind))) &&
      (effects?.includes(kind) || wanted.every((name) => attributeType(kind, name) !== undefined)),
  );
}

/** The name an attribute has on effects: policies say `kind` where effects cannot. */
export function attributeName(kind: EffectKind, name: string): string {
  return name === 'kind' && kind in kindAttributes ? kindAttributes[kind as keyof typeof kindAttributes] : name;
}

export function attributeType(kind: EffectKind, name: string): AttributeType | undefined {
  const own = catalogue[kind].attributes as Readonly<Record<string, AttributeType>>;
  const real = attributeName(kind, name);
  if (Object.hasOwn(own, real)) return own[real];
  return Object.hasOwn(commonFacets, name) ? commonFacets[name as keyof typeof commonFacets] : undefined;
}

/**
 * The kinds of a rule that a waiver of it is about: those with every attribute that it names; on others these stay
 * unknown, and a waiver matches only for certain. All of them when no kind has them all, which is an error.
 */
export function waivedKinds(kinds: readonly EffectKind[], when: Readonly<Record<string, unknown>> = {}) {
  const meant = kinds.filter((kind) => Object.keys(when).every((name) => attributeType(kind, name) !== undefined));
  return meant.length > 0 ? meant : kinds;
}

/** Names that `when` understands for a kind. */
export function attributeNames(kind: EffectKind): readonly string[] {
  const own = Object.keys(catalogue[kind].attributes);
  return [...own, ...(kind in kindAttributes ? ['kind'] : []), ...Object.keys(commonFacets)];
}

export function contextType(name: string): AttributeType | undefined {
  return Object.hasOwn(contextAttributes, name) ? contextAttributes[name as keyof typeof contextAttributes] : undefined;
}

const databaseNames: ReadonlySet<string> = new Set(['table', 'name', 'column', 'object']);

/** How the words of a condition are compared with the attribute. */
export function matchStyle(type: AttributeType, name: string, kind?: EffectKind): MatchStyle {
  if (type === 'path' || type === 'host') return type;
  if (type !== 'str') return 'exact';
  return kind?.startsWith('db.') && databaseNames.has(name) ? 'name' : 'text';
}
