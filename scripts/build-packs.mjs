/** Compiles the bundled policy packs to dist/packs.json, so that no process parses YAML to know the shipped rules. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBundled } from './build-run.mjs';

export async function compilePacks(root, dist) {
  const { buildPacks } = await runBundled(root, 'server/policy/build-packs.ts');
  writeFileSync(join(dist, 'packs.json'), JSON.stringify(await buildPacks(join(root, 'policies'))));
}
