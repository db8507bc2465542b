/** Reads JSON that somebody else wrote: every look answers with the right type or nothing. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The first of the named fields that is text. */
export function textOf(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** All texts in a field that is a text or a list of texts. */
export function textsOf(fields: Fields, ...names: readonly string[]): string[] {
  return names.flatMap((name) => listOf(fields[name])).filter((value) => typeof value === 'string');
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
