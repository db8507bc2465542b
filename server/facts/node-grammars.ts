import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { grammarThread } from '../analysis/sql/grammars/thread-provider';
import type { GrammarProvider } from '../providers';

/** Loading a grammar takes a tenth of this on an idle machine; a hook has two seconds for everything. */
const firstDeadlineMs = 800;

let shared: GrammarProvider | undefined;

/** The grammars of the build, in one thread for the whole process. There are none where the code runs unbuilt. */
export function nodeGrammars(): GrammarProvider {
  shared ??= grammarsIn(__dirname);
  return shared;
}

function grammarsIn(dist: string): GrammarProvider {
  const thread = join(dist, 'sql-grammar.js');
  if (!existsSync(thread)) return { parse: () => undefined };
  return grammarThread({ thread, folder: join(dist, 'grammars'), firstDeadline: firstDeadlineMs });
}
