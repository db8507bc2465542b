/** An exception as lines of a policy file, with places that a person has to fill in before the file counts. */
import type { RuleTest } from '../../policy/test-schema';
import { flow, scalar } from '../yaml-flow';
import type { Conditions } from './exact-conditions';
import type { Part } from './exception';

/** What only a person can say. As prepared all are empty, which the loader refuses. */
export interface PersonsWord {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export const unsaid: PersonsWord = { reason: '', owner: '', expires: '' };

export interface Examples {
  readonly allow?: RuleTest;
  readonly warn?: RuleTest;
  readonly notMatch?: RuleTest;
}

/** Lines of one item of `waivers`, without indentation. */
export function waiverLines({ about, when, for: circumstances }: Part, word: PersonsWord): string[] {
  return [
    `- rule: ${scalar(about)}`,
    `  when: ${flow(when)}`,
    `  for: ${flow(circumstances)}`,
    `  reason: ${filled(word.reason, 'why this is all right')}`,
    `  owner: ${filled(word.owner, 'who answers for it')}`,
    `  expires: ${filled(word.expires, 'the last day it holds, such as 2027-01-31')}`,
  ];
}

/** Lines of one item of `rules`, without indentation. */
export function ruleLines(
  { about, when, for: circumstances }: Part,
  id: string,
  examples: Examples,
  word: PersonsWord,
): string[] {
  const tests = Object.entries(examples).flatMap(([expected, test]) => [
    `    ${expected}:`,
    `      - ${flow(test as Conditions)}`,
  ]);
  return [
    `- id: ${id}`,
    `  effects: [${about}]`,
    `  when: ${flow(when)}`,
    `  for: ${flow(circumstances)}`,
    '  decide: allow',
    `  because: ${filled(word.reason, 'why this is all right')}`,
    ...(tests.length > 0 ? ['  tests:', ...tests] : []),
  ];
}

function filled(value: string, hint: string): string {
  return value === '' ? `""  # ${hint}` : scalar(value);
}
