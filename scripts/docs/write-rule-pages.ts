/** Writes docs/rules from policies/, and removes the pages of rules that are no more. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildPacks } from '../../server/policy/build-packs';
import { libraryOf } from '../../server/policy/packs';
import { rulePages } from './rule-pages';

const folder = 'docs/rules';
const pages = rulePages(libraryOf(buildPacks('policies')));
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
process.stdout.write(`${pages.size} pages in ${folder}\n`);
