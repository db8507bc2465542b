/** The SQL a client is given: by a flag, a file, or standard input. */
import type { EffectDraft } from '../../../../effects/effect';
import { headOf, UNKNOWN } from '../../../../effects/value';
import { type Answer, type Call, together } from '../../program';
import type { Run, SqlConnection, Word } from '../../spec';

interface Input {
  /** Options whose value is SQL. */
  readonly text?: readonly string[];
  /** Options whose value is a file of SQL. */
  readonly file?: readonly string[];
  /** Operands that are SQL. */
  readonly operands?: readonly Word[];
}

/** Runs the SQL a client is given; without any it reads standard input, or talks to a person. */
export function runsSql(call: Call, connection: SqlConnection, input: Input): Answer {
  const texts = [...call.words(...(input.text ?? [])), ...(input.operands ?? [])];
  const connects = texts.find(reconnects);
  const resolves = texts.find(setsSearchPath);
  // All of them share one session: after one that connects to another server, the others run there.
  const connectionFor = (word: Word) => {
    if (isBehind(word, connects)) return elsewhere(connection);
    return isBehind(word, resolves) ? { ...connection, searchPath: UNKNOWN } : connection;
  };
  const files = call.words(...(input.file ?? []));
  const output = { output: { text: null, sources: ['db'] } } as const;
  if (texts.length + files.length === 0)
    return together(call.open ? [unseenStatements(connection)] : standardInput(call, connection), output);
  const runs: Run[] = [
    ...texts.map((word) => sqlRun(call, word, connectionFor(word))),
    ...files.filter((word) => !isStandardInput(word)).map((word) => sqlFileRun(call, word, connectionFor(word))),
  ];
  const piped = files.find(isStandardInput);
  return together({ runs }, piped ? standardInput(call, connectionFor(piped)) : [], output);
}

function isStandardInput({ value }: Word): boolean {
  return value === '-' || value === '/dev/stdin';
}

/** psql's `\c` and `\connect` with something to connect to. */
function reconnects({ value }: Word): boolean {
  return /\\c(onnect)?\s+\S/.test(headOf(value));
}

function setsSearchPath({ value }: Word): boolean {
  return typeof value === 'string' && /search_path/i.test(value);
}

function isBehind(word: Word, other: Word | undefined): boolean {
  return other !== undefined && word.span.start > other.span.start;
}

function elsewhere(connection: SqlConnection): SqlConnection {
  const { ownService: _, ...evidence } = connection.evidence;
  return { ...connection, evidence: { ...evidence, dbHost: UNKNOWN, host: UNKNOWN, dbName: UNKNOWN } };
}

function sqlRun(call: Call, word: Word, connection: SqlConnection): Run {
  return { type: 'sql', text: word.value, span: word.span, connection, label: call.name };
}

export function sqlFileRun(call: Call, word: Word, connection: SqlConnection): Run {
  return { type: 'sql-file', path: word.value, connection, label: `${call.name} ${word.raw}` };
}

function standardInput(call: Call, connection: SqlConnection): Answer {
  const { stdin } = call.invocation;
  if (!stdin) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  if (stdin.file) return { runs: [sqlFileRun(call, stdin.file, connection)] };
  if (stdin.text !== null)
    return {
      runs: [{ type: 'sql', text: stdin.text, connection, label: call.name, ...(stdin.span && { span: stdin.span }) }],
    };
  return [unknownScript(connection)];
}

/** Words that are not known may be statements. */
function unseenStatements({ engine, evidence }: SqlConnection): EffectDraft {
  return { kind: 'db.exec', engine, what: 'dynamic', evidence };
}

export function unknownScript(connection: SqlConnection): EffectDraft {
  return { kind: 'db.exec', engine: connection.engine, what: 'script', evidence: connection.evidence };
}
