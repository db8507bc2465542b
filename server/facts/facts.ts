/** What the circumstances of a request are, as far as evidence tells. Asked lazily: a provider costs time. */
import type { ContextAttribute, Environment } from '../effects/catalogue';
import type { Effect } from '../effects/effect';
import type { Count, Past, Scope } from '../session/past';

export interface Facts {
  /** An attribute of an effect; where the analysis left it unknown, what facts can say. `null` is unknown. */
  attribute(index: number, name: string): unknown;
  /** The environment that an effect hits. `null` when it cannot be told. */
  environment(index: number): Environment | null;
  /** A circumstance of an effect; most are those of the whole request. */
  context(index: number, name: ContextAttribute): unknown;
  /** The effects with everything that was derived so far filled in. */
  effects(): readonly Effect[];
  /** What is remembered of the time before the request. */
  past(scope: Scope): Past;
  /** Why something of that time is not known, if it was asked for. */
  pastProblem(): string | undefined;
  /** What to remember of this request for the circumstances that are looked at, when it is let through or refused. */
  sessionCounts(letThrough: boolean, lookedAt: ReadonlySet<string>): readonly Count[];
  readonly workspace: string;
  readonly home: string;
  readonly now: Date;
}
