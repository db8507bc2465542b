/** One atomic thing done to one target, as the rest of the product sees it. */
import type { AttributeType, catalogue, commonFacets, EffectKind, Environment } from './catalogue';
import type { Text, Unknown } from './value';

type ValueOf<T extends AttributeType> = T extends readonly string[]
  ? T[number] | Unknown
  : T extends 'bool'
    ? boolean | Unknown
    : T extends 'num'
      ? number | Unknown
      : Text;

/** The attributes of a kind; one that is left out is unknown. */
export type AttributesOf<K extends EffectKind> = {
  readonly [A in keyof (typeof catalogue)[K]['attributes']]?: (typeof catalogue)[K]['attributes'][A] extends AttributeType
    ? ValueOf<(typeof catalogue)[K]['attributes'][A]>
    : never;
};

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where an effect was seen, so that a message can point at it. */
export interface Provenance {
  /** Range in the text that was submitted; for text from a file or a decoded string, the range of what led there. */
  readonly span: Span;
  /** The words that gave it away, at most 200 characters. */
  readonly evidence: string;
  /** Wrappers from the outside in: `['sudo', 'bash -c', 'xargs']`, `['npm run clean', 'scripts/clean.sh']`. */
  readonly chain: readonly string[];
  /** Set when the evidence stands in a file that was resolved and read: absolute path, and the range in it. */
  readonly file?: { readonly path: string; readonly span: Span };
  /** Where it is done, for what the repository there decides on; `null` when that is not known. */
  readonly directory?: string | null;
}

/** Hints about the environment an effect hits, as found in the command. Facts turn them into `env`. */
export interface EnvironmentEvidence {
  readonly dbHost?: Text;
  readonly dbName?: Text;
  readonly dbUser?: Text;
  /** Path of a file database, absolute where it could be resolved. */
  readonly dbFile?: Text;
  /** The database's host is a service of the workspace's own compose file. */
  readonly ownService?: true;
  readonly host?: Text;
  readonly kubeContext?: Text;
  readonly awsProfile?: Text;
  readonly cloudProject?: Text;
  /** `NAME=value` of the variables that name an environment (RAILS_ENV, NODE_ENV, …) in force for the command. */
  readonly envVars?: readonly string[];
}

export interface CommonFacets {
  /** How many targets: one, a bounded many, or no bound known. */
  readonly extent: (typeof commonFacets.extent)[number];
  readonly undo: (typeof commonFacets.undo)[number] | Unknown;
  readonly authority: (typeof commonFacets.authority)[number];
  readonly via: (typeof commonFacets.via)[number];
  readonly certainty: (typeof commonFacets.certainty)[number];
}

export type EffectOf<K extends EffectKind> = K extends EffectKind
  ? { readonly kind: K; readonly at: Provenance; readonly evidence?: EnvironmentEvidence } & AttributesOf<K> &
      CommonFacets
  : never;

export type Effect = EffectOf<EffectKind>;

/**
 * An effect as an analyser states it: facets left out take their defaults (`single`, undo unknown, and what the
 * surrounding chain says of authority, via and certainty); the provenance is added by the walker.
 * `span` narrows the provenance to a part of the analysed text, `directory` tells where it is done.
 */
export type EffectDraftOf<K extends EffectKind> = K extends EffectKind
  ? {
      readonly kind: K;
      readonly span?: Span;
      readonly evidence?: EnvironmentEvidence;
      readonly directory?: string | null;
    } & AttributesOf<K> &
      Partial<CommonFacets>
  : never;

export type EffectDraft = EffectDraftOf<EffectKind>;

/** Reads an attribute of whatever kind by name; `undefined` (left out) means unknown, as `null` does. */
export function attributeOf(effect: Effect, name: string): unknown {
  return (effect as unknown as Record<string, unknown>)[name];
}

export type { Environment };
