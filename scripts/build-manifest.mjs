/** Lists what the hook's runtime copy consists of, with digests: server/runtime/manifest.ts reads it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const files = ['hook.js', 'hook-call.js', 'policy-loader.js', 'sql-grammar.js', 'packs.json'];

export function writeRuntimeManifest(root, dist) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const grammars = readdirSync(join(dist, 'grammars')).map((name) => `grammars/${name}`);
  const digests = [...files, ...grammars].sort().map((file) => [file, digestOf(join(dist, file))]);
  writeFileSync(
    join(dist, 'runtime.json'),
    `${JSON.stringify({ version, files: Object.fromEntries(digests) }, null, 1)}\n`,
  );
}

function digestOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
