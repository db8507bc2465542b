/** `npm run test:editor` and, with `--desktop`, `npm run test:desktop`. */
import { root, runTypeScript } from './typescript.mjs';

process.chdir(root);
await runTypeScript('test/support/editor/run-suites.ts');
