/** Hands SQL to its own analysis, and follows what that starts in turn (`\!`, `\i`). */
import type { Span } from '../../effects/effect';
import { isKnown, isPattern, type Text, UNKNOWN } from '../../effects/value';
import { withText } from '../frame';
import type { SqlConnection, Stream } from '../programs/spec';
import { ofFile } from '../source';
import { analyseSql } from '../sql/analyse-sql';
import { follow } from './follow';
import type { Shell } from './shell';
import { literal } from './streams';

const ROWS: Stream = literal(UNKNOWN, ['db']);

export function runSqlText(text: Text, connection: SqlConnection, place: Span, shell: Shell): Stream {
  if (typeof text === 'string') {
    runKnownSql(text, connection, shell.with({ frame: withText(shell.frame, place, text) }));
    return ROWS;
  }
  shell.state({ kind: 'db.exec', engine: connection.engine, what: 'dynamic', evidence: connection.evidence }, place);
  if (isPattern(text) && text.prefix.trim() !== '') {
    // What is known counts: the unknown part is taken for a value.
    const standIn = `${text.prefix}NULL${text.suffix}`;
    runKnownSql(standIn, connection, shell.with({ frame: withText(shell.frame, place, standIn) }));
  }
  return ROWS;
}

export function runSqlFile(path: Text, connection: SqlConnection, span: Span, shell: Shell): Stream {
  const piped = typeof path === 'string' ? shell.session.substitutions.get(path) : undefined;
  if (piped) return runSqlText(piped.text, connection, piped.span ?? span, shell);
  const target = shell.surroundings.fileTarget(path, shell.scope.cwd);
  const absolute = target.path ?? UNKNOWN;
  const file = isKnown(absolute) && !shell.frame.elsewhere ? shell.session.readFile(absolute) : undefined;
  if (!file || !isKnown(absolute)) {
    const script = { kind: 'db.exec', engine: connection.engine, what: 'script', name: absolute } as const;
    shell.state({ ...script, evidence: connection.evidence }, span);
    return ROWS;
  }
  const source = ofFile(shell.frame.source, span, absolute, file.text);
  runKnownSql(file.text, connection, shell.with({ frame: { ...shell.frame, source } }));
  return ROWS;
}

function runKnownSql(text: string, connection: SqlConnection, shell: Shell): void {
  const whole = { start: 0, end: text.length };
  const outcome = analyseSql(text, connection, shell.session.providers);
  for (const effect of outcome.effects) shell.state(effect, whole);
  for (const run of outcome.runs ?? []) follow(run, shell, whole);
}
