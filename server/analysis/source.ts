/** Texts within texts: how a place in what is being analysed leads back to what was submitted or to a file. */
import type { Provenance, Span } from '../effects/effect';

export interface Source {
  readonly text: string;
  locate(span: Span): Pick<Provenance, 'span' | 'file'>;
}

export function submitted(text: string): Source {
  return { text, locate: (span) => ({ span: within(span, text) }) };
}

/** Text taken from a place in another: `bash -c '…'`, a here-document. Exact where it stands there as it is. */
export function embedded(outer: Source, place: Span, text: string): Source {
  const offset = offsetOf(text, outer.text.slice(place.start, place.end));
  if (offset < 0) return { text, locate: () => outer.locate(place) };
  const start = place.start + offset;
  return {
    text,
    locate: (span) => outer.locate({ start: start + within(span, text).start, end: start + within(span, text).end }),
  };
}

/** The text of a file that a place in another text leads to. */
export function ofFile(outer: Source, place: Span, path: string, text: string): Source {
  const { span } = outer.locate(place);
  return { text, locate: (inner) => ({ span, file: { path, span: within(inner, text) } }) };
}

function offsetOf(text: string, written: string): number {
  if (text.length === 0) return -1;
  if (written === text) return 0;
  const quoted = written.length === text.length + 2 && /^["']/.test(written);
  return quoted && written.slice(1, -1) === text ? 1 : -1;
}

function within(span: Span, text: string): Span {
  const end = Math.min(Math.max(span.end, 0), text.length);
  return { start: Math.min(Math.max(span.start, 0), end), end };
}
