/** Files that the tools of a project load by themselves: those that the same submission has written are read. */
import type { Effect, EffectDraft, Span } from '../../effects/effect';
import { baseName } from '../files/paths';
import type { Outcome } from '../programs/spec';
import { follow } from './follow';
import type { Shell } from './shell';

/** Settings that are programs, what test runners and builds begin with, programs of the project's packages. */
const LOADED =
  /\/(conftest\.py|setup\.py|noxfile\.py|sitecustomize\.py|gulpfile\.\w+|Gruntfile\.\w+|Rakefile|\.eslintrc\.c?js|\.pnpmfile\.cjs|[\w.-]+\.config\.[cm]?[jt]s)$|\/node_modules\/\.bin\/[^/]+$/;

/** What was there before was there to be reviewed; what is written and loaded in one go is looked at. */
export function readLoadedFiles({ effects }: Outcome, span: Span, shell: Shell): void {
  if (shell.frame.elsewhere || !effects.some(runsProject)) return;
  for (const path of shell.session.writtenPaths) {
    const label = baseName(path);
    const isNews = LOADED.test(path) && !shell.frame.chain.includes(label);
    if (!isNews || shell.session.readFile(path) === undefined) continue;
    follow({ type: 'file', path, language: languageOf(path), label }, shell.maybe(), span);
  }
}

function runsProject(effect: EffectDraft | Effect): boolean {
  if (effect.kind === 'package.install') return effect.source === 'file' || effect.source === 'lockfile';
  return (
    effect.kind === 'code.exec' && effect.resolved !== true && /^(project-config|registry)$/.test(String(effect.origin))
  );
}

function languageOf(path: string): string {
  if (path.endsWith('.py')) return 'python';
  return /\.[cm]?[jt]s$/.test(path) ? 'javascript' : path.endsWith('Rakefile') ? 'ruby' : 'program';
}
