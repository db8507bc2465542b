/** The body of a function or procedure that a statement defines: data, until the submission calls it. */
import type { Token } from '../token';

export interface Routine {
  /** Without its schema. */
  readonly name: string;
  readonly body: string;
}

/** The last part of a routine's name, by which calls find it. */
export function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const readable = new Set(['sql', 'plpgsql']);

/** `undefined` when there is no body, or it is written in another language. */
export function routineBody(text: string, tokens: readonly Token[]): string | undefined {
  const language = tokens[tokens.findIndex((token) => token.type === 'word' && token.text === 'language') + 1]?.text;
  const as = tokens.findIndex((token) => token.type === 'word' && (token.text === 'as' || token.text === 'is'));
  const quoted = tokens[as + 1];
  if (as >= 0 && quoted?.type === 'string')
    return language === undefined || readable.has(language) ? quoted.text : undefined;
  const begin = tokens.findIndex((token) => token.type === 'word' && token.text === 'begin');
  const first = begin >= 0 ? tokens[begin] : as >= 0 ? quoted : undefined;
  return first && text.slice(first.start, tokens.at(-1)?.end);
}
