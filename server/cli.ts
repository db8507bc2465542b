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
    process.stderr.write(`guardrails: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = exitCodes.internal;
  },
);
