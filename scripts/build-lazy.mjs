/**
 * Code that must stay out of the start path (YAML, zod, SQL grammars) is bundled apart and required when first used.
 * A dynamic `import()` of one of these modules becomes a `require` of its chunk; a static import is bundled in place.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import esbuild from 'esbuild';

/** Source of each chunk, by the name of its file in dist/. */
export const lazyChunks = {
  'policy-loader': 'server/policy/loader.ts',
  'sql-grammar': 'server/analysis/sql/grammar-thread.ts',
};

/** Chunks that a bundle has in place: the language features of the worker read YAML by themselves, and one copy is enough. */
const inPlace = { worker: ['policy-loader'] };

/** @returns {import('esbuild').Plugin} */
export function lazyImports(bundle) {
  return {
    name: 'lazy-imports',
    setup(build) {
      build.onResolve({ filter: /^\./ }, (args) => {
        if (args.kind !== 'dynamic-import') return undefined;
        const target = `${resolve(args.resolveDir, args.path)}.ts`;
        const chunk = Object.entries(lazyChunks).find(
          ([name, source]) => name !== bundle && !inPlace[bundle]?.includes(name) && target.endsWith(`/${source}`),
        );
        return chunk && { path: `./${chunk[0]}.js`, external: true };
      });
    },
  };
}

/**
 * Ends the build when a bundle would take in what its start path is to do without.
 *
 * @returns {import('esbuild').Plugin}
 */
export function withoutLibraries(bundle) {
  return {
    name: 'without-libraries',
    setup(build) {
      build.onResolve({ filter: /^(yaml|zod|libpg-query|node-sql-parser)(\/|$)/ }, ({ path, importer }) => ({
        errors: [{ text: `${importer} brings ${path} into ${bundle}.js: split it, or import it lazily` }],
      }));
    },
  };
}

/**
 * Makes every module of ours run when something of it is first used, not at the start: one command needs few of the many
 * program descriptions, SQL readers and libraries, and a hook is a new process each time.
 *
 * Each module is turned into CommonJS, where esbuild puts every import into a variable of its own (`import_git`); the
 * variable becomes a call that requires on first use.
 *
 * @returns {import('esbuild').Plugin}
 */
export function lazyModules() {
  return {
    name: 'lazy-modules',
    setup(build) {
      build.onLoad({ filter: /\/server\/.*\.ts$/ }, async ({ path }) => {
        const { code } = await esbuild.transform(readFileSync(path, 'utf8'), {
          loader: 'ts',
          format: 'cjs',
          platform: 'node',
          target: 'node20',
          sourcefile: path,
        });
        return { contents: deferRequires(code, path), loader: 'js', resolveDir: dirname(path) };
      });
    },
  };
}

const importLine = /^var (import_\w+) = ((?:__toESM\()?require\("[^"]+"\)(?:, 1\))?\)?);$/gm;

function deferRequires(code, path) {
  const names = [];
  const deferred = code.replace(importLine, (_, name, value) => {
    names.push(name);
    return `var lazy_${name}; function use_${name}() { return (lazy_${name} ??= ${value}); }`;
  });
  const text = names.reduce((before, name) => {
    const created = before.replace(new RegExp(`\\bnew ${name}\\.(\\w+)`, 'g'), `new (use_${name}().$1)`);
    return created.replace(new RegExp(`\\b${name}\\.`, 'g'), `use_${name}().`);
  }, deferred);
  const left = names.find((name) => new RegExp(`\\b${name}\\b`).test(text));
  if (left !== undefined) throw new Error(`${path}: ${left} is used in a way that cannot be deferred`);
  return text;
}
