/**
 * Builds dist/: one file per process entry, chunks that are loaded only when needed beside them, and the compiled packs.
 *
 *   node scripts/build.mjs                 minified, no source maps
 *   node scripts/build.mjs --development   readable, with source maps of our own code
 *   node scripts/build.mjs --watch         the same, again on every change
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { copyGrammars } from './build-grammars.mjs';
import { lazyChunks, lazyImports, lazyModules, withoutLibraries } from './build-lazy.mjs';
import { writeLicenses } from './build-licenses.mjs';
import { writeRuntimeManifest } from './build-manifest.mjs';
import { compilePacks } from './build-packs.mjs';
import { runBundled } from './build-run.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const dist = join(root, 'dist');

/** Source of each process entry, by the name of its bundle. */
const entries = {
  extension: 'src/extension.ts',
  worker: 'server/worker.ts',
  hook: 'server/hook.ts',
  'hook-call': 'server/hook/main.ts',
  cli: 'server/cli.ts',
};

/** @returns {Promise<import('esbuild').BuildOptions>} */
async function optionsFor(name, source, { development }) {
  return {
    entryPoints: [join(root, source)],
    outfile: join(dist, `${name}.js`),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The oldest runtime a hook or the CLI may be started with; VS Code's own is newer.
    target: 'node20',
    // `module` first: esbuild cannot follow the UMD wrappers of the language server packages.
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    plugins: [lazyImports(name), ...(name === 'hook-call' ? [lazyModules(), withoutLibraries(name)] : [])],
    minify: !development,
    legalComments: 'none',
    metafile: true,
    define: name === 'hook-call' ? { PROGRAM_FAMILIES: JSON.stringify(await programFamilies()) } : {},
    sourcemap: development ? 'linked' : false,
    sourcesContent: false,
    banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
    logLevel: 'warning',
  };
}

async function programFamilies() {
  return (await runBundled(root, 'server/analysis/programs/registry.ts')).programFamilies();
}

function bundles() {
  return Object.entries({ ...entries, ...lazyChunks });
}

async function buildOnce(mode) {
  const started = Date.now();
  mkdirSync(dist, { recursive: true });
  const metafiles = await buildAll(mode);
  copyGrammars(root, dist);
  await compilePacks(root, dist);
  writeLicenses(root, dist, metafiles);
  writeRuntimeManifest(root, dist);
  makeExecutable(join(dist, 'cli.js'));
  if (process.exitCode === undefined) removeOlderThan(started);
}

/** All of them, so that every error is seen in one run; esbuild prints them itself. */
async function buildAll(mode) {
  const results = await Promise.allSettled(
    bundles().map(async ([name, source]) => esbuild.build(await optionsFor(name, source, mode))),
  );
  const failed = results.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) {
    process.stderr.write(`build: ${failed} of ${results.length} bundles failed\n`);
    process.exitCode = 1;
  }
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.metafile] : []));
}

async function watch(mode) {
  await buildOnce(mode);
  const contexts = await Promise.all(
    bundles().map(async ([name, source]) => esbuild.context(watchOptions(await optionsFor(name, source, mode)))),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}

/** @param {import('esbuild').BuildOptions} options */
function watchOptions(options) {
  const describe = {
    name: 'runtime-manifest',
    setup: (build) => build.onEnd(() => writeRuntimeManifest(root, dist)),
  };
  return { ...options, logLevel: 'info', plugins: [...options.plugins, describe] };
}

function makeExecutable(file) {
  if (existsSync(file)) chmodSync(file, 0o755);
}

/** Bundles and maps of an earlier build that this one did not write; files are replaced, never absent meanwhile. */
function removeOlderThan(time) {
  for (const file of readdirSync(dist, { withFileTypes: true })) {
    const path = join(dist, file.name);
    if (file.isFile() && statSync(path).mtimeMs < time - 1000) rmSync(path);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const mode = { development: process.argv.includes('--development') || process.argv.includes('--watch') };
  await (process.argv.includes('--watch') ? watch(mode) : buildOnce(mode));
}
