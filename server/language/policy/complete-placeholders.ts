/** `{path}` in what a rule says: the attributes and circumstances that can be filled in. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import { contextAttributes } from '../../effects/catalogue';
import type { Span } from '../../effects/effect';
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

/** `undefined` where no placeholder is being typed. */
export function placeholdersAt(context: PolicyContext, offset: number): Placeholders | undefined {
  const { text } = context.text;
  const typed = /\{([\w.]*)$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[1];
  if (typed === undefined) return undefined;
  const path = placeAt(context.text, offset)?.path ?? [];
  if (path[0] !== 'rules' || path.length !== 3 || (path[2] !== 'because' && path[2] !== 'instead')) return undefined;
  const rest = /^[\w.]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const attributes = ['kind', ...attributesAt(context, path.slice(0, 2))];
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
