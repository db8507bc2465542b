/**
 * Code that must stay out of the start path (YAML, zod, SQL grammars) is bundled apart and required when first used.
 * A dynamic `import()` of one of these modules becomes a `require` of its chunk; a static import is bundled in place.
 */
import { resolve } from 'node:path';

/** Source of each chunk, by the name of its file in dist/. */
export const lazyChunks = {
  'policy-loader': 'server/policy/loader.ts',
  'sql-grammar': 'server/analysis/sql/grammar-thread.ts',
};

/** @returns {import('esbuild').Plugin} */
export function lazyImports(bundle) {
  return {
    name: 'lazy-imports',
    setup(build) {
      build.onResolve({ filter: /^\./ }, (args) => {
        if (args.kind !== 'dynamic-import') return undefined;
        const target = `${resolve(args.resolveDir, args.path)}.ts`;
        const chunk = Object.entries(lazyChunks).find(
          ([name, source]) => name !== bundle && target.endsWith(`/${source}`),
        );
        return chunk && { path: `./${chunk[0]}.js`, external: true };
      });
    },
  };
}

/**
 * Loading `node:child_process` takes several milliseconds, and few decisions start a process. What it exports is made to
 * load it when called.
 *
 * @returns {import('esbuild').Plugin}
 */
export function lazyChildProcess() {
  return {
    name: 'lazy-child-process',
    setup(build) {
      build.onResolve({ filter: /^node:child_process$/ }, ({ namespace, path }) =>
        namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
      );
      build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
        contents: `exports.spawnSync = (...args) => require('${path}').spawnSync(...args);`,
      }));
    },
  };
}
