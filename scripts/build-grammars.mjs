/**
 * Copies the SQL grammars beside the thread that runs them: they are WASM or generated code of half a megabyte each,
 * loaded one by one, so they are shipped as their packages have them.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Builds of node-sql-parser that are worth their weight; its PostgreSQL and T-SQL ones are not used. */
const nodeSqlParserBuilds = ['bigquery', 'mariadb', 'mysql', 'redshift', 'snowflake', 'sqlite'];

export function copyGrammars(root, dist) {
  const out = join(dist, 'grammars');
  mkdirSync(out, { recursive: true });
  const pg = join(root, 'node_modules/libpg-query/wasm');
  for (const name of ['libpg-query.js', 'libpg-query.wasm']) copyFileSync(join(pg, name), join(out, name));
  copyEntry(join(pg, 'index.cjs'), join(out, 'index.cjs'));
  for (const name of nodeSqlParserBuilds)
    copyParser(join(root, 'node_modules/node-sql-parser/build', `${name}.js`), out, name);
}

/** The entry re-exports a package that holds nothing but types, which is not shipped. */
function copyEntry(source, target) {
  const types = '__exportStar(require("@pgsql/types"), exports);';
  const text = readFileSync(source, 'utf8');
  if (!text.includes(types)) throw new Error(`${source} has changed: see whether it still needs @pgsql/types`);
  writeFileSync(target, text.replace(types, ''));
}

/** With the one small package it needs put in. */
function copyParser(source, out, name) {
  if (!existsSync(source)) throw new Error(`${source} is missing: run npm install`);
  buildSync({
    entryPoints: [source],
    outfile: join(out, `${name}.js`),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
}
