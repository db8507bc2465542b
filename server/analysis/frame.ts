/** Where in a chain of wrappers something is run, and what that says of every effect there. */
import type { CommonFacets, EnvironmentEvidence } from '../effects/effect';
import { SOMEWHERE } from './place';
import type { RunFacets } from './programs/spec';
import { embedded, type Source, submitted } from './source';

export interface Frame {
  readonly source: Source;
  readonly chain: readonly string[];
  readonly authority: CommonFacets['authority'];
  readonly via: CommonFacets['via'];
  readonly certainty: CommonFacets['certainty'];
  readonly unbounded: boolean;
  /** Paths are those of another machine or container. */
  readonly elsewhere: boolean;
  /** The machine it runs on, when that is another. */
  readonly place?: EnvironmentEvidence;
  readonly depth: number;
}

/** Wrappers around wrappers, files that run files: deeper than this is opaque. */
export const MAX_DEPTH = 24;

export function outermost(text: string, via: Frame['via'] = 'direct'): Frame {
  return {
    source: submitted(text),
    chain: [],
    authority: 'user',
    via,
    certainty: 'certain',
    unbounded: false,
    elsewhere: false,
    depth: 0,
  };
}

/** The frame of what a wrapper runs. */
export function inside(frame: Frame, run: RunFacets): Frame {
  const place = run.place ?? (run.elsewhere && run.via === 'remote' ? SOMEWHERE : undefined);
  return {
    ...frame,
    chain: run.label ? [...frame.chain, run.label] : frame.chain,
    authority: run.authority ?? frame.authority,
    via: run.via ?? frame.via,
    unbounded: frame.unbounded || run.unbounded === true,
    elsewhere: frame.elsewhere || run.elsewhere === true,
    ...(place && { place }),
    depth: frame.depth + 1,
  };
}

export function possibly(frame: Frame): Frame {
  return frame.certainty === 'possible' ? frame : { ...frame, certainty: 'possible' };
}

export function withText(frame: Frame, place: { start: number; end: number }, text: string): Frame {
  return { ...frame, source: embedded(frame.source, place, text) };
}
