/** Adds an example to the tests of a rule, in the way they are written there. */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { RuleTest } from '../../policy/test-schema';
import type { Verdict } from '../../policy/verdict';
import { flow } from '../yaml-flow';
import { type Insertion, insertedAfter, lineEnd, type RuleEntry } from './insert-lines';
import { dataAt, type PolicyText, readPolicyText, spanOf } from './policy-text';

/** `rule`: one of `rules`. `undefined` where its tests are written in a way that nothing can be added to. Tried before it is offered. */
export function testInsertion(
  text: PolicyText,
  rule: RuleEntry,
  expected: Verdict,
  test: RuleTest,
): Insertion | undefined {
  const insertion = insertionInto(text, rule, expected, flow(test));
  if (insertion === undefined) return undefined;
  const { span, newText } = insertion;
  const edited = readPolicyText({
    ...text,
    text: text.text.slice(0, span.start) + newText + text.text.slice(span.end),
  });
  const examples = dataAt(edited.data(), ['rules', rule.index, 'tests', expected]);
  const isThere = edited.yaml().errors.length === 0 && Array.isArray(examples);
  return isThere && isDeepStrictEqual(examples.at(-1), test) ? insertion : undefined;
}

function insertionInto(text: PolicyText, rule: RuleEntry, expected: Verdict, item: string): Insertion | undefined {
  const tests = rule.node.get('tests', true);
  if (tests === undefined) return insertedAfter(text, rule, undefined, testsLines(rule.node, expected, item));
  const span = spanOf(tests);
  if (!isMap(tests) || span === undefined) return undefined;
  const examples = tests.get(expected, true);
  if (isSeq(examples)) return intoList(text, examples, item);
  if (examples !== undefined) return undefined;
  if (tests.items.length === 0) return { span, newText: `{ ${expected}: [${item}] }` };
  return insertedAfter(text, { node: tests, span }, undefined, listLines(tests, expected, item));
}

function testsLines({ flow: inline }: YAMLMap, expected: Verdict, item: string): readonly string[] {
  return inline ? [`tests: { ${expected}: [${item}] }`] : ['tests:', `  ${expected}:`, `    - ${item}`];
}

function listLines({ flow: inline }: YAMLMap, expected: Verdict, item: string): readonly string[] {
  return inline ? [`${expected}: [${item}]`] : [`${expected}:`, `  - ${item}`];
}

function intoList({ text }: PolicyText, list: YAMLSeq, item: string): Insertion | undefined {
  const [first, last] = [spanOf(list.items[0]), spanOf(list.items.at(-1))];
  const whole = spanOf(list);
  if (first === undefined || last === undefined) return whole && { span: whole, newText: `[${item}]` };
  if (list.flow) return { span: { start: last.end, end: last.end }, newText: `, ${item}` };
  const dash = /^([ \t]*- +)$/.exec(text.slice(text.lastIndexOf('\n', first.start - 1) + 1, first.start))?.[1];
  if (dash === undefined) return undefined;
  const at = lineEnd(text, last.end);
  const line = `${dash}${item}`;
  return { span: { start: at, end: at }, newText: text[at - 1] === '\n' ? `${line}\n` : `\n${line}` };
}
