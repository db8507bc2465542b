/** awk programs: harmless unless they run commands, open pipes, or write files. */
import type { EffectDraft } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Run } from '../programs/spec';
import { concat } from '../shell/text';
import { tokenize } from './lexer';
import type { CodeContext, CodeReading } from './read-code';
import { reads } from './stating';
import type { Lexis, Token } from './tokens';

const AWK: Lexis = { lineComments: /#/y, quotes: '"', regexLiterals: true, interpolation: () => undefined };

/** A statement is hardly longer; of a longer one it is not known that it does not print. */
const MAX_TOKENS = 100;

export function readAwk(text: string, context: CodeContext): CodeReading {
  const tokens = tokenize(text, AWK);
  const constants = constantsOf(tokens);
  const [effects, runs]: [EffectDraft[], Run[]] = [[], []];
  tokens.forEach((token, at) => {
    if (token.type === 'name' && token.text === 'system' && tokens[at + 1]?.text === '(') {
      runs.push(command(textUpTo(tokens, at + 2, constants), token));
    } else if (token.text === '|' && tokens[at - 1]?.text !== '|' && tokens[at + 1]?.text !== '|') {
      runs.push(...pipe(tokens, at, constants));
    } else if (token.text === '>' && prints(tokens, at)) {
      effects.push(...writes(tokens, at, context));
    } else if (token.text === 'getline') effects.push(...readsLine(tokens, at, context));
  });
  return { effects, runs, resolved: !tokens.some((token) => token.text === '@load' || token.text === '@include') };
}

type Constants = ReadonlyMap<string, Text>;

/** Variables that are set once, to text that is known. */
function constantsOf(tokens: readonly Token[]): Constants {
  const constants = new Map<string, Text>();
  tokens.forEach(({ type, text }, at) => {
    const isSet = type === 'name' && tokens[at + 1]?.text === '=' && tokens[at + 2]?.text !== '=';
    if (isSet)
      constants.set(text, constants.has(text) ? UNKNOWN : concatenated(expressionFrom(tokens, at + 2), constants));
  });
  return constants;
}

function expressionFrom(tokens: readonly Token[], from: number): readonly Token[] {
  const left = tokens.slice(from, from + MAX_TOKENS);
  const end = left.findIndex(
    ({ type, text, startsLine }, at) => (at > 0 && startsLine) || (type === 'punct' && /^[=;})|>]$/.test(text)),
  );
  return end < 0 && left.length === MAX_TOKENS ? [] : left.slice(0, end < 0 ? undefined : end);
}

/** Texts that stand side by side are joined. */
function concatenated(tokens: readonly Token[], constants: Constants): Text {
  if (tokens.length === 0) return UNKNOWN;
  return tokens.reduce<Text>((text, token) => {
    const next = token.type === 'string' ? token.value : token.type === 'name' ? constants.get(token.text) : UNKNOWN;
    return concat(text, next ?? UNKNOWN);
  }, '');
}

function command(text: Text, at: Token): Run {
  return { type: 'shell', text, span: { start: at.start, end: at.end }, label: 'awk system' };
}

/** `print x | "cmd"`, `"cmd" | getline`. */
function pipe(tokens: readonly Token[], at: number, constants: Constants): Run[] {
  const reads = tokens[at + 1]?.text === 'getline';
  const operand = tokens[reads ? at - 1 : at + 1];
  if (!operand) return [];
  const run = command(concatenated([operand], constants), operand);
  return [reads ? run : { ...run, stdin: { text: printedBefore(tokens, at, constants), sources: ['unknown'] } }];
}

/** What `print` prints into the pipe. */
function printedBefore(tokens: readonly Token[], at: number, constants: Constants): Text {
  const first = Math.max(0, at - MAX_TOKENS);
  const print = tokens.slice(first, at).findLastIndex(({ text }) => text === 'print') + first;
  const printed = print < first ? [] : tokens.slice(print + 1, at);
  return printed.every(({ type }) => type !== 'punct') ? concat(concatenated(printed, constants), '\n') : UNKNOWN;
}

/** `getline line < "file"` */
function readsLine(tokens: readonly Token[], at: number, context: CodeContext): EffectDraft[] {
  const sign = tokens[at + 1]?.type === 'name' ? at + 2 : at + 1;
  const file = tokens[sign + 1];
  if (tokens[sign]?.text !== '<' || !file) return [];
  return reads(file.value ?? UNKNOWN, { start: file.start, end: file.end }, context);
}

function textUpTo(tokens: readonly Token[], from: number, constants: Constants): Text {
  return concatenated(expressionFrom(tokens, from), constants);
}

/** In `print x > "file"` the sign redirects; elsewhere it compares. */
function prints(tokens: readonly Token[], at: number): boolean {
  const first = Math.max(0, at - MAX_TOKENS);
  for (let index = at - 1; index >= first; index--) {
    const { text, type, startsLine } = tokens[index]!;
    if (type === 'name' && /^printf?$/.test(text)) return true;
    if (/^[;{}(]$/.test(text) || startsLine) return type === 'name' && /^printf?$/.test(text);
  }
  return first > 0;
}

function writes(tokens: readonly Token[], at: number, { surroundings, cwd }: CodeContext): EffectDraft[] {
  if (tokens[at + 1]?.text === '=' || tokens[at - 1]?.text === '>') return [];
  const append = tokens[at + 1]?.text === '>';
  const operand = tokens[append ? at + 2 : at + 1];
  const path = operand?.type === 'string' ? (operand.value ?? UNKNOWN) : UNKNOWN;
  return [{ kind: 'fs.write', ...surroundings.fileTarget(path, cwd), mode: append ? 'append' : 'overwrite' }];
}
