/** The four answers, from the most lenient to the strictest. */
export const verdicts = ['allow', 'warn', 'ask', 'deny'] as const;
export type Verdict = (typeof verdicts)[number];

const rank: Record<Verdict, number> = { allow: 0, warn: 1, ask: 2, deny: 3 };

export function stricter(a: Verdict, b: Verdict): Verdict {
  return rank[a] >= rank[b] ? a : b;
}

export function isStricter(a: Verdict, b: Verdict): boolean {
  return rank[a] > rank[b];
}

/** Does nothing run before somebody has said more? */
export function holdsUp(verdict: Verdict): boolean {
  return isStricter(verdict, 'warn');
}

/** Is the new answer no weaker, whoever is there? A question that passes unanswered is not stricter than a warning. */
export function holds(before: Verdict, after: Verdict, unattended: Verdict): boolean {
  if (isStricter(before, after)) return false;
  return after !== 'ask' || before === 'ask' || unattended !== 'allow';
}
