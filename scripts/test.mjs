/** `npm test [tier…]`: all tiers, or the named ones. Does all of its own set-up; ends with `N passed, N failed`. */
import { setUp } from './setup.mjs';
import { runTypeScript } from './typescript.mjs';

try {
  await setUp();
  await runTypeScript('test/support/tiers/run-tiers.ts');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
