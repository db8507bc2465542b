/** A part of a document that would be run: what to decide on, and how its text lies in the document. */
import type { Span } from '../../effects/effect';
import type { Action, Channel, SqlDialect } from '../../request';

export interface Fragment {
  readonly action: Action;
  /** Shown as "the command". */
  readonly title: string;
  readonly channel: Channel;
  /** Absolute directory it would run in. */
  readonly cwd: string;
  /** What to mark when nothing more exact is known. */
  readonly whole: Span;
  /** From a range of the action's text to the range of the document; `undefined` when the two don't correspond. */
  toDocument(span: Span): Span | undefined;
}

/** What the document is, for finding fragments; no editor types. */
export interface Source {
  /** Absolute. */
  readonly path: string;
  readonly language: string;
  readonly text: string;
  /** How SQL is read that does not say it itself. */
  readonly dialect?: SqlDialect;
  /** Absolute root of the workspace folder it belongs to. */
  readonly workspace: string;
}
