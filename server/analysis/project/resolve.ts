/** Finds what a script of the project stands for: the commands, and where they are written. */
import type { EffectDraft, Span } from '../../effects/effect';
import type { Run } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { resolveJustRecipe } from './just-recipes';
import { resolveMakeTarget } from './make-targets';
import { resolvePackageScript } from './package-scripts';
import type { ProjectRun } from './run-project';
import { resolveTask } from './taskfile';

/** One command to run, written at `span` of a file; without a file it follows from the command itself. */
export interface Step {
  readonly run: Run;
  readonly file?: { readonly path: string; readonly text: string };
  readonly span: Span;
  /** It may be left out. */
  readonly possible?: boolean;
}

export interface Resolved {
  readonly steps: readonly Step[];
  readonly effects?: readonly EffectDraft[];
}

/** `undefined` when it cannot be found out. */
export function resolveProject(run: ProjectRun, name: string, shell: Shell): Resolved | undefined {
  switch (run.runner) {
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun':
      return resolvePackageScript(run, name, shell);
    case 'make':
      return resolveMakeTarget(run, name, shell);
    case 'just':
      return resolveJustRecipe(run, name, shell);
    case 'task':
      return resolveTask(run, name, shell);
    default:
      return undefined;
  }
}
