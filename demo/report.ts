/** What the demonstration prints: a line per action while it runs, and a table at the end. */
import type { RecordedDecision } from '../server/protocol';
import type { Outcome } from '../test/support/agent/play';
import { type Scenario, subject } from '../test/support/agent/scenario';

export interface Row {
  readonly scenario: Scenario;
  readonly outcome: Outcome;
  readonly record: RecordedDecision | undefined;
}

const widest = 160;
const narrowest = 90;
const colours = { allowed: 32, denied: 31, asked: 33 } as const;

export function printAct({ scenario, outcome }: Row): void {
  const mark = { allowed: '✔', denied: '✖', asked: '?' }[outcome.decision];
  const verdict = paint(colours[outcome.decision], `${mark} ${outcome.decision.padEnd(7)}`);
  process.stdout.write(`${verdict}  ${subject(scenario).replaceAll('\n', ' ⏎ ')}\n`);
}

export function printTable(rows: readonly Row[]): void {
  const total = Math.max(narrowest, Math.min(process.stdout.columns ?? 140, widest));
  const widths = columnWidths(total);
  const rule = widths.map((width) => '─'.repeat(width)).join('─┼─');
  process.stdout.write('\n');
  printCells(['What was asked', 'Decided', 'Why', 'Side effect'], widths, 1);
  for (const row of rows) {
    process.stdout.write(`${rule}\n`);
    printCells(cellsOf(row), widths, colours[row.outcome.decision]);
  }
}

function columnWidths(total: number): [number, number, number, number] {
  const [decided, effect, gaps] = [7, 11, 9];
  const asked = Math.floor((total - decided - effect - gaps) * 0.42);
  return [asked, decided, total - decided - effect - gaps - asked, effect];
}

function cellsOf({ scenario, outcome, record }: Row): [string, string, string, string] {
  return [
    subject(scenario).replaceAll('\n', ' ⏎ '),
    outcome.decision,
    why(outcome, record),
    effectOf(scenario, outcome),
  ];
}

function why({ decision, reason }: Outcome, record: RecordedDecision | undefined): string {
  if (decision !== 'allowed') return reason;
  return (
    record?.reason || (record?.effects.length ? `fine: ${record.effects.join(', ')}` : 'nothing speaks against it')
  );
}

function effectOf({ probe }: Scenario, { happened }: Outcome): string {
  if (probe) return happened ? 'happened' : 'none';
  return happened ? 'answered' : 'no answer';
}

function printCells(cells: readonly string[], widths: readonly number[], colour: number): void {
  const wrapped = cells.map((cell, column) => wrap(cell, widths[column] ?? 10));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  for (let line = 0; line < height; line += 1) {
    const parts = wrapped.map((lines, column) => (lines[line] ?? '').padEnd(widths[column] ?? 10));
    process.stdout.write(`${parts.map((part, column) => (column === 1 ? paint(colour, part) : part)).join(' │ ')}\n`);
  }
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/).flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'g')) ?? [])) {
    const line = lines.at(-1) ?? '';
    const joined = line === '' ? word : `${line} ${word}`;
    if (joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function paint(colour: number, text: string): string {
  return process.stdout.isTTY ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
