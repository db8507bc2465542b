/** Runs a TypeScript program of the project: bundled on the fly, so that any Node from 20 on will do. */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Bundles `entry` and runs it in this process. Its packages are those of node_modules. */
export async function runTypeScript(entry) {
  const { build } = await import('esbuild');
  const name = relative(root, join(root, entry)).replaceAll(/[^a-z0-9]+/gi, '-');
  // The process id: two runs of the same program must not read each other's half-written bundle.
  const outfile = join(root, 'out/programs', `${name}-${process.pid}.mjs`);
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  process.setSourceMapsEnabled(true);
  try {
    await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
