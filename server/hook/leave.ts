import { writeSync } from 'node:fs';
import type { Reply } from '../agents/dialect';

/** Added to the exit code; hook.sh and hook.ps1 take it away again. */
const answeredToLauncher = 10;

/**
 * Answers once and leaves at once: what is still pending (timers, a grammar's compiler threads) must not hold it up.
 * A launcher that waits for us (`launched`) tells an answer from a program that merely ended by exit codes of its own.
 */
export function leave({ stdout, stderr, exitCode }: Reply): never {
  if (stderr !== '') writeAll(2, stderr);
  if (stdout !== '') writeAll(1, stdout);
  process.exit(process.argv[4] === 'launched' ? exitCode + answeredToLauncher : exitCode);
}

function writeAll(file: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
