/** What the analysis of a request yields. */
import type { Effect } from '../effects/effect';

/** A file that was read to find out what would run: recorded, so that the decision can be checked later. */
export interface ResolvedFile {
  readonly path: string;
  readonly digest: string;
}

export interface Analysis {
  readonly effects: readonly Effect[];
  /** Files whose content the effects were derived from. */
  readonly files: readonly ResolvedFile[];
}
