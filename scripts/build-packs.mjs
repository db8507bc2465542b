/** Compiles the bundled policy packs to dist/packs.json, so that no process parses YAML to know the shipped rules. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import esbuild from 'esbuild';

const compiler = 'server/policy/build-packs.ts';

export async function compilePacks(root, dist) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, compiler)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    logLevel: 'warning',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(
    module,
    module.exports,
    createRequire(join(root, 'package.json')),
  );
  const packs = await module.exports.buildPacks(join(root, 'policies'));
  writeFileSync(join(dist, 'packs.json'), JSON.stringify(packs));
}
