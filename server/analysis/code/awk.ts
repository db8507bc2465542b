/** awk programs: harmless unless they run commands, open pipes, or write files. */
import type { EffectDraft } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Run } from '../programs/spec';
import { textOf } from './expression';
import { tokenize } from './lexer';
import type { CodeContext, CodeReading } from './read-code';
import type { Lexis, Token } from './tokens';

const AWK: Lexis = { lineComments: /#/y, quotes: '"', regexLiterals: true, interpolation: () => undefined };

export function readAwk(text: string, context: CodeContext): CodeReading {
  const tokens = tokenize(text, AWK);
  const [effects, runs]: [EffectDraft[], Run[]] = [[], []];
  tokens.forEach((token, at) => {
    if (token.type === 'name' && token.text === 'system' && tokens[at + 1]?.text === '(') {
      runs.push(command(textUpTo(tokens, at + 2), token));
    } else if (token.text === '|' && tokens[at - 1]?.text !== '|' && tokens[at + 1]?.text !== '|') {
      runs.push(...pipe(tokens, at));
    } else if (token.text === '>' && prints(tokens, at)) {
      effects.push(...writes(tokens, at, context));
    }
  });
  return { effects, runs, resolved: !tokens.some((token) => token.text === '@load' || token.text === '@include') };
}

function command(text: Text, at: Token): Run {
  return { type: 'shell', text, span: { start: at.start, end: at.end }, label: 'awk system' };
}

/** `print | "cmd"`, `"cmd" | getline`. */
function pipe(tokens: readonly Token[], at: number): Run[] {
  const reads = tokens[at + 1]?.text === 'getline';
  const operand = tokens[reads ? at - 1 : at + 1];
  if (!operand) return [];
  const run = command(operand.type === 'string' ? (operand.value ?? UNKNOWN) : UNKNOWN, operand);
  return [reads ? run : { ...run, stdin: { text: UNKNOWN, sources: ['unknown'] } }];
}

function textUpTo(tokens: readonly Token[], from: number): Text {
  const end = tokens.findIndex((token, at) => at >= from && token.text === ')');
  const inside = tokens.slice(from, end < 0 ? undefined : end);
  return textOf(inside);
}

/** A statement is hardly longer; of a longer one it is not known that it does not print. */
const MAX_TOKENS = 300;

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
