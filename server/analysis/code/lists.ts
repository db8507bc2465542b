/** Lists of texts, as far as they are written out: the words of a command, the pieces that are joined. */
import { type Text, UNKNOWN } from '../../effects/value';
import { textOf } from './expression';
import type { Names } from './names';
import { closingOf, opensAt, splitByComma } from './token-ranges';
import type { Token } from './tokens';

/** `['rm', '-rf', x]`, a name that stands for one, `'rm -rf'.split()`, `shlex.split(x)`; `undefined` for what is none. */
export function listOf(tokens: readonly Token[], names: Names): readonly Text[] | undefined {
  const [first] = tokens;
  if (!first) return undefined;
  if (tokens.length === 1 && first.type === 'name') return names.listNamed(first.text, listOf);
  const close = opensAt(tokens, 0) ? closingOf(tokens, 0) : -1;
  if (close === tokens.length - 1 || close === tokens.length) return written(tokens.slice(1, close), first.text, names);
  return wordsOf(tokens, names);
}

/** In round brackets, a single element is just that. */
function written(inside: readonly Token[], open: string, names: Names): readonly Text[] | undefined {
  const parts = splitByComma(inside);
  if (open === '{' || (open === '(' && parts.length < 2)) return undefined;
  return parts.map((part) => (/^(\*|\.)$/.test(part[0]?.text ?? '') ? UNKNOWN : textOf(part, names)));
}

function wordsOf(tokens: readonly Token[], names: Names): readonly Text[] | undefined {
  const text = tokens.map((token) => token.text).join('');
  const isMethod = /^\.split\(\)$/.test(text.replace(/^[^.(]*/, '')) && tokens.length === 5;
  const isFunction = /^(shlex\.split|Shellwords\.split)\([^()]*\)$/.test(text);
  const line = isMethod ? textOf(tokens.slice(0, 1), names) : isFunction ? textOf(tokens.slice(4, -1), names) : UNKNOWN;
  return typeof line === 'string' ? line.trim().split(/\s+/) : undefined;
}
