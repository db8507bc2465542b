/** A command given by a path (`./deploy.sh`): the file decides what runs. */
import type { Span } from '../../effects/effect';
import { isKnown } from '../../effects/value';
import { programFor } from '../programs/registry';
import type { Stream, Word } from '../programs/spec';
import { programName } from './dispatch';
import { foreignOrigin } from './file-run';
import { follow } from './follow';
import { runProgram } from './program';
import type { Shell } from './shell';

/** Scripts of build tools that stand in projects: described like programs, and too long to read. */
const BUILD_TOOL_SCRIPTS = new Set(['gradlew', 'mvnw', 'artisan', 'spark', 'manage.py', 'rails', 'rake']);

export function runPath(first: Word, args: readonly Word[], span: Span, shell: Shell): Stream {
  const name = programName(String(first.value));
  const { path } = shell.surroundings.fileTarget(first.value, shell.scope.cwd);
  const place = path !== undefined && isKnown(path) && !shell.frame.elsewhere ? path : undefined;
  const isAsNamed = () => BUILD_TOOL_SCRIPTS.has(name) || !isReadable(place, shell);
  const isDescribed = isInstalled(String(first.value)) || (programFor(name) !== undefined && isAsNamed());
  if (isDescribed && !isPutThere(place, shell)) return runProgram(name, first, args, span, shell);
  return follow(
    { type: 'file', label: String(first.value), path: first.value, language: 'program', args },
    shell,
    span,
  );
}

/** `/usr/bin/rm`, `node_modules/.bin/eslint`: where programs are installed, the name says what they are. */
function isInstalled(path: string): boolean {
  return /^\/(usr\/|usr\/local\/|opt\/homebrew\/|snap\/)?s?bin\/[^/]+$|(^|\/)node_modules\/\.bin\/[^/]+$|(^|\/)\.?venv\/bin\/[^/]+$/.test(
    path,
  );
}

function isReadable(path: string | undefined, { session }: Shell): boolean {
  return path !== undefined && session.readFile(path) !== undefined;
}

/** What the submission itself has put at a place may have any name (`cp /bin/rm ls; ./ls`). */
function isPutThere(path: string | undefined, shell: Shell): boolean {
  return path !== undefined && (shell.session.isRewritten(path) || foreignOrigin(path, shell) !== undefined);
}
