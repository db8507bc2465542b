/**
 * Attribute values, and what it means not to know one.
 *
 * The analysis says only what it knows. A value is known, known in part (a pattern), or unknown, and that survives
 * serialisation: an unknown is `null` in JSON, a pattern an object.
 */

/** "Nothing is known about this value." Never the same as "absent" or "harmless". */
export const UNKNOWN = null;
export type Unknown = typeof UNKNOWN;

/**
 * Text of which only the ends are known: `/tmp/$x.log` is `{ prefix: '/tmp/', suffix: '.log' }`.
 * `glob` tells that the shell expands it to existing names (`*.log`), so the middle has no `..` component.
 */
export interface Pattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly glob: boolean;
}

/** Text as far as it is known. */
export type Text = string | Pattern | Unknown;

export function isPattern(value: unknown): value is Pattern {
  return typeof value === 'object' && value !== null && 'prefix' in value;
}

export function isKnown<T>(value: T | Pattern | Unknown): value is Exclude<T, Pattern | Unknown> {
  return value !== UNKNOWN && !isPattern(value);
}

/** The first of them that says anything: to be unknown is to say something. */
export function firstStated<T extends Text>(...values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}

/** The known beginning of a text. */
export function headOf(text: Text | undefined): string {
  return typeof text === 'string' ? text : (text?.prefix ?? '');
}

/** For people: the text, `/tmp/….log` for a pattern, `?` for an unknown. */
export function displayText(value: Text): string {
  if (value === UNKNOWN) return '?';
  if (typeof value === 'string') return value;
  return `${value.prefix}${value.glob ? '*' : '…'}${value.suffix}`;
}

/** The answer to "does it match?" when values may be unknown. */
export type Tri = 'yes' | 'no' | 'maybe';
