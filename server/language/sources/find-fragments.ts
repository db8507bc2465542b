/** Which documents hold commands, and how to find them. */
import { basename, dirname } from 'node:path';
import type { Fragment, Source } from './fragment';
import { makefileTargets } from './makefile';
import { packageScripts } from './package-scripts';
import { shellScript } from './shell-script';
import { sqlFile } from './sql-file';
import { tasks } from './tasks-file';

type Finder = (source: Source) => Fragment[];

const byLanguage: Readonly<Record<string, Finder>> = {
  shellscript: shellScript,
  fish: shellScript,
  powershell: shellScript,
  bat: shellScript,
  sql: sqlFile,
  makefile: makefileTargets,
};

/** The commands of a document; empty for documents that hold none. */
export function findFragments(source: Source): Fragment[] {
  return finderFor(source)?.(source) ?? [];
}

function finderFor({ path, language }: Source): Finder | undefined {
  const name = basename(path);
  if (name === 'package.json') return packageScripts;
  if (name === 'tasks.json' && basename(dirname(path)) === '.vscode') return tasks;
  return Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
}
