/** Globs: `*` and `?` stop at the separator, `**` does not. Linear in pattern × text, no regular expressions. */

/** Does the glob match the whole text? */
export function matchesGlob(glob: string, text: string, separator: '/' | '.'): boolean {
  if (!hasWildcard(glob)) return glob === text;
  const { tokens, literals } = readGlob(glob, separator);
  // Nearly always some literal part is missing, and to see that is far cheaper than to read the text token by token.
  if (!literals.every((literal) => text.includes(literal))) return false;
  let reachable = closure(tokens, new Set([0]), true);
  for (const char of text) {
    if (reachable.size === 0) return false;
    reachable = closure(tokens, step(tokens, reachable, char, separator), char === separator);
  }
  return reachable.has(tokens.length);
}

/**
 * Does the glob match every text that begins with `prefix` and ends with `suffix`, whatever stands between? Sound, not
 * complete: only `**` is trusted to cover what is not known, and `**` + separator + `*`, which take the whole segments
 * and the last one between them.
 */
export function coversBetween(glob: string, prefix: string, suffix: string, separator: '/' | '.'): boolean {
  const { tokens } = readGlob(glob, separator);
  const before = read(tokens, closure(tokens, new Set([0]), true), prefix, separator);
  const absorbing = [...before].filter(
    (at) =>
      tokens[at] === 'globstar' ||
      tokens[at] === 'folders' ||
      (tokens[at] === 'star' && tokens[at - 1] === 'folders' && before.has(at - 1)),
  );
  return read(tokens, closure(tokens, new Set(absorbing), false), suffix, separator).has(tokens.length);
}

/** Does the glob match any text at all that begins with `prefix` and ends with `suffix`? */
export function reachesBetween(glob: string, prefix: string, suffix: string, separator: '/' | '.'): boolean {
  const { tokens } = readGlob(glob, separator);
  const before = read(tokens, closure(tokens, new Set([0]), true), prefix, separator);
  if (before.size === 0) return false;
  // Some text leads from a place in the glob to every later one.
  const first = Math.min(...before);
  const later = Array.from({ length: tokens.length + 1 - first }, (_, index) => first + index);
  return read(tokens, new Set(later), suffix, separator).has(tokens.length);
}

/** The places in the glob that reading the text leads to. */
function read(tokens: readonly Token[], from: Set<number>, text: string, separator: string): Set<number> {
  let reachable = from;
  for (const char of text) reachable = closure(tokens, step(tokens, reachable, char, separator), char === separator);
  return reachable;
}

export function hasWildcard(glob: string): boolean {
  return glob.includes('*') || glob.includes('?');
}

/** The literal text before the first wildcard. */
export function literalPrefix(glob: string): string {
  const at = glob.search(/[*?]/);
  return at < 0 ? glob : glob.slice(0, at);
}

/** The literal text after the last wildcard. */
export function literalSuffix(glob: string): string {
  return glob.slice(Math.max(glob.lastIndexOf('*'), glob.lastIndexOf('?')) + 1);
}

type Token = { readonly char: string } | 'one' | 'star' | 'globstar' | 'folders';

interface Glob {
  readonly tokens: readonly Token[];
  /** What stands between the wildcards: all of it is in every text that matches. */
  readonly literals: readonly string[];
}

/** Globs of a policy are matched over and over. */
const globsRead = { '/': new Map<string, Glob>(), '.': new Map<string, Glob>() };
const globsKept = 5000;

function readGlob(glob: string, separator: '/' | '.'): Glob {
  const kept = globsRead[separator];
  const known = kept.get(glob);
  if (known) return known;
  const tokens = tokenize(glob, separator);
  const read = { tokens, literals: literalsOf(tokens) };
  if (kept.size >= globsKept) kept.clear();
  kept.set(glob, read);
  return read;
}

function literalsOf(tokens: readonly Token[]): readonly string[] {
  const parts = [''];
  for (const token of tokens) {
    if (typeof token === 'object') parts.push((parts.pop() ?? '') + token.char);
    else parts.push('');
  }
  return parts.filter((part) => part !== '');
}

/** `**` + separator is `folders`: any number of whole segments, none included. */
function tokenize(glob: string, separator: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < glob.length; ) {
    const atSegment = at === 0 || glob[at - 1] === separator;
    if (atSegment && glob.startsWith(`**${separator}`, at)) {
      tokens.push('folders');
      at += 3;
    } else if (glob.startsWith('**', at)) {
      tokens.push('globstar');
      at += 2;
    } else {
      const char = String.fromCodePoint(glob.codePointAt(at) ?? 0);
      tokens.push(char === '*' ? 'star' : char === '?' ? 'one' : { char });
      at += char.length;
    }
  }
  return tokens;
}

function step(tokens: readonly Token[], from: ReadonlySet<number>, char: string, separator: string): Set<number> {
  const next = new Set<number>();
  for (const at of from) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (token === 'globstar' || token === 'folders') next.add(at);
    else if (token === 'star') {
      if (char !== separator) next.add(at);
    } else if (token === 'one' ? char !== separator : token.char === char) next.add(at + 1);
  }
  return next;
}

/** Adds the positions reachable without reading: wildcards may match nothing; `folders` only ends after a separator. */
function closure(tokens: readonly Token[], from: Set<number>, atSegment: boolean): Set<number> {
  for (const at of from) {
    const token = tokens[at];
    if (token === 'star' || token === 'globstar' || (token === 'folders' && atSegment)) from.add(at + 1);
  }
  return from;
}
