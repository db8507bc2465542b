/** Runs a script of the project by name: an npm script, a make target, a recipe, a task of the editor. */
import type { Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import type { Run, Stream } from '../programs/spec';
import { follow } from '../shell/follow';
import type { Shell } from '../shell/shell';
import { NOTHING } from '../shell/streams';
import { ofFile } from '../source';
import { resolveProject } from './resolve';

export type ProjectRun = Extract<Run, { type: 'project' }>;

export function runProject(run: ProjectRun, span: Span, shell: Shell): Stream {
  const resolved =
    shell.frame.elsewhere || typeof run.name !== 'string' ? undefined : resolveProject(run, run.name, shell);
  shell.state(
    { kind: 'code.exec', origin: 'project-config', lang: run.runner, resolved: resolved !== undefined },
    span,
  );
  if (!resolved) {
    const program = typeof run.name === 'string' ? `${run.runner} ${run.name}` : UNKNOWN;
    shell.state({ kind: 'code.opaque', reason: 'unresolved-command', program }, span);
    return NOTHING;
  }
  for (const effect of resolved.effects ?? []) shell.state(effect, span);
  for (const step of resolved.steps) {
    const source = ofFile(shell.frame.source, span, step.path, step.fileText);
    const via = shell.frame.via === 'direct' ? 'script' : shell.frame.via;
    const inner = shell.with({ frame: { ...shell.frame, source, via } });
    follow(step.run, inner, step.span);
  }
  return { text: UNKNOWN, sources: ['unknown'] };
}
