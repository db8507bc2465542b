/** Bounds on a shell text, checked before it is parsed. */

export const MAX_SHELL_TEXT = 64 * 1024;
export const MAX_NESTING = 64;
const MAX_BACKTICKS = 1000;

export function isTooLong(text: string): boolean {
  return text.length > MAX_SHELL_TEXT;
}

/** Counts brackets without regard to quotes: an over-estimate, which is the safe side for a bound. */
export function isTooDeep(text: string): boolean {
  let [depth, backticks] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === BACKTICK && ++backticks > MAX_BACKTICKS) return true;
    if (char === OPEN_PAREN || char === OPEN_BRACE) {
      if (++depth > MAX_NESTING) return true;
    } else if ((char === CLOSE_PAREN || char === CLOSE_BRACE) && depth > 0) depth--;
  }
  return false;
}

const BACKTICK = 96;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
