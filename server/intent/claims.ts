/** Reads an agent's own words: what they claim will be done, and what they say will not. */
import type { Impact } from '../effects/catalogue';
import { claimOf, type Scope } from './lexicon';

export interface Claims {
  readonly claimed: ReadonlySet<Impact>;
  /** Said not to happen (`without deleting`, `read-only`). */
  readonly denied: ReadonlySet<Impact>;
  readonly scopes: ReadonlySet<Scope>;
}

const MAX_TEXT = 4000;

/** Nothing but looking. */
const READ_ONLY =
  /\b(read[- ]?only|dry[- ]?run|no[- ]op|non[- ]?destructive|without (any )?(changes|side effects|modif\w+)|no (changes|modifications|side effects)|(will|does|do) not (change|modify|affect) any\w*|(only|just|simply) (looks?|reads?|lists?|shows?|prints?|checks?|inspects?|displays?|views?))\b/;

/** The next few words after these are denied. */
const NEGATION = /^(not|never|without|don't|doesn't|won't|isn't|avoid|avoiding|no|cannot|dont|instead)$/;
const REACH = 4;

export function readClaims(text: string): Claims {
  const claimed = new Set<Impact>();
  const denied = new Set<Impact>();
  const scopes = new Set<Scope>();
  const plain = text.slice(0, MAX_TEXT).toLowerCase().replaceAll('’', "'");
  let negatedFor = 0;
  for (const word of plain.match(/[a-z']+|[.;:!?\n]/g) ?? []) {
    if (/^[.;:!?\n]$/.test(word)) negatedFor = 0;
    else if (NEGATION.test(word)) negatedFor = REACH;
    else {
      const claim = claimOf(word);
      if (claim && negatedFor > 0) denied.add(claim.impact);
      else if (claim) {
        claimed.add(claim.impact);
        scopes.add(claim.scope);
      }
      negatedFor--;
    }
  }
  if (READ_ONLY.test(plain)) for (const impact of CHANGING) denied.add(impact);
  return { claimed, denied, scopes };
}

const CHANGING: readonly Impact[] = ['modify', 'destroy', 'disclose', 'grant', 'control'];
