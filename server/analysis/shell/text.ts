/** Arithmetic of text that is known in part: what concatenation and choice leave known. */
import { isPattern, type Pattern, type Text, UNKNOWN } from '../../effects/value';
import { HOLE } from '../sql/token';

/** Longer values are forgotten, so that `a=$a$a` in a loop cannot grow without bound. */
const MAX_TEXT = 64 * 1024;

export function concat(left: Text, right: Text): Text {
  if (typeof left === 'string' && typeof right === 'string') return bounded(left + right);
  const [a, b] = [endsOf(left), endsOf(right)];
  const prefix = typeof left === 'string' ? left + b.prefix : a.prefix;
  const suffix = typeof right === 'string' ? a.suffix + right : b.suffix;
  return remember(patternOf(prefix, suffix, a.glob && b.glob), withHoles(left) + withHoles(right));
}

/**
 * What is known between the unknown parts of concatenated text. Only readers of SQL want it, so it is kept beside the
 * patterns, which stay the two ends that effects show and policies match.
 */
const between = new WeakMap<Pattern, string>();

/** The text with U+FFFC for every part that is not known. */
export function withHoles(text: Text): string {
  if (typeof text === 'string') return text;
  return isPattern(text) ? (between.get(text) ?? `${text.prefix}${HOLE}${text.suffix}`) : HOLE;
}

function remember(text: Text, parts: string): Text {
  if (isPattern(text) && parts.length <= MAX_TEXT) between.set(text, parts);
  return text;
}

/** Either of two values: only what they have in common is known. */
export function either(left: Text, right: Text): Text {
  if (left === right) return left;
  const [a, b] = [endsOf(left), endsOf(right)];
  const prefix = commonPrefix(a.prefix, b.prefix);
  const suffix = reverse(commonPrefix(reverse(a.suffix), reverse(b.suffix)));
  return patternOf(prefix, suffix, false);
}

/** Text that is unknown but certain to hold no slash and no white space (a process id, a date, a hash). */
export const TOKEN: Pattern = { prefix: '', suffix: '', glob: true };

export function mapKnown(text: Text, change: (known: string) => Text): Text {
  return typeof text === 'string' ? change(text) : UNKNOWN;
}

/** The part that is known to stand at the beginning. */
export function knownPrefix(text: Text): string {
  return endsOf(text).prefix;
}

function endsOf(text: Text): Pattern {
  if (typeof text === 'string') return { prefix: text, suffix: text, glob: true };
  return isPattern(text) ? text : { prefix: '', suffix: '', glob: false };
}

function patternOf(prefix: string, suffix: string, glob: boolean): Text {
  if (!glob && prefix === '' && suffix === '') return UNKNOWN;
  return { prefix: prefix.slice(0, MAX_TEXT), suffix: suffix.slice(-MAX_TEXT), glob };
}

function bounded(text: string): Text {
  if (text.length <= MAX_TEXT) return text;
  return { prefix: text.slice(0, 1024), suffix: text.slice(-1024), glob: false };
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
