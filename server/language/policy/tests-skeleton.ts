/** A `tests` key for a rule that has none, as lines of YAML. */
import type { RuleTest } from '../../policy/test-schema';
import type { Verdict } from '../../policy/verdict';
import type { FoundExamples } from './find-examples';

/** `inline` for a rule that is written between braces. */
export function testsSkeleton(verdict: Verdict, found: FoundExamples, inline: boolean): readonly string[] {
  const decided = testText(found.decided ?? { run: `TODO: a command for which this rule says ${verdict}` });
  const notMatched = testText(found.notMatched ?? { run: 'TODO: a similar command that this rule leaves alone' });
  if (inline) return [`tests: { ${verdict}: [{ ${decided} }], notMatch: [{ ${notMatched} }] }`];
  return ['tests:', `  ${verdict}:`, `    - ${decided}`, '  notMatch:', `    - ${notMatched}`];
}

/** JSON is YAML, and needs no thought about what a plain text may begin with. */
function testText(test: RuleTest): string {
  const [key, value] = Object.entries(test)[0] ?? ['run', ''];
  return `${key}: ${JSON.stringify(value)}`;
}
