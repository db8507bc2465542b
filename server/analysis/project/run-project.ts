/** Runs a script of the project by name: an npm script, a make target, a recipe, a task of the editor. */
import type { Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { possibly } from '../frame';
import type { Run, Stream } from '../programs/spec';
import { follow } from '../shell/follow';
import type { Shell } from '../shell/shell';
import { ANYTHING } from '../shell/streams';
import { ofFile } from '../source';
import { runComposeServices } from './compose-services';
import { resolveProject, type Step } from './resolve';

export type ProjectRun = Extract<Run, { type: 'project' }>;

export function runProject(run: ProjectRun, span: Span, shell: Shell): Stream {
  if (run.runner === 'compose') return runComposeServices(run, span, shell);
  const resolved =
    shell.frame.elsewhere || typeof run.name !== 'string' ? undefined : resolveProject(run, run.name, shell);
  if ((run.lifecycle || run.rehearsal) && (resolved?.steps.length ?? 0) === 0) return ANYTHING;
  shell.state(
    { kind: 'code.exec', origin: 'project-config', lang: run.runner, resolved: resolved !== undefined },
    span,
  );
  if (!resolved) {
    // What a container or another machine calls that cannot be looked up here, and the run itself says so.
    if (shell.frame.elsewhere || isGeneratedBuild(run, shell)) return ANYTHING;
    const program = typeof run.name === 'string' ? `${run.runner} ${run.name}` : UNKNOWN;
    shell.state({ kind: 'code.opaque', reason: 'unresolved-command', program }, span);
    return ANYTHING;
  }
  for (const effect of resolved.effects ?? []) shell.state(effect, span);
  for (const step of resolved.steps) runStep(step, span, shell);
  return ANYTHING;
}

/** A make file that cmake or a configure script makes: what `cmake --build` runs, too. */
function isGeneratedBuild({ runner, files }: ProjectRun, { scope, session }: Shell): boolean {
  if (runner !== 'make' || files !== undefined || typeof scope.cwd !== 'string') return false;
  const isThere = (name: string) => session.providers.files.kind(`${scope.cwd}/${name}`) !== 'absent';
  if (['Makefile', 'makefile', 'GNUmakefile'].some((name) => session.isRewritten(`${scope.cwd}/${name}`))) return false;
  if (isThere('CMakeCache.txt') || isThere('config.status')) return true;
  return ['cmake', 'configure', 'qmake'].some((name) => session.started.has(name)) && !isThere('Makefile');
}

export function runStep(step: Step, span: Span, shell: Shell): void {
  const frame = step.possible ? possibly(shell.frame) : shell.frame;
  if (!step.file) {
    follow(step.run, shell.with({ frame }), step.span);
    return;
  }
  const source = ofFile(shell.frame.source, span, step.file.path, step.file.text);
  const via = frame.via === 'direct' ? 'script' : frame.via;
  follow(step.run, shell.with({ frame: { ...frame, source, via } }), step.span);
}
