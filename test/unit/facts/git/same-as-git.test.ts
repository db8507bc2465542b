/** What is told from files must be what git itself answers, whatever happened to the working tree. */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AskGit } from '../../../../server/facts/git/ask-git';
import { findGitDirectory } from '../../../../server/facts/git/directory';
import { openTree } from '../../../../server/facts/git/open-tree';
import { nodeEnvironment } from '../../../../server/facts/node-environment';
import { type Change, change } from './random-changes';
import { git, makeRepository } from './repository';

/** More of them: GIT_RUNS=500 npx vitest run test/unit/facts/git */
const numRuns = Number(process.env.GIT_RUNS ?? 12);

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-git-')));
  vi.stubEnv('HOME', folder);
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function attempt({ apply }: Change, root: string): void {
  try {
    apply(root);
  } catch (error) {
    // Not every change is possible in every tree.
    if (!(error instanceof Error) || !('code' in error || 'status' in error)) throw error;
  }
}

function pathsIn(root: string): string[] {
  const present = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/(^|\/)\.git(\/|$)/.test(name),
  );
  const tracked = git(root, 'ls-files', '-z').split('\0').filter(Boolean);
  return [...new Set([...present, ...tracked, 'absent', 'absent/too', 'src', 'a', 'out/a'])].map((name) =>
    join(root, name),
  );
}

/** How many questions were answered from files, of how many. */
const told = { files: 0, of: 0 };

/** Patient: that a busy machine lets time run out is not the question here. */
function askGit(): AskGit {
  return new AskGit(process.env, 60_000);
}

/** What files alone tell; `undefined` where git has to be asked. */
function treeAround(path: string) {
  const directory = findGitDirectory(path);
  if (directory === undefined) throw new Error('no repository');
  return openTree(directory, nodeEnvironment(process.env), askGit());
}

function compare(root: string): void {
  const paths = pathsIn(root).map((path) => ({
    question: path,
    answer: treeAround(dirname(path))?.tracked(path),
    ask: () => askGit().tracked(path, root),
  }));
  const whole = { question: 'dirty', answer: treeAround(root)?.dirty(), ask: () => askGit().dirty(root) };
  for (const { question, answer, ask } of [...paths, whole]) {
    told.of++;
    if (answer === undefined) continue;
    told.files++;
    expect({ question, answer }).toEqual({ question, answer: ask() });
  }
}

test('files tell the same as git after whatever happened', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 10 }), (changes) => {
      const root = makeRepository(folder);
      for (const each of changes) attempt(each, root);
      compare(root);
    }),
    { numRuns },
  );
  expect(told.files / told.of).toBeGreaterThan(0.4);
}, 600_000);
