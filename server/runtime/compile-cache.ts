/**
 * Runs a bundle with the code that V8 compiled for it last time: half of a hook's own start-up is compiling.
 * The cache stands beside the bundle, one per version of V8, which rejects one that does not fit its version, but
 * knows the bundle by its length only, so a cache that is not younger than the bundle is not taken.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** Answers what the bundle exports. */
export function runCompiled(file: string): unknown {
  // esbuild writes ASCII, which is the cheapest to decode.
  const source = readFileSync(file, 'latin1');
  const cacheFile = `${file}.${process.versions.v8}-${process.arch}.cache`;
  const cachedData = readCache(cacheFile, file);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) keepOnExit(script, cacheFile);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

function readCache(cacheFile: string, file: string): Buffer | undefined {
  try {
    return statSync(cacheFile).mtimeMs > statSync(file).mtimeMs ? readFileSync(cacheFile) : undefined;
  } catch {
    return undefined;
  }
}

/** At the end, so that the functions that were really used are in it. */
function keepOnExit(script: Script, file: string): void {
  process.once('exit', () => {
    const unfinished = `${file}.${process.pid}`;
    try {
      writeFileSync(unfinished, script.createCachedData(), { mode: 0o600 });
      renameSync(unfinished, file);
    } catch {
      // A folder that cannot be written costs some milliseconds next time, nothing else.
    }
  });
}
