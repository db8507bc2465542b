/** `npm start`: Copilot's agent, held back by Access Guardrails, in a real VS Code. Does all of its own set-up. */
import { npm, setUp } from './setup.mjs';
import { runTypeScript } from './typescript.mjs';

try {
  await setUp();
  await npm('Building and packaging the extension', ['run', '--silent', 'package']);
  await runTypeScript('demo/start.ts');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
