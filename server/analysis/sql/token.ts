/** The words of SQL. */
export type TokenType =
  | 'word'
  | 'name'
  | 'string'
  | 'number'
  | 'param'
  | 'op'
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | ';'
  | '.'
  | 'hole'
  | 'bad'
  | 'end';

export interface Token {
  readonly type: TokenType;
  /** Words in lower case; names and strings without their quotes, escapes undone only where they are simple. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Stands for text that is not known (a shell variable inside a `-c` string). What it stands for may be anything, so
 * the statement is read around it and marked as not fully known.
 */
export const HOLE = '\uFFFC';
