/** Expressions, as far as the form of a WHERE clause and the columns and functions in it need them. */

export type Expression =
  | { readonly type: 'constant'; readonly value: string | number | boolean | null }
  /** One value, not known here: a parameter, a variable (`@x`), `now()`. */
  | { readonly type: 'value'; readonly variable?: string }
  /** Text that is not known: most likely a value, but it may be columns, or a condition. */
  | { readonly type: 'unseen' }
  | { readonly type: 'column'; readonly qualifier: string | undefined; readonly name: string }
  | { readonly type: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'not'; readonly operand: Expression }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  /** `x IN (…)`, `x = ANY (…)`. */
  | { readonly type: 'in'; readonly operand: Expression; readonly set: Expression; readonly negated: boolean }
  | {
      readonly type: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  /** `x IS NULL`, `x IS NOT TRUE`. */
  | {
      readonly type: 'is';
      readonly operand: Expression;
      readonly what: 'null' | 'true' | 'false' | 'unknown';
      readonly negated: boolean;
    }
  | { readonly type: 'query'; readonly query: QueryShape; readonly exists: boolean }
  /** A condition with text in it that is not known, which need not be a single value. */
  | { readonly type: 'uncertain'; readonly condition: Expression | undefined }
  /** Anything else: a value computed from columns. */
  | { readonly type: 'other' };

/** What an enclosing expression may want to know of a sub-query. */
export interface QueryShape {
  /** A single SELECT without set operations, grouping or limits. */
  readonly plain: boolean;
  /** Its only table; `undefined` when there is none or several. */
  readonly table: string | undefined;
  readonly hasFrom: boolean;
  readonly where: Expression | undefined;
  /** Its only output, when there is one. */
  readonly output: Expression | undefined;
  readonly limit: number | undefined;
  /** Its result depends on the row of the statement around it. */
  readonly correlated: boolean;
}

export const VALUE: Expression = { type: 'value' };
export const UNSEEN: Expression = { type: 'unseen' };
export const OTHER: Expression = { type: 'other' };
