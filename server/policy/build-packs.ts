/** Makes `packs.json` of the packs folder. Run by the build, and by tests that need the packs as they are now. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePacks } from './compile';
import { loadPack } from './loader';
import { type LoadedPack, type PackBundle, packsFolder } from './packs';
import { describeProblem, type PolicyProblem } from './problem';

/** Throws with every problem of every pack: the product must not ship a broken one. */
export function buildPacks(policiesFolder: string): PackBundle {
  const files = packFiles(policiesFolder);
  const loaded = files.map((file) => loadPack({ file: `${packsFolder}${file}`, text: readText(policiesFolder, file) }));
  const problems = loaded.flatMap((pack) => pack.problems);
  if (problems.length > 0) throw new Error(problemList(problems));
  const packs = loaded.flatMap(({ pack }) => pack ?? []);
  const sources = JSON.stringify(packs);
  return {
    digest: `sha256:${createHash('sha256').update(sources).digest('hex')}`,
    policy: compilePacks(libraryFrom(packs)),
    sources,
  };
}

function libraryFrom(packs: readonly LoadedPack[]) {
  return { packs: new Map(packs.map((pack) => [pack.source.id, pack])) };
}

/** `core/git/pack.yaml`, in alphabetical order. */
function packFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names.filter((name) => name.endsWith('/pack.yaml')).sort();
}

function readText(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function problemList(problems: readonly PolicyProblem[]): string {
  return `Packs with problems:\n${problems.map(describeProblem).join('\n')}`;
}
