/** Hands SQL to its own analysis, and follows what that starts in turn (`\!`, `\i`). */
import type { EffectDraft, Span } from '../../effects/effect';
import { isKnown, isPattern, type Text, UNKNOWN } from '../../effects/value';
import { withText } from '../frame';
import type { SqlConnection, Stream } from '../programs/spec';
import { ofFile } from '../source';
import { analyseSql } from '../sql/analyse-sql';
import { HOLE } from '../sql/token';
import { streamAt } from './descriptors';
import { follow } from './follow';
import type { Shell } from './shell';
import { literal } from './streams';
import { withHoles } from './text';

const ROWS: Stream = literal(UNKNOWN, ['db']);

export function runSqlText(text: Text, connection: SqlConnection, place: Span, shell: Shell): Stream {
  if (typeof text === 'string') {
    runKnownSql(text, connection, shell.with({ frame: withText(shell.frame, place, text) }));
    return ROWS;
  }
  // An unknown part may end the statement and begin another, even between quotes, so that is always said. It is meant
  // to be a value though, so what stands around it is read as such, and nothing is made up about what it might hold.
  shell.state({ kind: 'db.exec', engine: connection.engine, what: 'dynamic', evidence: connection.evidence }, place);
  if (isPattern(text) && text.prefix.trim() !== '') {
    const known = withHoles(text);
    runKnownSql(known, connection, shell.with({ frame: withText(shell.frame, place, known.replaceAll(HOLE, '…')) }));
  }
  return ROWS;
}

/** `part` takes out what is run of a file. */
export function runSqlFile(
  path: Text,
  connection: SqlConnection,
  span: Span,
  shell: Shell,
  part = (text: string) => text,
): Stream {
  const piped = streamAt(path, shell);
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
  runKnownSql(part(file.text), connection, shell.with({ frame: { ...shell.frame, source } }));
  return ROWS;
}

function runKnownSql(text: string, connection: SqlConnection, shell: Shell): void {
  const whole = { start: 0, end: text.length };
  if (!shell.session.takesCode(text.length, shell.frame)) return;
  const outcome = analyseSql(text, connection, shell.session.providers);
  for (const effect of outcome.effects)
    if (!(text.includes(HOLE) && isUnseen(effect))) shell.state(withPlace(effect, shell), whole);
  for (const run of outcome.runs ?? []) follow(run, shell, whole);
}

/** Said once already of the whole text. */
function isUnseen(effect: EffectDraft): boolean {
  return effect.kind === 'db.exec' && effect.what === 'dynamic';
}

/** Files that SQL or its client names (`.output f`, `COPY … TO`) lie where the client runs. */
function withPlace(effect: EffectDraft, shell: Shell): EffectDraft {
  if ((effect.kind !== 'fs.read' && effect.kind !== 'fs.write') || effect.path === undefined) return effect;
  return { ...effect, ...shell.surroundings.fileTarget(effect.path, shell.scope.cwd) };
}
