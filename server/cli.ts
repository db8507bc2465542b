/** Process entry of the command line. */
import { exitCodes } from './cli/exit-codes';
import { runCommandLine } from './cli/program';

/** A reader that goes away (`guardrails … | head`) ends us quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.fine : exitCodes.internal);
});

runCommandLine(process.argv).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`guardrails: ${accountOf(error)}\n`);
    process.exitCode = exitCodes.internal;
  },
);

/** What the system refused needs no stack; anything else is a defect, and the stack says where. */
function accountOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
}
