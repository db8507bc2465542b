/** The packs that ship with the product, ready to be linked into a policy. */
import type { RuleLocation } from '../decision';
import type { CompiledPolicy, LowerLayer } from './compiled';
import type { PackSource } from './schema';

/** Always in force, never loosened. */
export const floorPack = 'core/guard';

/** How the sources of shipped rules begin. */
export const packsFolder = 'policies/';

/** The parts of a pack that decide. */
export const packSections = ['rules', 'limits', 'sequences'] as const;
export type PackSection = (typeof packSections)[number];

/** Does a rule's source stand in the packs, rather than in the repository? */
export function isPackSource(source: string): boolean {
  return source.startsWith(packsFolder);
}

export interface LoadedPack {
  readonly source: PackSource;
  /** Where each rule, limit and sequence stands, parallel to those of `source`. */
  readonly locations: Readonly<Record<PackSection, readonly RuleLocation[]>>;
}

export interface PackLibrary {
  /** By id, without version (`core/git`). */
  readonly packs: ReadonlyMap<string, LoadedPack>;
  /** The layers above the policy that is loaded; none above the first that somebody has written. */
  readonly upper?: UpperLayers;
}

/** What is linked already, and as which layer the next is added. */
export interface UpperLayers {
  readonly policy: CompiledPolicy;
  readonly layer: LowerLayer;
}

/** What the build writes to `packs.json`: enough to decide without a policy file, and the rest as text. */
export interface PackBundle {
  /** Digest of the packs' text: part of the key of everything compiled from them. */
  readonly digest: string;
  /** The policy of a workspace that has none. */
  readonly policy: CompiledPolicy;
  /** JSON of `LoadedPack[]`, parsed only when a policy is compiled. */
  readonly sources: string;
}

export function libraryOf(bundle: PackBundle, upper?: UpperLayers): PackLibrary {
  const packs = JSON.parse(bundle.sources) as LoadedPack[];
  return { packs: new Map(packs.map((pack) => [pack.source.id, pack])), ...(upper && { upper }) };
}

export function majorOf(pack: LoadedPack): string {
  return pack.source.version.split('.')[0] ?? '';
}

/** `core/git@1` → `core/git` and `1`. */
export function splitReference(reference: string): { readonly id: string; readonly major: string } {
  const at = reference.lastIndexOf('@');
  return { id: reference.slice(0, at), major: reference.slice(at + 1) };
}
