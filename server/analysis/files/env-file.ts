/** Reads the text of a `.env` file: `NAME=value` lines, as tools agree on them. */
import { type Text, UNKNOWN } from '../../effects/value';

/** Of a name with several values, and of what other variables are put into, nothing is known. */
export function variablesIn(text: string): ReadonlyMap<string, Text> {
  const variables = new Map<string, Text>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, written = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const value = textOf(written.trim());
    variables.set(name, variables.has(name) && variables.get(name) !== value ? UNKNOWN : value);
  }
  return variables;
}

/** Text over several lines is not worked out. */
function textOf(written: string): Text {
  const [, quote, inner = ''] = /^(['"])(.*)\1\s*(?:#.*)?$/.exec(written) ?? [];
  if (quote === undefined && /^['"]/.test(written)) return UNKNOWN;
  const value = quote === undefined ? written.replace(/\s+#.*$/, '') : inner;
  return quote === "'" || !/[$\\`]/.test(value) ? value : UNKNOWN;
}
