/** The grammars and their thread as the build makes them, in a folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { copyGrammars } from '../../../scripts/build-grammars.mjs';
import { type ClosableGrammarProvider, grammarThread } from '../../../server/analysis/sql/grammars/thread-provider';

const root = join(import.meta.dirname, '../../..');

export interface GrammarFolder {
  readonly folder: string;
  readonly grammars: ClosableGrammarProvider;
  remove(): void;
}

/** With deadlines that a busy machine keeps as well. */
export async function buildGrammars(): Promise<GrammarFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'sql-grammars-'));
  copyGrammars(root, folder);
  const thread = join(folder, 'sql-grammar.js');
  await build({
    entryPoints: [join(root, 'server/analysis/sql/grammar-thread.ts')],
    outfile: thread,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const grammars = grammarThread({
    thread,
    folder: join(folder, 'grammars'),
    firstDeadline: 10_000,
    deadline: 5_000,
  });
  return {
    folder,
    grammars,
    remove() {
      grammars.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
