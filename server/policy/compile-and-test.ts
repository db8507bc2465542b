/** From the text of policy files to a policy that may be in force: it has no errors, and passes its own tests. */
import type { CompiledPolicy } from './compiled';
import type { PolicyFiles } from './loader';
import { libraryOf } from './packs';
import { runTests } from './policy-tests';
import { describeProblem, type PolicyProblem } from './problem';
import type { PolicyFile } from './read-part';
import { type PolicyTestResult, placeOf, testName } from './test-result';
import type { PolicyWorld } from './world';

export type CompiledAndTested = { readonly policy: CompiledPolicy } | { readonly problem: string };

/**
 * A policy that fails its own tests does not say what its authors mean. It is tested by itself, as its authors and their
 * pipelines do it; one that cannot stand without the layers above (because it waives their rules) is not.
 */
export async function compileAndTest(
  files: PolicyFiles,
  scenarios: () => readonly PolicyFile[],
  { bundle, now, upper }: Pick<PolicyWorld, 'bundle' | 'now' | 'upper'>,
): Promise<CompiledAndTested> {
  const { loadPolicy, loadTests } = await import('./loader');
  const loaded = loadPolicy(files, libraryOf(bundle(), upper), now);
  const alone = upper ? loadPolicy(files, libraryOf(bundle()), now) : loaded;
  const tests = loadTests(alone, scenarios());
  const errors = [...loaded.problems, ...tests.problems].filter(({ severity }) => severity === 'error');
  const { policy } = loaded;
  if (policy === undefined || errors.length > 0) return { problem: errorText(errors) };
  const failures = alone.policy ? runTests(alone.policy, tests, now).results.filter(({ ok }) => !ok) : [];
  return failures.length > 0 ? { problem: failureText(failures) } : { policy };
}

/** The first error in full, and how many more there are. */
function errorText(errors: readonly PolicyProblem[]): string {
  const first = errors[0] ? describeProblem(errors[0]) : '';
  return `The policy has errors, so the last good one stays in force: ${first}${andMore(errors)}`;
}

function failureText(failures: readonly PolicyTestResult[]): string {
  const [first] = failures;
  const said = first ? `${placeOf(first)}${testName(first)}: ${first.failure}` : '';
  return `The policy fails its tests, so the last good one stays in force: ${said}${andMore(failures)}`;
}

function andMore({ length }: readonly unknown[]): string {
  return length > 1 ? ` (and ${length - 1} more)` : '';
}
