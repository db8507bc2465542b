/** What people see: colours only on a terminal, and no control characters from the text that is shown. */
import type { Verdict } from '../policy/verdict';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 } as const;
export type Colour = keyof typeof codes;

/** Colours text when standard output is a terminal that wants colours. */
export function paint(colour: Colour, text: string): string {
  return wantsColours() ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

const verdictColours: Record<Verdict, Colour> = { allow: 'green', warn: 'yellow', ask: 'magenta', deny: 'red' };

export function paintVerdict(verdict: Verdict): string {
  return paint(verdictColours[verdict], paint('bold', verdict.toUpperCase()));
}

/** Control characters and characters that reorder text, made visible: `\u001b`. Line ends stay. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same on one line, cut to a length. */
export function oneLine(text: string, length: number): string {
  const flat = visible(text.replace(/\s+/g, ' ').trim());
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function wantsColours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
