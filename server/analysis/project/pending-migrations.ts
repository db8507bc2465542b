/**
 * The migrations that a tool would apply. Which of them a database already has is written in that database, so it
 * cannot be known here. What git knows as committed was reviewed and mostly applied long ago: an old migration that drops
 * a table must not make every deployment look like that. So only files that are new or changed since the last commit,
 * or written by the same submission, are read, and what they do is possible, not certain. When git cannot tell, the tool
 * says no more than that it migrates.
 */
import type { Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { isWithin } from '../files/paths';
import { possibly } from '../frame';
import type { MigrationLayout, Run, Stream } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { runSqlFile } from '../shell/sql-run';
import { literal } from '../shell/streams';

type MigrationRun = Extract<Run, { type: 'migrations' }>;

const MAX_ENTRIES = 2000;
/** Each costs a question to git; the newest stand last by name. */
const MAX_CANDIDATES = 12;

export function runMigrations(run: MigrationRun, span: Span, shell: Shell): Stream {
  const seen = new Set<string>();
  for (const directory of shell.frame.elsewhere ? [] : run.directories) {
    const { path } = shell.surroundings.fileTarget(directory, shell.scope.cwd);
    if (typeof path !== 'string' || seen.has(path)) continue;
    seen.add(path);
    const inner = shell.with({ frame: possibly(shell.frame) });
    for (const file of newFiles(path, run.layout, shell)) runSqlFile(file, run.connection, span, inner, appliedPart);
  }
  return literal(UNKNOWN, ['unknown']);
}

function newFiles(directory: string, layout: MigrationLayout, shell: Shell): string[] {
  const written = shell.session.writtenPaths.filter(
    (path) => isWithin(path, directory) && isApplied(path.slice(directory.length + 1), layout),
  );
  return [...written, ...uncommitted(directory, layout, shell).filter((path) => !written.includes(path))];
}

function uncommitted(directory: string, layout: MigrationLayout, shell: Shell): string[] {
  const { git, files } = shell.session.providers;
  const names = files.list(directory, MAX_ENTRIES);
  // One question for all of them, which mostly settles it.
  if (!names || !isNew(git.tracked(directory))) return [];
  return names
    .flatMap((name) => (layout === 'folders' ? [`${name}/migration.sql`, `${name}/up.sql`] : [name]))
    .filter((name) => isApplied(name, layout))
    .sort()
    .map((name) => `${directory}/${name}`)
    .filter((path) => files.kind(path) === 'file')
    .slice(-MAX_CANDIDATES)
    .filter((path) => isNew(git.tracked(path)));
}

function isNew(state: 'clean' | 'dirty' | 'untracked' | 'none' | undefined): boolean {
  return state === 'dirty' || state === 'untracked';
}

const APPLIED: Readonly<Record<MigrationLayout, RegExp>> = {
  flat: /^[^/]+(?<!\.down)\.sql$/,
  folders: /^[^/]+\/(migration|up)\.sql$/,
  'up-files': /^[^/]+\.up\.sql$/,
  versioned: /^(V[\d._]+|R)__[^/]*\.sql$/,
};

function isApplied(name: string, layout: MigrationLayout): boolean {
  return APPLIED[layout].test(name);
}

/** Some tools keep the way back in the same file, below a comment. */
const WAY_BACK = /^--\s*(migrate:down|\+goose\s+Down|\+migrate\s+Down|\+micrate\s+Down|rambler\s+down)\b/im;

function appliedPart(text: string): string {
  const at = text.search(WAY_BACK);
  return at < 0 ? text : text.slice(0, at);
}
