/**
 * Takes obvious secrets out of text before it is hashed and written: tokens of well-known shape, and values that
 * stand where commands carry secrets. What stays readable is which rule struck: `[REDACTED:github-token]`.
 *
 * Every pattern is bounded in each repetition, and text is cut before it gets here, so scanning is linear.
 */
import { type SecretRule, shellSecretRules, tokenRules } from './secret-rules';

export interface Redaction {
  readonly rule: string;
  readonly count: number;
}

export interface Redacted {
  readonly text: string;
  readonly redactions: readonly Redaction[];
}

const rules: readonly SecretRule[] = [...tokenRules, ...shellSecretRules];

export function redact(text: string): Redacted {
  const counts = new Map<string, number>();
  let clean = text;
  for (const rule of rules) {
    if (!mayMatch(rule, clean)) continue;
    clean = clean.replace(rule.pattern, (...match: unknown[]) => {
      const whole = match[0] as string;
      const { before, secret, after } = (match.at(-1) ?? {}) as Partial<Record<string, string>>;
      const value = secret ?? whole;
      if (isReference(value)) return whole;
      counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
      return `${before ?? ''}[REDACTED:${rule.id}]${after ?? ''}`;
    });
  }
  return { text: clean, redactions: [...counts].map(([rule, count]) => ({ rule, count })) };
}

/** Redacts every string of a record's value, however deep; keys stay. */
export function redactDeep(value: unknown, found: Map<string, number>): unknown {
  if (typeof value === 'string') {
    const { text, redactions } = redact(value);
    for (const { rule, count } of redactions) found.set(rule, Math.max(found.get(rule) ?? 0, count));
    return text;
  }
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, found));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactDeep(member, found)]));
}

function mayMatch(rule: SecretRule, text: string): boolean {
  return rule.keywords.some((keyword) => text.includes(keyword)) || (rule.anyCase === true && anyCaseHit(rule, text));
}

function anyCaseHit(rule: SecretRule, text: string): boolean {
  const lower = text.toLowerCase();
  return rule.keywords.some((keyword) => lower.includes(keyword));
}

/** `$TOKEN`, `$(pass show x)`, `<token>`, `***`: the name of a secret, not the secret; and what is redacted already. */
function isReference(value: string): boolean {
  return /^["']?(?:\$|<|\*{3}|x{4}|\[REDACTED:|%[A-Z])/i.test(value);
}
