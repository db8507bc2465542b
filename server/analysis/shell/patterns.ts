/** The patterns of `case`, `${x#…}` and `${x/…/…}`: what stands in quotes in them is meant as it is. */
import { type Text, UNKNOWN } from '../../effects/value';
import { type Expander, expandPartValue } from './expand';
import { type GlobPattern, globPattern } from './glob-match';
import type { Part, WordNode } from './syntax';
import { concat } from './text';

export function patternIn(word: WordNode, shell: Expander): GlobPattern | undefined {
  const text = word.parts.map((part) => patternText(part, shell)).reduce<Text>(concat, '');
  return typeof text === 'string' ? globPattern(text) : undefined;
}

function patternText(part: Part, shell: Expander): Text {
  const { text } = expandPartValue(part, shell);
  const isPattern = part.type === 'glob' || ('quoted' in part && !part.quoted);
  return isPattern || typeof text !== 'string' ? text : text.replace(/[*?[\]\\]/g, '\\$&');
}

/** The text that the word stands for when there is no pattern in it. */
export function literalIn(word: WordNode, shell: Expander): Text {
  const text = word.parts.map((part) => expandPartValue(part, shell).text).reduce<Text>(concat, '');
  const isPlain = word.parts.every((part) => part.type === 'text' || ('quoted' in part && part.quoted));
  return isPlain || (typeof text === 'string' && !/[*?[\\]/.test(text)) ? text : UNKNOWN;
}
