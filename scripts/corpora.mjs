/** Measures the shipped packs against the corpora beside the project; see test/corpora/measure.ts. */
import { root, runTypeScript } from './typescript.mjs';

process.chdir(root);
await runTypeScript('test/corpora/measure.ts');
