/** YAML with the places of everything. Parsing is most of what a policy file costs, and several ask for the same text. */
import { type Document, LineCounter, parseDocument } from 'yaml';

export interface ParsedYaml {
  readonly yaml: Document;
  readonly lines: LineCounter;
}

const maxRecent = 4;
const recent = new Map<string, ParsedYaml>();

/** What it gives is shared: to be looked at, not to be changed. */
export function parseYaml(text: string): ParsedYaml {
  const parsed = recent.get(text) ?? parse(text);
  recent.delete(text);
  recent.set(text, parsed);
  const [oldest] = recent.keys();
  if (recent.size > maxRecent && oldest !== undefined) recent.delete(oldest);
  return parsed;
}

function parse(text: string): ParsedYaml {
  const lines = new LineCounter();
  const options = { uniqueKeys: true, stringKeys: true, prettyErrors: false, logLevel: 'silent' } as const;
  return { yaml: parseDocument(text, { lineCounter: lines, ...options }), lines };
}
