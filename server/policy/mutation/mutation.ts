/** What mutations of commands and of SQL have in common. */
import type { Span } from '../../effects/effect';

/** Another way to write the same thing. Whatever decides on the one has to decide alike on the other. */
export interface Mutation {
  /** In a few words, such as `in a shell of its own`. */
  readonly name: string;
  /** `undefined` where it does not apply, or would say something else. */
  readonly mutate: (text: string) => string | undefined;
}

/** The text with other words at some places, given from left to right. */
export function replaced(text: string, changes: readonly { readonly span: Span; readonly by: string }[]): string {
  return changes.reduceRight(
    (changed, { span, by }) => changed.slice(0, span.start) + by + changed.slice(span.end),
    text,
  );
}
