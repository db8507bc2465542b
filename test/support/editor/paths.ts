/** Where the project and its cache of editors and browsers are. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Root of the project, found upwards from the working directory. */
export const projectRoot = findProjectRoot(process.cwd());

/** Ignored by git; may be deleted at any time and is filled again when needed. */
export const cacheFolder = process.env.GUARDRAILS_TEST_CACHE ?? path.join(projectRoot, '.vscode-test');

function findProjectRoot(from: string): string {
  const manifest = path.join(from, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'access-guardrails') return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error(`Run this inside the project: no package.json found above ${process.cwd()}.`);
  return findProjectRoot(parent);
}
