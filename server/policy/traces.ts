/** What a decision leaves behind for those after it. */
import type { Finding } from '../decision';
import type { Effect } from '../effects/effect';
import type { Request } from '../request';
import { leavesNothing, type Traces } from '../session/past';
import { refusedEffect } from '../session/refused';
import type { Case } from './precedence';
import type { Verdict } from './verdict';

/**
 * What is let through is counted; a question may be answered with yes. What is refused is known again. Traces of nothing
 * mark the moment from which on a past is known that could not be read.
 */
export function tracesOf(
  verdict: Verdict,
  findings: readonly Finding[],
  effects: readonly Effect[],
  request: Request,
  { facts, rules, course }: Case,
): { readonly traces?: Traces } {
  const at = facts.now.valueOf();
  const refused = verdict === 'deny' && rules.circumstances.has('recent.respelled') ? refusedBy(findings) : [];
  const counts = verdict === 'deny' ? [] : course.counts(rules.overTime);
  const traces = {
    at,
    counts: [...counts, ...facts.sessionCounts(verdict !== 'deny', rules.circumstances)],
    refused: refused.map((index) => refusedEffect(effects[index] as Effect, request, at)),
  };
  return leavesNothing(traces) && facts.pastProblem() === undefined ? {} : { traces };
}

/** Effects that a rule refuses; what is refused because nobody is there was not. */
function refusedBy(findings: readonly Finding[]): readonly number[] {
  const refusing = findings.filter(({ verdict, waivedBy, monitored }) => verdict === 'deny' && !waivedBy && !monitored);
  return [...new Set(refusing.map(({ effect }) => effect))];
}
