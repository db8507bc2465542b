/** A command given by a path (`./deploy.sh`): the file decides what runs. */
import type { Span } from '../../effects/effect';
import { isKnown } from '../../effects/value';
import { programFor } from '../programs/registry';
import type { Stream, Word } from '../programs/spec';
import { programName } from './dispatch';
import { follow } from './follow';
import { runProgram } from './program';
import type { Shell } from './shell';

/** Scripts of build tools that stand in projects: described like programs, and too long to read. */
const BUILD_TOOL_SCRIPTS = new Set(['gradlew', 'mvnw', 'artisan', 'spark', 'manage.py', 'rails', 'rake']);

export function runPath(first: Word, args: readonly Word[], span: Span, shell: Shell): Stream {
  const name = programName(String(first.value));
  const described = programFor(name) !== undefined;
  if (described && (BUILD_TOOL_SCRIPTS.has(name) || !isReadable(first, shell))) {
    return runProgram(name, first, args, span, shell);
  }
  return follow(
    { type: 'file', label: String(first.value), path: first.value, language: 'program', args },
    shell,
    span,
  );
}

function isReadable(first: Word, shell: Shell): boolean {
  const { path } = shell.surroundings.fileTarget(first.value, shell.scope.cwd);
  return path !== undefined && isKnown(path) && !shell.frame.elsewhere && shell.session.readFile(path) !== undefined;
}
