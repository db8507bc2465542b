/** Do two parts of compiled policies say the same? Where they stand, and in which layer, is no difference. */

/** Key order is the compiler's, so equal meaning is equal text; a false "different" is only too careful. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, withoutPlace) === JSON.stringify(b, withoutPlace);
}

function withoutPlace(key: string, value: unknown): unknown {
  return key === 'location' || key === 'layer' ? undefined : value;
}
