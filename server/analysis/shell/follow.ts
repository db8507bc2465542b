/** Follows what a program starts, whatever its form. */
import type { Effect, Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { runCode } from '../code/run-code';
import { inside, MAX_DEPTH } from '../frame';
import type { Run, Stream } from '../programs/spec';
import { runMigrations } from '../project/pending-migrations';
import { runProject } from '../project/run-project';
import { dispatch } from './dispatch';
import { environmentEffects } from './environment';
import { runFile } from './file-run';
import { runForeignShell } from './foreign/foreign';
import { Scope } from './scope';
import type { Shell } from './shell';
import { runSqlFile, runSqlText } from './sql-run';
import { runStream } from './stream-run';
import { ANYTHING } from './streams';
import { runText } from './text-run';

export function follow(run: Run, from: Shell, span: Span): Stream {
  if (from.frame.depth >= MAX_DEPTH) {
    from.state({ kind: 'code.opaque', reason: 'depth-limit' }, span);
    return ANYTHING;
  }
  const shell = shellFor(run, from);
  for (const [name, value] of run.variables ?? []) environmentEffects(name, value, span, shell);
  if (!run.disposable) return start(run, shell, span);
  let printed = ANYTHING;
  shell.session.only(isOutsideOfFiles, () => {
    printed = start(run, shell, span);
  });
  return printed;
}

function isOutsideOfFiles({ kind }: Effect): boolean {
  return !kind.startsWith('fs.') && kind !== 'secret.read' && kind !== 'disk.destroy';
}

function start(run: Run, shell: Shell, span: Span): Stream {
  switch (run.type) {
    case 'argv':
      return dispatch(run.words, span, shell);
    case 'shell': {
      if (run.args) shell.scope.positional = run.args.slice(1);
      if (run.args) shell.scope.script = run.args[0]?.value ?? UNKNOWN;
      const place = run.span ?? span;
      return runForeignShell(run.shell, run.text, place, shell) ?? runText(run.text, place, shell, run.shell);
    }
    case 'stdin':
      return runStream(run.language, run.stream, span, shell);
    case 'file':
      return runFile(run, span, shell);
    case 'code':
      return runCode({ ...run, span: run.span ?? span }, shell);
    case 'sql':
      return runSqlText(run.text, run.connection, run.span ?? span, shell);
    case 'sql-file':
      return runSqlFile(run.path, run.connection, span, shell);
    case 'project':
      return runProject(run, span, shell);
    case 'migrations':
      return runMigrations(run, span, shell);
  }
}

function shellFor(run: Run, from: Shell): Shell {
  const frame = inside(from.frame, run);
  const sourced = run.type === 'file' && run.sourced;
  const scope = sourced ? from.scope : run.elsewhere ? new Scope(undefined, UNKNOWN) : from.scope.child(run.variables);
  if (run.cwd !== undefined) scope.cwd = run.cwd;
  const { stdin: _, ...io } = from.io;
  const stdin = run.stdin ?? from.io.stdin;
  return from.with({ frame, scope, io: { ...io, ...(stdin && { stdin }) } });
}
