/** What the analysis of a request yields. */
import type { Effect } from '../effects/effect';

/** A file that was read to find out what would run: recorded, so that the decision can be checked later. */
export interface ResolvedFile {
  readonly path: string;
  readonly digest: string;
}

/** When an effect is brought about, first and last; equal moments are of one command, whose order is not known. */
export interface Moments {
  readonly first: number;
  readonly last: number;
  /** By how many commands and statements. */
  readonly times: number;
}

export interface Analysis {
  readonly effects: readonly Effect[];
  /** Parallel to `effects`; one after the other, each once, when left out. */
  readonly moments?: readonly Moments[];
  /** Files whose content the effects were derived from. */
  readonly files: readonly ResolvedFile[];
}
