/** Text that a tool hands to a shell. */
import { inside } from '../frame';
import type { Shell } from '../shell/shell';
import { runText } from '../shell/text-run';

/** Runs a text found in a tool's input; its place is looked for in the title. */
export function dispatchText(text: string, shell: Shell, label: string): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  runText(text, placeOf(text, shell) ?? whole, shell.with({ frame: inside(shell.frame, { label, via: 'tool' }) }));
}

export function placeOf(text: string, shell: Shell): { start: number; end: number } | undefined {
  const at = text === '' ? -1 : shell.frame.source.text.indexOf(text);
  return at < 0 ? undefined : { start: at, end: at + text.length };
}
