/** Builds, then measures how fast decisions and hooks are; see test/bench/bench.ts. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root, runTypeScript } from './typescript.mjs';

process.chdir(root);
execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
// Bundled code finds the grammars beside itself; the program that measures stands elsewhere.
globalThis.__dirname = join(root, 'dist');
await runTypeScript('test/bench/bench.ts');
process.exit();
