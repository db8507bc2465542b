/**
 * The patterns of gitignore(5). A file with a pattern that is not read here (escapes, all but the plainest brackets, `**`
 * within a name) is not understood as a whole: then git has to be asked.
 */
import { hasWildcard, literalPrefix, literalSuffix, matchesGlob } from '../../policy/glob';
import { type ByteString, withoutCapitals } from './byte-string';

export interface IgnoreRule {
  /** Begins with `!`: what matches is not ignored after all. */
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** Has no slash: holds for the last name of a path, at every depth. */
  readonly nameOnly: boolean;
  readonly globs: readonly string[];
}

export function parseIgnoreFile(text: string): readonly IgnoreRule[] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const patterns = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/\r$/, '').replace(/ +$/, ''))
    .filter((line) => line !== '');
  const rules = patterns.map(parsePattern);
  return rules.every((rule) => rule !== undefined) ? rules : undefined;
}

function parsePattern(line: string): IgnoreRule | undefined {
  const negated = line.startsWith('!');
  const pattern = negated ? line.slice(1) : line;
  const foldersOnly = pattern.endsWith('/');
  const path = foldersOnly ? pattern.slice(0, -1) : pattern;
  const nameOnly = !path.includes('/');
  const globs = expandBrackets(path.replace(/^\//, ''));
  if (globs === undefined || path.includes('\\') || hasOddStars(path)) return undefined;
  return { negated, foldersOnly, nameOnly, globs };
}

/** Two stars and more mean several folders only as a whole name. */
function hasOddStars(path: string): boolean {
  return path.split('/').some((name) => name.includes('**') && name !== '**');
}

const maxGlobs = 64;

/** `*.py[co]` is `*.pyc` and `*.pyo`. */
function expandBrackets(pattern: string): readonly string[] | undefined {
  const [, before = '', members = '', after = ''] = /^([^[]*)\[([\w.~+]+)\](.*)$/s.exec(pattern) ?? [];
  if (members === '') return pattern.includes('[') ? undefined : [pattern];
  const rest = expandBrackets(after);
  const globs = rest?.flatMap((end) => [...members].map((member) => before + member + end));
  return globs === undefined || globs.length > maxGlobs ? undefined : globs;
}

/** A path that rules look at. */
export interface Candidate {
  /** Relative to the folder of the rules' file. */
  readonly path: ByteString;
  readonly isFolder: boolean;
  /** Do capitals make no difference? */
  readonly ignoreCase: boolean;
}

/** What the last rule that matches says. */
export function isIgnoredBy(rules: readonly IgnoreRule[], candidate: Candidate): boolean | undefined {
  const fold = (text: ByteString) => (candidate.ignoreCase ? withoutCapitals(text) : text);
  const path = fold(candidate.path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const last = rules.findLast(
    ({ foldersOnly, nameOnly, globs }) =>
      (candidate.isFolder || !foldersOnly) && globs.some((glob) => matches(fold(glob), nameOnly ? name : path)),
  );
  return last && !last.negated;
}

/** Most patterns are a literal and one star, and most paths end otherwise. */
function matches(glob: string, text: string): boolean {
  if (!hasWildcard(glob)) return glob === text;
  if (!text.startsWith(literalPrefix(glob)) || !text.endsWith(literalSuffix(glob))) return false;
  return matchesGlob(glob, text, '/');
}
