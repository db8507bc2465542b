/** Expansion: from words as written to words as the program gets them. */
import type { Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Stream, Word } from '../programs/spec';
import { evaluateArithmetic } from './arithmetic';
import { Fields } from './fields';
import { expandParameter } from './parameter';
import type { Scope, Value } from './scope';
import type { ListNode, ParameterPart, Part, WordNode } from './syntax';
import { concat } from './text';

/** What expansion needs of the shell around it. */
export interface Expander {
  readonly scope: Scope;
  /** Runs the commands of `$(…)` and gives what they print. */
  substitute(body: ListNode): Stream;
  /** Runs the commands of `<(…)` or `>(…)`. */
  processSubstitution(body: ListNode, direction: '<' | '>'): Value;
  /** Expands a value as a prompt is (`${x@P}`): what is substituted in it runs. */
  expandPrompt(text: Text, span: Span): Text;
}

const MAX_WORDS = 512;

/** Expands to any number of words: braces, tilde, parameters, substitutions, splitting, globs. */
export function expandWord(word: WordNode, shell: Expander): Word[] {
  const [only] = word.parts;
  if (word.parts.length === 1 && only?.type === 'text') {
    return [{ value: only.text, raw: word.raw, span: word.span, many: false }];
  }
  const separators = shell.scope.get('IFS')?.[0]?.text ?? UNKNOWN;
  return expandBraces(word.parts).flatMap((parts) => {
    const fields = new Fields(separators);
    for (const part of parts) expandPart(part, fields, shell);
    return fields.finish(word.raw, word.span);
  });
}

/** Of a longer list the end is unknown. */
export function expandWords(words: readonly WordNode[], shell: Expander): Word[] {
  const expanded = words.flatMap((word) => expandWord(word, shell));
  const [beyond] = expanded.slice(MAX_WORDS);
  return beyond ? [...expanded.slice(0, MAX_WORDS), { ...beyond, value: UNKNOWN, many: true }] : expanded;
}

/** Expands to exactly one value, without splitting or globs: what is assigned, here-documents, `case` subjects. */
export function expandValue(word: WordNode, shell: Expander): Value {
  let value: Value = { text: '' };
  for (const part of word.parts) value = join(value, expandPartValue(part, shell));
  return value;
}

export function join(a: Value, b: Value): Value {
  const sources = [...new Set([...(a.sources ?? []), ...(b.sources ?? [])])];
  return { text: concat(a.text, b.text), ...(sources.length > 0 && { sources }) };
}

/** Every choice of alternatives; none of them when there are too many. */
function expandBraces(parts: readonly Part[]): (readonly Part[])[] {
  if (!parts.some((part) => part.type === 'braces')) return [parts];
  return choicesOf(parts) > MAX_WORDS ? [[{ type: 'unknown', quoted: false }]] : spellOut(parts);
}

function choicesOf(parts: readonly Part[]): number {
  let choices = 1;
  for (const part of parts) {
    if (part.type !== 'braces') continue;
    let sum = 0;
    for (const alternative of part.alternatives) sum += choicesOf(alternative);
    choices = Math.min(choices * sum, MAX_WORDS + 1);
  }
  return choices;
}

function spellOut(parts: readonly Part[]): (readonly Part[])[] {
  let results: (readonly Part[])[] = [[]];
  for (const part of parts) {
    const endings = part.type === 'braces' ? part.alternatives.flatMap(spellOut) : [[part]];
    results = results.flatMap((before) => endings.map((ending) => [...before, ...ending]));
  }
  return results;
}

function expandPart(part: Part, fields: Fields, shell: Expander): void {
  switch (part.type) {
    case 'glob':
      fields.glob();
      break;
    case 'parameter':
      expandParameterPart(part, fields, shell);
      break;
    case 'command':
    case 'arithmetic':
    case 'unknown': {
      const value = expandPartValue(part, shell);
      if (part.quoted) fields.add(value);
      else fields.split(value);
      break;
    }
    default:
      fields.add(expandPartValue(part, shell));
  }
}

function expandParameterPart(part: ParameterPart, fields: Fields, shell: Expander): void {
  const expanded = expandParameter(part, shell);
  if (!expanded.separate) {
    const value = expanded.values[0] ?? { text: '' };
    if (part.quoted) fields.add(value);
    else fields.split(value);
  } else if (part.quoted) {
    fields.each(expanded.values, expanded.open);
  } else {
    expanded.values.forEach((value, index) => {
      if (index > 0) fields.split({ text: ' ' });
      fields.split(value);
    });
    if (expanded.open) fields.split({ text: UNKNOWN });
  }
}

export function expandPartValue(part: Part, shell: Expander): Value {
  switch (part.type) {
    case 'text':
      return part;
    case 'glob':
      return { text: part.text };
    case 'tilde':
      return { text: tildeValue(part.user, shell.scope) };
    case 'parameter':
      return joined(expandParameter(part, shell));
    case 'command':
      return printed(shell.substitute(part.body));
    case 'arithmetic':
      return { text: evaluateArithmetic(part.expression, shell) };
    case 'process':
      return shell.processSubstitution(part.body, part.direction);
    case 'braces':
      return { text: UNKNOWN };
    case 'unknown':
      return { text: UNKNOWN };
  }
}

function joined(expanded: { values: readonly Value[]; open: boolean }): Value {
  const separated = expanded.values.flatMap((value, index) => (index > 0 ? [{ text: ' ' }, value] : [value]));
  const value = separated.reduce<Value>(join, { text: '' });
  return expanded.open ? join(value, { text: UNKNOWN }) : value;
}

/** Command substitution strips the newlines at the end. */
function printed(stream: Stream): Value {
  const text = typeof stream.text === 'string' ? stream.text.replace(/\n+$/, '') : stream.text;
  return { text, sources: stream.sources };
}

function tildeValue(user: string, scope: Scope): Text {
  if (user === '') return scope.home;
  if (user === '+') return scope.cwd;
  if (user === '-') return scope.previousDirectory;
  return user === 'root' ? '/root' : { prefix: '/', suffix: `/${user}`, glob: false };
}
