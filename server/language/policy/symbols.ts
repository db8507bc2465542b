/** The outline of a policy file: its sections with the rules, tables, lists, waivers or scenarios in them. */

import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isMap, isSeq } from 'yaml';
import type { Span } from '../../effects/effect';
import { type Entry, sectionsOf } from './outline';
import { type PolicyText, scalarText } from './policy-text';

const kinds: Readonly<Record<string, SymbolKind>> = {
  extends: SymbolKind.Package,
  lists: SymbolKind.Array,
  parameters: SymbolKind.Variable,
  tables: SymbolKind.Struct,
  rules: SymbolKind.Function,
  scenarios: SymbolKind.Function,
  limits: SymbolKind.Number,
  sequences: SymbolKind.Event,
  waivers: SymbolKind.Event,
  properties: SymbolKind.Boolean,
  grants: SymbolKind.Key,
};

export function symbolsOf(text: PolicyText, document: TextDocument): DocumentSymbol[] {
  return sectionsOf(text)
    .filter(({ name, entries }) => name in kinds && entries.length > 0)
    .map(({ name, span, nameSpan, entries }) => ({
      name,
      kind: SymbolKind.Namespace,
      range: rangeOf(document, span),
      selectionRange: rangeOf(document, nameSpan),
      children: entries.map((entry) => symbolOf(entry, kinds[name] ?? SymbolKind.Property, document)),
    }));
}

function symbolOf(entry: Entry, kind: SymbolKind, document: TextDocument): DocumentSymbol {
  const detail = detailOf(entry);
  return {
    // An empty name would make the editor refuse the whole outline.
    name: entry.name || '(no name)',
    kind,
    ...(detail !== undefined && { detail }),
    range: rangeOf(document, entry.span),
    selectionRange: rangeOf(document, entry.nameSpan),
  };
}

/** The verdict of a rule, the last day of a waiver, the length of a scenario. */
function detailOf({ node }: Entry): string | undefined {
  if (!isMap(node)) return undefined;
  const decide = scalarText(node.get('decide', true));
  const expires = scalarText(node.get('expires', true));
  const steps = node.get('steps');
  if (isSeq(steps)) return steps.items.length === 1 ? '1 step' : `${steps.items.length} steps`;
  return decide ?? (expires === undefined ? undefined : `until ${expires}`);
}

function rangeOf(document: TextDocument, { start, end }: Span): DocumentSymbol['range'] {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
