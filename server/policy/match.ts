/** Tri-state matching of one condition against one value that may be unknown. */
import type { Text, Tri } from '../effects/value';
import { isPattern } from '../effects/value';
import type { Matcher, Scalar } from './compiled';
import { matchName } from './match-name';
import { matchText } from './match-text';

/** What relative path globs are relative to. */
export interface Bases {
  readonly workspace: string;
  readonly home: string;
}

export function matchValue(matcher: Matcher, value: unknown, bases: Bases): Tri {
  const plain = matchPlain(matcher, value ?? null, bases);
  return matcher.not ? inverse(plain) : plain;
}

/** All must hold: `no` beats `maybe` beats `yes`. */
export function both(a: Tri, b: Tri): Tri {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes';
}

function inverse(tri: Tri): Tri {
  return tri === 'yes' ? 'no' : tri === 'no' ? 'yes' : 'maybe';
}

function matchPlain(matcher: Matcher, value: unknown, bases: Bases): Tri {
  if (matcher.values === undefined) return matchRange(matcher, value);
  let best: Tri = 'no';
  for (const wanted of matcher.values) {
    const tri = matchScalar(matcher, wanted, value, bases);
    if (tri === 'yes') return 'yes';
    if (tri === 'maybe') best = 'maybe';
  }
  return best;
}

function matchRange(matcher: Matcher, value: unknown): Tri {
  if (typeof value !== 'number') return 'maybe';
  return value >= (matcher.atLeast ?? -Infinity) && value <= (matcher.atMost ?? Infinity) ? 'yes' : 'no';
}

function matchScalar(matcher: Matcher, wanted: Scalar, value: unknown, bases: Bases): Tri {
  if (typeof wanted === 'string' && matcher.style !== 'exact' && isText(value)) {
    return matchStyled(matcher, wanted, value, bases);
  }
  if (value === null || isPattern(value)) return 'maybe';
  return value === wanted ? 'yes' : 'no';
}

function matchStyled(matcher: Matcher, glob: string, text: Text, bases: Bases): Tri {
  switch (matcher.style) {
    case 'name':
      return matchName(glob, text);
    case 'host':
      return matchHost(glob, text);
    case 'path':
      return matchText(absoluteGlob(glob, bases), text, '/');
    default:
      return matchText(glob, text, '/');
  }
}

/** Host names know no case; `github.com/acme/*` is matched with the path that follows the host. */
export function matchHost(glob: string, text: Text): Tri {
  const separator = glob.includes('/') ? '/' : '.';
  if (typeof text === 'string') return matchText(glob.toLowerCase(), text.toLowerCase(), separator);
  return matchText(glob, text, separator);
}

/** Relative globs start at the workspace, `~/` at the home folder; those that begin with `**` match anywhere. */
function absoluteGlob(glob: string, bases: Bases): string {
  if (glob.startsWith('/') || glob.startsWith('**') || /^[A-Za-z]:[\\/]/.test(glob)) return glob;
  if (glob === '~' || glob.startsWith('~/')) return bases.home + glob.slice(1);
  return `${bases.workspace}/${glob.replace(/^\.\//, '')}`;
}

function isText(value: unknown): value is Text {
  return value === null || typeof value === 'string' || isPattern(value);
}
