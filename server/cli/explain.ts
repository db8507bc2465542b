/** `guardrails explain`: every effect with what says so, and every rule that spoke on it. */
import type { Decision } from '../decision';
import { attributeOf, type Effect } from '../effects/effect';
import { displayText, type Text } from '../effects/value';
import { type CheckDefaults, requestFrom } from './check-input';
import { environmentText, findingText, verdictText } from './decision-text';
import { exitCodeOf } from './exit-codes';
import { makeJudge } from './judge';
import { commandLineOf } from './shell-words';
import { oneLine, paint, print } from './terminal';

export interface ExplainOptions {
  readonly sql?: boolean;
  readonly dialect?: string;
}

const evidenceWidth = 120;
/** Members of an effect that are not attributes of its kind. */
const notAttributes = new Set(['kind', 'at', 'evidence']);

/** Prints the whole account; the exit code is the verdict. */
export async function explain(
  words: readonly string[],
  { sql, dialect }: ExplainOptions,
  defaults: CheckDefaults,
): Promise<number> {
  const input = sql ? { sql: words.join(' '), ...(dialect && { dialect }) } : { command: commandLineOf(words) };
  const request = requestFrom(input, defaults);
  const decision = await makeJudge({ record: false })(request);
  print(verdictText(request.title, decision));
  for (const [index, effect] of decision.effects.entries()) print(effectText(effect, index, decision));
  for (const file of decision.files) print(paint('dim', `Read ${file.path} (${file.digest})`));
  print(paint('dim', `Policy ${decision.policy.source} (${decision.policy.mode}, ${decision.policy.digest})`));
  return exitCodeOf[decision.verdict];
}

function effectText(effect: Effect, index: number, decision: Decision): string {
  const environment = environmentText(effect, decision.environments[index] ?? null);
  const findings = decision.findings.filter((finding) => finding.effect === index);
  return [
    `\n${paint('bold', effect.kind)}${environment}`,
    `  because of  ${oneLine(effect.at.evidence, evidenceWidth)}${whereText(effect)}`,
    ...attributeLines(effect),
    ...(findings.length > 0 ? findings.map((finding) => `  ${findingText(finding)}`) : ['  allowed by default']),
  ].join('\n');
}

function whereText({ at }: Effect): string {
  const chain = at.chain.length > 0 ? ` (in ${at.chain.join(' › ')})` : '';
  return `${chain}${at.file ? ` in ${at.file.path}` : ''}`;
}

function attributeLines(effect: Effect): string[] {
  const names = Object.keys(effect).filter((name) => !notAttributes.has(name));
  return names.map((name) => paint('dim', `  ${name.padEnd(10)}  ${valueText(attributeOf(effect, name))}`));
}

function valueText(value: unknown): string {
  const isText = value === null || typeof value === 'string' || typeof value === 'object';
  return oneLine(isText ? displayText(value as Text) : String(value), evidenceWidth);
}
