import { createRequire } from 'node:module';
import { join } from 'node:path';
import esbuild from 'esbuild';

/** Runs a module of the project's sources within the build. Answers its exports. */
export async function runBundled(root, source) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, source)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // As in the bundles themselves: esbuild cannot follow the UMD wrappers of some packages.
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    write: false,
    logLevel: 'warning',
  });
  const module = { exports: {} };
  const require = createRequire(join(root, 'package.json'));
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}
