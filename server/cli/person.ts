/** What only a person at a terminal may do: an agent's word for its own wishes is worth nothing. */
import { createInterface } from 'node:readline/promises';
import { UsageError } from './exit-codes';

/** `what` is done, such as `accepting a policy`. Throws a UsageError where nobody sits at a terminal. */
export function needsPerson(what: string): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new UsageError(`${what} needs a person at a terminal`);
}

/** Anything but a plain yes is a no. */
export async function confirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} Type "yes": `)).trim().toLowerCase() === 'yes';
  } finally {
    terminal.close();
  }
}
