/** `{path}` in what a rule says: the attributes and circumstances that can be filled in. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import { contextAttributes } from '../../effects/catalogue';
import type { Span } from '../../effects/effect';
import type { PathStep } from '../../policy/problem';
import type { PolicyContext } from './policy-context';
import { placeAt } from './policy-text';
import { attributesAt } from './selection';
import type { Suggestion } from './suggestion';

export interface Placeholders {
  /** The name that is being typed, without braces. */
  readonly word: Span;
  readonly isClosed: boolean;
  readonly names: readonly Suggestion[];
}

/** Where a rule, limit or sequence selects its effects, by the sections of a policy. */
const selections: Readonly<Record<string, readonly string[]>> = { rules: [], limits: ['count'], sequences: ['then'] };

/** What the text at a path speaks about, when it is one with placeholders. */
function selectionFor(path: readonly PathStep[]): readonly PathStep[] | undefined {
  const [section, , key] = path;
  const within = selections[String(section)];
  const speaks = path.length === 3 && (key === 'because' || key === 'instead');
  return within && speaks ? [...path.slice(0, 2), ...within] : undefined;
}

/** `undefined` where no placeholder is being typed. */
export function placeholdersAt(context: PolicyContext, offset: number): Placeholders | undefined {
  const { text } = context.text;
  const typed = /\{([\w.]*)$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[1];
  if (typed === undefined) return undefined;
  const path = placeAt(context.text, offset)?.path ?? [];
  const selection = selectionFor(path);
  if (selection === undefined) return undefined;
  const rest = /^[\w.]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const attributes = ['kind', ...attributesAt(context, selection)];
  const circumstances = Object.keys(contextAttributes).filter((name) => !attributes.includes(name));
  return {
    word: { start: offset - typed.length, end: offset + rest },
    isClosed: text[offset + rest] === '}',
    names: [
      ...attributes.map((label) => ({ label, kind: CompletionItemKind.Field, detail: 'of the effect' })),
      ...circumstances.map((label) => ({ label, kind: CompletionItemKind.Field, detail: 'a circumstance' })),
    ],
  };
}
