/** Completion in policy files. */
import type { CompletionItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { z } from 'zod';
import type { PathStep } from '../../policy/problem';
import { choicesAt } from '../../policy/schema-paths';
import { keysFor } from './complete-keys';
import { valuesFor } from './complete-values';
import { type Cursor, cursorAt } from './cursor';
import { schemaOf } from './file-kind';
import type { PolicyContext } from './policy-context';
import type { Suggestion } from './suggestion';

export function completionsAt(context: PolicyContext, offset: number): CompletionItem[] {
  const cursor = cursorAt(context.text, offset);
  if (cursor === undefined) return [];
  const typed = { ...context, text: cursor.text };
  const document = TextDocument.create(context.text.uri, '', 0, context.text.text);
  const range = { start: document.positionAt(cursor.word.start), end: document.positionAt(cursor.word.end) };
  const indent = ' '.repeat(range.start.character);
  return texts(typed, cursor, indent).map(({ suggestion, text }, index) => ({
    label: suggestion.label,
    kind: suggestion.kind,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText: text },
    ...(suggestion.detail !== undefined && { detail: suggestion.detail }),
    ...(suggestion.documentation !== undefined && {
      documentation: { kind: 'markdown', value: suggestion.documentation },
    }),
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
