import { expect, it } from 'vitest';
import { effectsOf } from './effects-of';

/** One test for each command: exactly these effects. */
export function check(cases: Readonly<Record<string, readonly string[]>>): void {
  it.each(Object.entries(cases))('%s', (command, lines) => expect(effectsOf(command)).toEqual(lines));
}
