/** `guardrails explain`: every effect with what gave it away, and every rule that spoke on it. */
import { explainDecision } from '../policy/explain';
import { type CheckDefaults, requestFrom } from './check-input';
import { exitCodeOf } from './exit-codes';
import { makeJudge } from './judge';
import { commandLineOf } from './shell-words';
import { oneLine, paintVerdict, print, visible } from './terminal';

export interface ExplainOptions {
  readonly sql?: boolean;
  readonly dialect?: string;
}

const commandWidth = 160;

/** Prints the whole account; the exit code is the verdict. */
export async function explain(
  words: readonly string[],
  { sql, dialect }: ExplainOptions,
  defaults: CheckDefaults,
): Promise<number> {
  const input = sql ? { sql: words.join(' '), ...(dialect && { dialect }) } : { command: commandLineOf(words) };
  const request = requestFrom(input, defaults);
  const decision = await makeJudge({ record: false })(request);
  print(`${paintVerdict(decision.verdict)}  ${oneLine(request.title, commandWidth)}`);
  print(visible(explainDecision(decision)));
  for (const file of decision.files) print(`Read on the way: ${file.path} (${file.digest})`);
  return exitCodeOf[decision.verdict];
}
