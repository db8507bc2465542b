/** Adds lines to what stands in a policy file, in the way it is written there. */
import { isMap, type YAMLMap } from 'yaml';
import type { Span } from '../../effects/effect';
import { type Entry, ruleEntries } from './outline';
import { keyText, type PolicyText, spanOf } from './policy-text';

export interface Insertion {
  readonly span: Span;
  readonly newText: string;
}

/** A rule whose keys can be read. */
export type RuleEntry = Entry & { readonly node: YAMLMap };

export function ruleAround(text: PolicyText, span: Span): RuleEntry | undefined {
  return ruleEntries(text).find(
    (entry): entry is RuleEntry => isMap(entry.node) && entry.span.start <= span.start && span.end <= entry.span.end,
  );
}

/** New lines of a map, after one of its keys or at its end, indented as its keys are. */
export function insertedAfter(
  { text }: PolicyText,
  { node, span }: Pick<RuleEntry, 'node' | 'span'>,
  key: string | undefined,
  lines: readonly string[],
): Insertion {
  const pair = node.items.find((one) => keyText(one) === key) ?? node.items.at(-1);
  const end = spanOf(pair?.value)?.end ?? spanOf(pair?.key)?.end ?? span.start;
  if (node.flow) return { span: { start: end, end }, newText: `, ${lines.join(' ')}` };
  const first = spanOf(node.items[0]?.key)?.start ?? span.start;
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1));
  const at = lineEnd(text, end);
  const added = lines.map((line) => indent + line).join('\n');
  return { span: { start: at, end: at }, newText: text[at - 1] === '\n' ? `${added}\n` : `\n${added}` };
}

/** The end of the line that an offset is on; block texts end behind their last line already. */
export function lineEnd(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end - (text[end - 1] === '\r' ? 1 : 0);
}
