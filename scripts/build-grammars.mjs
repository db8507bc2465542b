/**
 * Copies the SQL grammars beside the thread that runs them: they are WASM or generated code of half a megabyte each,
 * loaded one by one, so they are shipped as their packages have them.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Builds of node-sql-parser that are worth their weight; its PostgreSQL and T-SQL ones are not used. */
const nodeSqlParserBuilds = ['bigquery', 'mariadb', 'mysql', 'redshift', 'snowflake', 'sqlite'];

export function copyGrammars(root, dist) {
  const out = join(dist, 'grammars');
  mkdirSync(out, { recursive: true });
  const pg = join(root, 'node_modules/libpg-query/wasm');
  for (const name of ['index.cjs', 'libpg-query.js', 'libpg-query.wasm']) copyFileSync(join(pg, name), join(out, name));
  for (const name of nodeSqlParserBuilds)
    copyParser(join(root, 'node_modules/node-sql-parser/build', `${name}.js`), out, name);
}

/** The file names a source map that is not shipped. */
function copyParser(source, out, name) {
  if (!existsSync(source)) throw new Error(`${source} is missing: run npm install`);
  writeFileSync(
    join(out, `${name}.js`),
    readFileSync(source, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'),
  );
}
