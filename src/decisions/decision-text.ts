/** Decisions as lines of text: the decision log document and the answer to "Check Command…" read alike. */
import type { RecordedDecision } from '../../server/protocol';

export interface DecisionText {
  readonly lines: readonly string[];
  /** Index of the lines that hold the command, for pointing at it: first and last, inclusive. */
  readonly command: readonly [first: number, last: number];
}

/** What the text of a decision is made of: as recorded, or as just asked. */
export type Shown = Pick<
  RecordedDecision,
  | 'actor'
  | 'agent'
  | 'tool'
  | 'command'
  | 'verdict'
  | 'would'
  | 'rules'
  | 'reason'
  | 'instead'
  | 'effects'
  | 'outcome'
  | 'liftable'
  | 'permissions'
> & { readonly time?: string };

const MAX_COMMAND_LINES = 12;
const MAX_LINE = 400;
const MAX_EFFECTS = 20;
/** Prose is broken here, so that it reads without scrolling. */
const WIDTH = 100;
const INDENT = ' '.repeat(11);

const words: Record<RecordedDecision['verdict'], string> = {
  allow: 'allowed',
  warn: 'warned',
  ask: 'asked',
  deny: 'DENIED',
};

/** `DENIED`, `asked`, …; in monitor mode with what it would have been. */
export function verdictWord(shown: Pick<Shown, 'verdict' | 'would'>): string {
  const enforced = words[shown.verdict];
  return shown.would === shown.verdict ? enforced : `${enforced} (would be ${words[shown.would]})`;
}

export function decisionText(shown: Shown): DecisionText {
  const command = commandLines(shown.command);
  return {
    lines: [headline(shown), ...command, ...details(shown)],
    command: [1, command.length],
  };
}

function headline(shown: Shown): string {
  const time = shown.time === undefined ? [] : [localTime(shown.time)];
  return [...time, verdictWord(shown), who(shown), printable(shown.tool)].join('  ');
}

/** `copilot (AI)`, `person`, `CI`. */
export function who(shown: Pick<Shown, 'actor' | 'agent'>): string {
  const kind = { ai: 'AI', human: 'person', ci: 'CI' }[shown.actor];
  return shown.agent === undefined ? kind : `${printable(shown.agent)} (${kind})`;
}

function commandLines(command: string): string[] {
  const all = command.split('\n');
  const shown = all.slice(0, MAX_COMMAND_LINES).map((line, index) => `  ${index === 0 ? '$' : '>'} ${clipped(line)}`);
  return all.length > MAX_COMMAND_LINES ? [...shown, `  > … ${all.length - MAX_COMMAND_LINES} more lines`] : shown;
}

function details(shown: Shown): string[] {
  const more = shown.effects.length - MAX_EFFECTS;
  return [
    ...shown.effects.slice(0, MAX_EFFECTS).flatMap((effect) => field('effect', effect)),
    ...(more > 0 ? field('', `… ${more} more effects`) : []),
    ...shown.rules.flatMap((rule) => field('rule', rule)),
    ...(shown.reason === '' ? [] : field('why', shown.reason)),
    ...(shown.instead === undefined ? [] : field('safer', shown.instead)),
    ...(shown.permissions ?? []).flatMap(({ kind, by, rules }) =>
      field('permit', `${kind} by ${by}: ${rules.join(', ')}`),
    ),
    ...(shown.liftable && shown.verdict === 'deny'
      ? field('once', 'a person can allow it once: by the quick fixes here')
      : []),
    ...(shown.outcome === undefined ? [] : field('outcome', shown.outcome)),
  ];
}

function field(name: string, text: string): string[] {
  const [first = '', ...rest] = wrapped(printable(text.replace(/\s+/g, ' ').trim()));
  return [`  ${name.padEnd(8)} ${first}`, ...rest.map((line) => `${INDENT}${line}`)];
}

/** Breaks between words; a word longer than a line stays whole. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > WIDTH - INDENT.length) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function clipped(line: string): string {
  const text = printable(line);
  return text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}…` : text;
}

/** Control, bidirectional and zero-width characters are shown by their code: they could make a command look like another. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
}

function localTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return printable(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
