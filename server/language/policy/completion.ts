/** Completion in policy files. */
import type { CompletionItem, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { z } from 'zod';
import type { Span } from '../../effects/effect';
import type { PathStep } from '../../policy/problem';
import { choicesAt } from '../../policy/schema-paths';
import { keysFor } from './complete-keys';
import { placeholdersAt } from './complete-placeholders';
import { valuesFor } from './complete-values';
import { type Cursor, cursorAt } from './cursor';
import { schemaOf } from './file-kind';
import type { PolicyContext } from './policy-context';
import type { Suggestion } from './suggestion';

export function completionsAt(context: PolicyContext, offset: number): CompletionItem[] {
  const document = TextDocument.create(context.text.uri, '', 0, context.text.text);
  const rangeOf = ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
  const placeholders = placeholdersAt(context, offset);
  if (placeholders) {
    const { names, word, isClosed } = placeholders;
    const close = isClosed ? '' : '}';
    return items(
      names.map((suggestion) => ({ suggestion, text: suggestion.label + close })),
      rangeOf(word),
    );
  }
  const cursor = cursorAt(context.text, offset);
  if (cursor === undefined) return [];
  const range = rangeOf(cursor.word);
  const indent = ' '.repeat(range.start.character);
  return items(texts({ ...context, text: cursor.text }, cursor, indent), range);
}

function items(insertions: readonly Insertion[], range: Range): CompletionItem[] {
  return insertions.map(({ suggestion: { label, kind, detail, documentation }, text }, index) => ({
    label,
    kind,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText: text },
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: 'markdown', value: documentation } }),
  }));
}

interface Insertion {
  readonly suggestion: Suggestion;
  readonly text: string;
}

function texts(context: PolicyContext, cursor: Cursor, indent: string): readonly Insertion[] {
  if (cursor.role === 'value') return valueTexts(context, cursor.path, cursor);
  const keys = keysFor(context, cursor.path)
    .filter(({ label }) => !cursor.siblings.includes(label))
    .map((suggestion) => ({ suggestion, text: keyText(context, cursor, suggestion.label, indent) }));
  // A word alone on its line may as well become a value: `- fs.delete`.
  const alone = cursor.siblings.length === 0 && !cursor.hasColon;
  return alone ? [...keys, ...valueTexts(context, cursor.path, cursor)] : keys;
}

function keyText(context: PolicyContext, cursor: Cursor, key: string, indent: string): string {
  if (cursor.hasColon) return key;
  if (cursor.inFlow) return `${key}: `;
  const path = [...cursor.path, key];
  if (takesObjects(context, [...path, 0])) return `${key}:\n${indent}  - `;
  return takesObjects(context, path) ? `${key}:\n${indent}  ` : `${key}: `;
}

/** Whether nothing but keys and values can stand there. */
function takesObjects({ text }: PolicyContext, path: readonly PathStep[]): boolean {
  const choices = choicesAt(schemaOf[text.kind], path);
  return choices.length > 0 && choices.every((one) => one instanceof z.ZodObject || one instanceof z.ZodRecord);
}

/** Where only a list can stand, its first value opens one. */
function valueTexts(context: PolicyContext, path: readonly PathStep[], cursor: Cursor): readonly Insertion[] {
  const choices = choicesAt(schemaOf[context.text.kind], path);
  const opensList = choices.length > 0 && choices.every((one) => one instanceof z.ZodArray);
  return valuesFor(context, opensList ? [...path, 0] : path).map((suggestion) => {
    const text = valueText(suggestion.label, cursor.quoted);
    return { suggestion, text: opensList ? `[${text}]` : text };
  });
}

/** A star at the start would be an alias. */
function valueText(label: string, quoted: boolean): string {
  return label.startsWith('*') && !quoted ? `"${label}"` : label;
}
