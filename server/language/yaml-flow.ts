/** Values as YAML on one line, for what is written into policy files. */

/** A value on one line, as it stands between braces or brackets. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`)
    .join(', ')} }`;
}

/** Text that YAML could read as anything else is quoted; JSON's quoting is YAML's, too. */
export function scalar(value: unknown): string {
  const plain =
    typeof value === 'string' && /^[A-Za-z./~][\w./-]*$/.test(value) && !/^(true|false|null|~)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}
