/**
 * From a record to the exact bytes of its line: RFC 8785 (JSON Canonicalization Scheme), after a pass that makes
 * every value representable. Hostile values end as harmless text, never as an exception.
 */
import canonicalize from 'canonicalize';

const maxDepth = 24;
const maxMembers = 2_000;
const loneSurrogate = /[\ud800-\udfff]/;

/** Canonical JSON of any value. */
export function canonicalJson(value: unknown): string {
  return canonicalize(sanitise(value, 0)) ?? 'null';
}

/** Replaces what JSON cannot hold (lone surrogates, non-finite numbers, BigInt, functions) and what is too deep. */
function sanitise(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return wellFormed(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : sanitiseObject(value, depth);
    default:
      return undefined;
  }
}

function sanitiseObject(value: object, depth: number): unknown {
  if (depth >= maxDepth) return '[too deep]';
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? String(value) : value.toISOString();
  if (Array.isArray(value)) return value.slice(0, maxMembers).map((item) => sanitise(item, depth + 1) ?? null);
  const clean = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value).slice(0, maxMembers)) {
    const cleanMember = sanitise(member, depth + 1);
    if (cleanMember !== undefined) clean[wellFormed(key)] = cleanMember;
  }
  return clean;
}

/** Lone surrogates become U+FFFD, by way of UTF-8. */
function wellFormed(text: string): string {
  return loneSurrogate.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}
