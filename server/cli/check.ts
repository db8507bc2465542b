/** `guardrails check`: what would be decided on a command, SQL or a tool call. */
import { readFileSync } from 'node:fs';
import { type CheckDefaults, type CheckInput, requestFrom } from './check-input';
import { decisionJson } from './decision-json';
import { decisionText } from './decision-text';
import { exitCodeOf, UsageError } from './exit-codes';
import { makeJudge } from './judge';
import { commandLineOf } from './shell-words';
import { print } from './terminal';

export interface CheckOptions {
  readonly sql?: boolean;
  readonly dialect?: string;
  readonly json?: boolean;
  readonly record?: boolean;
}

/** Decides on one thing; the exit code is the verdict. */
export async function check(words: readonly string[], options: CheckOptions, defaults: CheckDefaults): Promise<number> {
  const request = requestFrom(inputFrom(words, options), defaults);
  const decision = await makeJudge({ record: options.record ?? false })(request);
  print(options.json ? JSON.stringify(decisionJson(null, decision)) : decisionText(request.title, decision));
  return exitCodeOf[decision.verdict];
}

function inputFrom(words: readonly string[], options: CheckOptions): CheckInput {
  const text = words.length === 1 && words[0] === '-' ? readFileSync(0, 'utf8') : commandLineOf(words);
  if (text.trim() === '') {
    throw new UsageError(
      options.sql ? 'give the SQL after --, or - to read it' : 'give the command after --, or - to read it',
    );
  }
  if (options.dialect !== undefined && !options.sql) throw new UsageError('--dialect belongs to --sql');
  if (!options.sql) return { command: text };
  return {
    sql: words.length > 1 ? words.join(' ') : text,
    ...(options.dialect !== undefined && { dialect: options.dialect }),
  };
}
