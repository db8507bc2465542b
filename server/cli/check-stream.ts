/** `guardrails check --stdin`: one JSON object a line in, one decision a line out, in the same order. */
import { once } from 'node:events';
import { type CheckDefaults, checkInputFrom, requestFrom } from './check-input';
import { decisionJson } from './decision-json';
import { exitCodes, UsageError } from './exit-codes';
import { type InputLine, readLines } from './json-lines';
import type { Judge } from './judge';

/** A command of a few megabytes is still answered; more is no command. */
const maxLineBytes = 16 * 1024 * 1024;

interface LineError {
  readonly code: 'malformed' | 'internal';
  readonly line: number;
  readonly message: string;
}

/** Answers every line. A line that cannot be understood gets an error object, and the next ones are answered. */
export async function checkStream(
  input: AsyncIterable<Buffer>,
  output: NodeJS.WritableStream,
  judge: Judge,
  defaults: CheckDefaults,
): Promise<number> {
  let number = 0;
  let worst: number = exitCodes.fine;
  for await (const line of readLines(input, maxLineBytes)) {
    const answer = await answerLine(line, ++number, judge, defaults);
    if ('error' in answer)
      worst = Math.max(worst, answer.error.code === 'internal' ? exitCodes.internal : exitCodes.usage);
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  }
  return worst;
}

async function answerLine(
  line: InputLine,
  number: number,
  judge: Judge,
  defaults: CheckDefaults,
): Promise<{ readonly id?: unknown; readonly error?: LineError }> {
  let id: unknown = null;
  try {
    if ('problem' in line) throw new UsageError(line.problem);
    const value = parse(line.text);
    id = (value as { id?: unknown } | null)?.id ?? null;
    return decisionJson(id, await judge(requestFrom(checkInputFrom(value), defaults)));
  } catch (error) {
    const code = error instanceof UsageError ? 'malformed' : 'internal';
    return { id, error: { code, line: number, message: error instanceof Error ? error.message : String(error) } };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}
