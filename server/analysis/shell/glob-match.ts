/** Matching by shell patterns, for `case`, `${x%pattern}` and the like, in time proportional to both lengths. */

export interface GlobPattern {
  test(text: string): boolean;
}

/** Takes one character, or is `*`. */
type Token = '*' | ((char: string) => boolean);

/** `undefined` for patterns that are not read (extended globs). */
export function globPattern(pattern: string): GlobPattern | undefined {
  if (/[?*+@!]\(/.test(pattern)) return undefined;
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '*') tokens.push('*');
    else if (char === '?') tokens.push(() => true);
    else if (char === '[' && pattern.indexOf(']', at + 2) > 0) {
      const end = pattern.indexOf(']', at + 2);
      tokens.push(bracket(pattern.slice(at + 1, end)));
      at = end;
    } else {
      const literal = char === '\\' && at + 1 < pattern.length ? pattern[++at]! : char;
      tokens.push((other) => other === literal);
    }
  }
  return { test: (text) => matches(tokens, text) };
}

/** Greedy, going back to the last star only, which is enough for patterns of this kind. */
function matches(tokens: readonly Token[], text: string): boolean {
  let [at, token, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const current = tokens[token];
    if (current === '*') {
      star = token++;
      mark = at;
    } else if (current?.(text[at]!)) {
      at++;
      token++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++mark;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}

function bracket(inner: string): (char: string) => boolean {
  const negated = /^[!^]/.test(inner);
  const set = inner.slice(negated ? 1 : 0);
  return (char) => contains(set, char) !== negated;
}

function contains(set: string, char: string): boolean {
  if (set.includes('[:')) return true;
  for (let at = 0; at < set.length; at++) {
    if (set[at + 1] === '-' && at + 2 < set.length) {
      if (set[at]! <= char && char <= set[at + 2]!) return true;
      at += 2;
    } else if (set[at] === char) return true;
  }
  return false;
}
