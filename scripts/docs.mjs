/** Writes docs/rules, one page for each rule of the packs; see scripts/docs/write-rule-pages.ts. */
import { root, runTypeScript } from './typescript.mjs';

process.chdir(root);
await runTypeScript('scripts/docs/write-rule-pages.ts');
