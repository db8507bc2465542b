import { root, runTypeScript } from '../../../../scripts/typescript.mjs';

process.chdir(root);
await runTypeScript('test/support/editor/launcher/launch.ts');
