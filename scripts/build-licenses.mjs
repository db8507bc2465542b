/** Collects the licence texts of the packages that the bundles contain: all of them ask for that. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Shipped as files of their own, beside the bundles. */
const copiedPackages = ['libpg-query', 'node-sql-parser'];

/** @param {import('esbuild').Metafile[]} metafiles */
export function writeLicenses(root, dist, metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const names = new Set([...copiedPackages, ...inputs.flatMap((input) => packageOf(input) ?? [])]);
  const sections = [...names].sort().map((name) => licenseOf(join(root, 'node_modules', name), name));
  writeFileSync(join(dist, 'third-party-licenses.txt'), `${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

function packageOf(input) {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input.slice(Math.max(0, input.lastIndexOf('node_modules/'))))?.[1];
}

function licenseOf(folder, name) {
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licensed under ${license}.`;
  return `${name} ${version} (${license})\n\n${text}`;
}
