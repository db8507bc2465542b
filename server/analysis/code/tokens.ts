/** Tokens of a programming language, as few kinds as finding calls needs. */
import type { Text } from '../../effects/value';

export interface Token {
  readonly type: 'name' | 'string' | 'shell' | 'punct' | 'other';
  /** The name or the sign. */
  readonly text: string;
  /** Value of a string; in part unknown when something is interpolated. */
  readonly value?: Text;
  readonly start: number;
  readonly end: number;
  /** Texts of what is interpolated, which is code too. */
  readonly inner?: readonly string[];
  /** A template right behind a name, which is called with it. */
  readonly tagged?: true;
  /** First on its line. */
  readonly startsLine: boolean;
}

/** How a language writes strings and comments. */
export interface Lexis {
  readonly lineComments: RegExp;
  readonly blockComments?: boolean;
  readonly tripleQuotes?: boolean;
  /** What begins an interpolation in a string of this quote; `prefix` is what stands before it (`f`, `r`). */
  interpolation(quote: string, prefix: string): RegExp | undefined;
  readonly quotes: string;
  /** Backticks run a command. */
  readonly shellQuote?: boolean;
  readonly sigils?: boolean;
  readonly regexLiterals?: boolean;
}
