/** What files do not tell, asked of a git process that may take so long and no longer. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GitProvider } from '../../providers';
import type { Variables } from '../node-environment';
import { runGit } from './run-git';

/** For all questions of one decision together, in milliseconds. */
const budgetMs = 600;

export class AskGit {
  /** `variables` are what git's own process gets. */
  constructor(
    private readonly variables: Variables,
    private left = budgetMs,
  ) {}

  dirty(cwd: string): boolean | undefined {
    const changes = this.ask(cwd, ['status', '--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=dirty']);
    return changes === undefined ? undefined : changes !== '';
  }

  tracked(path: string, root: string): ReturnType<GitProvider['tracked']> {
    const folder = existsSync(dirname(path)) ? dirname(path) : root;
    const changes = this.ask(folder, ['status', '--porcelain', '-z', '--untracked-files=normal', '--', path]);
    if (changes === undefined) return undefined;
    if (changes !== '') return changes.split('\0').some((line) => /^(?!\?\?)../.test(line)) ? 'dirty' : 'untracked';
    const files = this.ask(folder, ['ls-files', '-z', '--', path]);
    return files === undefined ? undefined : files === '' ? 'none' : 'clean';
  }

  /** How index and commit differ, in git's raw format; names with one character for each byte. */
  staged(root: string, commit: string): string | undefined {
    const differences = ['--cached', '--raw', '-z', '--no-renames', '--ignore-submodules=none'];
    return this.ask(root, ['diff-index', ...differences, commit, '--']);
  }

  private ask(cwd: string, args: readonly string[]): string | undefined {
    const left = Math.floor(this.left);
    if (left <= 0) return undefined;
    const started = performance.now();
    const output = runGit(args, { cwd, env: this.variables, timeout: left })?.toString('latin1');
    this.left -= performance.now() - started;
    return output;
  }
}
